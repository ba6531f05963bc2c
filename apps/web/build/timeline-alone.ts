import type { Plugin } from 'vite'

const MODULE = /vis-timeline-graph2d\.mjs$/
/** What only graphs need: old-style classes, which a bundler cannot leave out as long as methods are assigned to them. */
const GRAPHS = new Set(['Points', 'Bargraph', 'Line', 'GraphGroup', 'Legend', 'LineGraph', 'Graph2d'])
const EXPORTS = 'export { Graph2d, Timeline, timeline };'

/**
 * For Vite: of vis-timeline only the timeline. The package is one module with its graphs, which the page never draws. With
 * the graphs left out, the page loads 13 kB gzip less before the first event. Fails if the module is not as expected.
 */
export function timelineAlone(): Plugin {
  return {
    name: 'timeline-alone',
    apply: 'build',
    transform(code, id) {
      if (!MODULE.test(id)) return undefined
      let text = code
      let removed = 0
      for (const statement of this.parse(code).body) {
        if (!assignsToGraph(code.slice(statement.start, statement.end))) continue
        // Spaces and line ends in its place keep every position, so the source map needs no change.
        text = text.slice(0, statement.start) + blank(code, statement) + text.slice(statement.end)
        removed++
      }
      if (removed === 0 || !text.includes(EXPORTS))
        throw new Error('vis-timeline is not as timeline-alone.ts expects it.')
      return { code: text.replace(EXPORTS, 'export { Timeline };'.padEnd(EXPORTS.length)), map: null }
    },
  }
}

function assignsToGraph(statement: string): boolean {
  const name = /^(\w+)\.[\w.]+ = /.exec(statement)?.[1]
  return name !== undefined && GRAPHS.has(name)
}

function blank(code: string, { start, end }: { start: number; end: number }): string {
  return code.slice(start, end).replace(/[^\n]/g, ' ')
}
