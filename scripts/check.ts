// npm run check: types, lint, walls between folders, dead code and format.
import { stopChildrenOnSignals } from './process.ts'
import { runSuites } from './suites/index.ts'

stopChildrenOnSignals()
await runSuites(['check'])
