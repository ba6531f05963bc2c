/**
 * The English messages of what is loaded late: pages beside the chronology, panel, menus, dialogs. Code that says one of
 * them takes its `t` from here, so that the messages arrive with the code and are there when it runs. Code of the first
 * load must not import this: it takes `t` from `index.ts`, whose type knows the first messages alone.
 */
import type { KeysOf } from '@coeval/messages'
import * as i18n from './index.ts'
import type { MessageValues } from './message-values.ts'
import late from './messages/late/en.json'

/** Every dotted path to a message of the English catalogue, first and late. */
export type MessageKey = i18n.MessageKey | KeysOf<typeof late>

/** Those that need no values. */
export type PlainMessageKey = Exclude<MessageKey, keyof MessageValues>

i18n.addEnglish(late)

/** The message in the current language, with its values filled in and its plural form chosen. */
export const t = i18n.say as <K extends MessageKey>(key: K, ...values: i18n.ValuesOf<K>) => string

/** Whether there is such a message without values: for terms of the document, which may be anything. */
export const isMessage = i18n.isMessage as (key: string) => key is PlainMessageKey

export { currentLanguage } from './index.ts'
