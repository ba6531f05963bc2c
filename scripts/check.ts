// npm run check: types, lint (with import cycles) and format.
import { stopChildrenOnSignals } from './process.ts'
import { runSuites } from './suites/index.ts'

stopChildrenOnSignals()
await runSuites(['check'])
