import type { Plugin } from 'vite'

const MODULE = /packages\/api\/src\/topics\/[\w-]+\.ts$/
/** What a route says to the server and to the description of the API. The page calls routes and checks their answers. */
const FOR_THE_SERVER = new Set(['summary', 'rule', 'parts', 'query', 'body', 'refusals'])

interface Node {
  type: string
  start: number
  end: number
}

interface Property extends Node {
  key: { name?: string }
}

interface Call extends Node {
  callee: { name?: string }
  arguments: (Node & { properties?: Property[] })[]
}

/**
 * For Vite: of each route only what the page needs of it, path, method and answers. It then loads 3 kB gzip less before the
 * first event. Fails if the contract is not as expected.
 */
export function routesAsCalled(): Plugin {
  let found = 0
  return {
    name: 'routes-as-called',
    apply: 'build',
    enforce: 'post',
    transform(code, id) {
      if (!MODULE.test(id)) return undefined
      const calls = callsOfRoute(this.parse(code))
      found += calls.length
      let text = code
      for (const property of calls.flatMap((call) => call.arguments[0]?.properties ?? [])) {
        if (!FOR_THE_SERVER.has(property.key.name ?? '')) continue
        const end = /^\s*,/.exec(code.slice(property.end))?.[0].length ?? 0
        // Spaces and line ends in its place keep every position, so the source map needs no change.
        const blank = code.slice(property.start, property.end + end).replace(/[^\n]/g, ' ')
        text = text.slice(0, property.start) + blank + text.slice(property.end + end)
      }
      return { code: text, map: null }
    },
    buildEnd(error) {
      if (!error && found === 0) throw new Error('The contract has no routes as routes-as-called.ts expects them.')
    },
  }
}

function callsOfRoute(node: unknown): Call[] {
  if (Array.isArray(node)) return node.flatMap(callsOfRoute)
  if (typeof node !== 'object' || node === null) return []
  const found = Object.values(node).flatMap(callsOfRoute)
  const call = node as Partial<Call>
  return call.type === 'CallExpression' && call.callee?.name === 'route' ? [call as Call, ...found] : found
}
