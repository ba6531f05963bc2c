import { type Catalogue, type Speaker, speakerOf } from './speaker.ts'
import messages from './en.json' with { type: 'json' }

export type Messages = typeof messages

/** What the checks say, in English. */
export const ENGLISH: Catalogue = messages

export const english: Speaker = speakerOf('en', ENGLISH)
