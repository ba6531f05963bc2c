/** Paths of routes, filled in. */
import type { ParamsOf, Route, SentQueryOf } from './route.ts'

type Addressed<R extends Route> = (keyof ParamsOf<R> extends never
  ? { params?: undefined }
  : { params: ParamsOf<R> }) & {
  query?: SentQueryOf<R>
}

/** Path and query of a request, with a slash in front and all values escaped. Throws where a param is missing. */
export function addressOf<R extends Route>(
  route: R,
  ...[asked]: keyof ParamsOf<R> extends never ? [asked?: Addressed<R>] : [asked: Addressed<R>]
): string {
  return addressWith(route, asked?.params, asked?.query)
}

/** The same where the types are not known: tests, and what asks any route. */
export function addressWith(
  { path }: Pick<Route, 'path'>,
  params: Readonly<Record<string, string>> = {},
  query: unknown = {},
): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined) throw new Error(`${path} needs ${name}`)
    return encodeURIComponent(value)
  })
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null) search.set(name, String(value))
  }
  return search.size > 0 ? `${filled}?${search}` : filled
}
