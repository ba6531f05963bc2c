/** What describes the API and its files to programs. */
import { readFile } from 'node:fs/promises'
import { routes } from '@coeval/api'
import { cookiePrefix } from '../auth/cookie-prefix.ts'
import type { PublicOrigins } from '../net/public-origins.ts'
import type { Api } from './serve-route.ts'

export interface DescriptionRoutesOptions {
  version: string
  places: PublicOrigins
}

export function descriptionRoutes(api: Api, { version, places: { baseUrl } }: DescriptionRoutesOptions): void {
  /** Made, and what makes it loaded, when somebody first asks for it. */
  let described: string | undefined

  api.answer(routes.readOpenApi, async (c) => {
    if (described === undefined) {
      const { describeApi } = await import('@coeval/api/openapi')
      const sessionCookie = `${cookiePrefix(baseUrl)}.session_token`
      described = JSON.stringify(describeApi({ version, baseUrl, sessionCookie }))
    }
    c.header('content-type', 'application/json')
    return c.body(described)
  })

  api.answer(routes.readFileSchema, async (c) => {
    c.header('content-type', 'application/schema+json')
    return c.body(await readFile(new URL(import.meta.resolve('@coeval/formats/coeval.schema.json')), 'utf8'))
  })
}
