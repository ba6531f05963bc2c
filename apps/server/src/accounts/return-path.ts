/** Where a browser is sent after a sign-in elsewhere: always to this server. */
import { sentence } from '../messages/sentence.ts'
import { Refusal } from '../refusal.ts'

/** A path of this server and nothing else: a browser takes `//evil` and `/\\evil` for another host. */
export function pathOf(text: string): string {
  if (/^\/(?![/\\])[^\\\s]*$/.test(text) && new URL(text, 'http://x').host === 'x') return text
  throw new Refusal(400, 'bad-request', sentence('accounts.bad-return-path'))
}

/** Where better-auth sends a browser, which is always to this server; without a place, it could not do what was asked. */
export function placeHere(location: string | null, baseUrl: string): string {
  const url = URL.parse(location ?? '', baseUrl)
  if (location === null || url?.origin !== baseUrl) return '/sign-in?error=failed'
  return `/${url.pathname.replace(/^\/+/, '')}${url.search}${url.hash}`
}
