// npm run bench: figures of this machine, for the README and for comparing two commits. Nothing here passes or fails.
import { runEditToView } from './edit-to-view.ts'
import { runStartToListen } from './start-to-listen.ts'
import { table } from './statistics.ts'

const rows = [...(await runStartToListen()), ...(await runEditToView())]
process.stdout.write(`${table(rows)}\n`)
