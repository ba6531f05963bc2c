/** Whether a request was made on this machine, by a program of its own and not through a proxy or a strange page. */

export interface PeerRequest {
  /** Of the other end of the TCP connection. */
  address: string | undefined
  /** Of the request, by names in lower case. */
  header: (name: string) => string | undefined
}

/** What proxies add. Not all of them add any, hence the look at Host. */
export const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via']

export function isFromHere({ address = '', header }: PeerRequest): boolean {
  if (!/^(::ffff:)?127\.|^::1$/.test(address) || FORWARDED.some((name) => header(name) !== undefined)) return false
  const [host, origin, fetchSite] = [header('host'), header('origin'), header('sec-fetch-site')]
  if (host === undefined || !isLocalName(host)) return false
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') return false
  return origin === undefined || origin === `http://${host}`
}

/** A Host header that names this machine to itself. */
export function isLocalName(host: string): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase()
  return name === 'localhost' || name === '127.0.0.1' || name === '[::1]' || name.endsWith('.localhost')
}
