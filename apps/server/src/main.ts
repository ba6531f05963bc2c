/** `npm start`: the server, until SIGINT or SIGTERM. With serve.ts and cli.ts the only place that knows the process. */
import './process/heap-settings.ts'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

const OLDEST_NODE = 24

const major = Number(process.versions.node.split('.')[0])
if (major < OLDEST_NODE) {
  process.stderr.write(
    `Coeval needs Node ${OLDEST_NODE} or newer, and this is ${process.version}. Start it with \`npm start\`.\n`,
  )
  process.exit(1)
}

// What was stripped and compiled once is kept: the program starts the sooner. Also for the storage thread, by its
// environment; where nothing can be written, all is as without.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, '../../../node_modules/.cache/coeval')
enableCompileCache()

// Loaded after the check: an older Node would stop at their syntax, without a sentence.
const { serve } = await import('./serve.ts')
await serve(process)
