/** E-mail addresses as far as they tell people apart. */
import { domainToASCII } from 'node:url'

const UNSEEN = /[\p{Cc}\p{Cf}\p{White_Space}]/gu

/**
 * The one spelling of an address: what people take for the same is the same text. Compatible characters and case are one
 * (NFKC), the dot that may end a domain and what cannot be seen go, and a domain of other scripts is as DNS has it
 * (RFC 5891). What comes before the @ is not taken apart: whether `a.b` is `ab` only its provider knows.
 */
export function emailKey(email: string): string {
  const plain = email.normalize('NFKC').replace(UNSEEN, '').toLowerCase()
  const at = plain.lastIndexOf('@')
  if (at === -1) return plain
  const domain = plain.slice(at + 1).replace(/\.+$/, '')
  return `${plain.slice(0, at)}@${domainToASCII(domain) || domain}`
}

export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text)
}
