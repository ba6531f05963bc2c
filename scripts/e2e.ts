// npm run e2e [-- FILTER …]: the browser tests only.
import { stopChildrenOnSignals } from './process.ts'
import { runSuites } from './suites/index.ts'

stopChildrenOnSignals()
await runSuites(['browser'], { filters: process.argv.slice(2) })
