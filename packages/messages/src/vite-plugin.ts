import { compileMessages, type MessageTexts } from './compile-messages.ts'

const CATALOGUE = /\/i18n\/messages\/.*\.json$/
const PARSER = '@formatjs/icu-messageformat-parser'

/**
 * For Vite: catalogues (`i18n/messages/**.json`) arrive compiled, so the page needs no parser. The shape is that of a Vite
 * plugin; this package does not need Vite for it.
 *
 * @param options.withoutParser leaves the parser out of what is built; tests in the same process may need it
 */
export function compiledMessages({ withoutParser = false } = {}) {
  return {
    name: 'compiled-messages',
    enforce: 'pre' as const,
    config: () =>
      withoutParser
        ? { resolve: { alias: [{ find: new RegExp(`^${PARSER}$`), replacement: `${PARSER}/no-parser.js` }] } }
        : undefined,
    transform(code: string, id: string) {
      if (!CATALOGUE.test(id)) return undefined
      return { code: JSON.stringify(compileMessages(JSON.parse(code) as MessageTexts)), map: null }
    },
  }
}
