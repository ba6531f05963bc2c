import { type Catalogue, ENGLISH as OF_CHECKS, type Speaker, speakerOf } from '@coeval/chronology/messages'
import messages from './en.json' with { type: 'json' }

export type Messages = typeof messages

/** What is said of a file, by the checks as well: groups of both have different names. */
export const ENGLISH: Catalogue = { ...OF_CHECKS, ...messages }

export const english: Speaker = speakerOf('en', ENGLISH)
