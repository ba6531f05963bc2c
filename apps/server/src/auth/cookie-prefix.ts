/** What every cookie's name begins with. Cookies know no ports: two servers on one machine would sign each other's people out. */
export function cookiePrefix(baseUrl: string): string {
  const { protocol } = new URL(baseUrl)
  return `${protocol === 'https:' ? '__Host-' : ''}${plainPrefix(baseUrl)}`
}

/** The same without what it says of the connection. */
export function plainPrefix(baseUrl: string): string {
  const { port } = new URL(baseUrl)
  return port === '' ? 'coeval' : `coeval-${port}`
}
