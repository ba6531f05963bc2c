/** `npm start`: the server, until SIGINT or SIGTERM. With serve.ts and cli.ts the only place that knows the process. */
const OLDEST_NODE = 24

const major = Number(process.versions.node.split('.')[0])
if (major < OLDEST_NODE) {
  process.stderr.write(
    `Coeval needs Node ${OLDEST_NODE} or newer, and this is ${process.version}. Start it with \`npm start\`.\n`,
  )
  process.exit(1)
}

// Loaded after the check: an older Node would stop at their syntax, without a sentence.
const { serve } = await import('./serve.ts')
await serve(process)
