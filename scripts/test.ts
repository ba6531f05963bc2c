// npm test: everything. npm test -- --only check|unit|browser [FILTER …]: one group, or the tests that match.
// npm test -- --changed [--since COMMIT]: the checks, and the tests of what differs from HEAD or that commit.
import { parseArgs } from 'node:util'
import { Failure } from './bootstrap/failure.mjs'
import { main } from './main.ts'
import { stopChildrenOnSignals } from './process.ts'
import { GROUPS, runSuites } from './suites/index.ts'

await main(async () => {
  const { values, positionals } = parseArgs({
    options: { only: { type: 'string' }, changed: { type: 'boolean' }, since: { type: 'string' } },
    allowPositionals: true,
  })
  const groups = GROUPS.filter((group) => values.only === undefined || values.only === group)
  if (groups.length === 0) throw new Failure(`--only takes ${GROUPS.join(', ')}, not "${values.only}".`)
  stopChildrenOnSignals()
  const changedSince = values.changed || values.since !== undefined ? (values.since ?? 'HEAD') : undefined
  await runSuites(groups, { filters: positionals, ...(changedSince !== undefined && { changedSince }) })
})
