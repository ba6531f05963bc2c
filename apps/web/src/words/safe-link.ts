/** Links that may be followed from a text: http, https and mailto, spelled out. Everything else is shown as text. */

const SAFE = /^(https?:\/\/[^\s/]|mailto:[^\s@]+@)/i
// Browsers drop tabs, newlines and leading control characters, so that `java\tscript:` would run: refuse them all.
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f]/

export function isSafeLink(href: unknown): href is string {
  return typeof href === 'string' && !CONTROL.test(href) && SAFE.test(href)
}

/** What a person types as an address, completed: `www.mofa.go.jp` and `a@b.org`; null where it is no address. */
export function completeLink(typed: string): string | null {
  const text = typed.trim()
  const safe: boolean = isSafeLink(text)
  if (safe) return text
  if (/^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/.test(text)) return `mailto:${text}`
  if (/^[^\s:/?#@]+\.[^\s:/?#@]+([/?#]\S*)?$/.test(text)) return `https://${text}`
  return null
}
