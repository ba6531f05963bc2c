/** The address of the sign-in that leads back to the present page. */
export function signInPath(from: string = location.pathname): string {
  return from === '/' || from.startsWith('/sign-') ? '/sign-in' : `/sign-in?returnTo=${encodeURIComponent(from)}`
}
