export { formatMessage, type Message, type Values } from './format-message.ts'
export { findMessage, type Messages } from './find-message.ts'
export type { KeysOf, ValuesArgument } from './message-types.ts'
