/** `npm run coeval -- …`: the command line. Data goes to standard output, everything else to standard error. */
import { runCommandLine } from './cli/command-line.ts'

// A reader of our output may stop before its end: `coeval export caj | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

// A data folder that the command line makes is for the user who made it, like the server's.
process.umask(0o077)

const exitCode = await runCommandLine(process.argv.slice(2), {
  env: process.env,
  stdin: process.stdin,
  write: (data) => new Promise((resolve) => process.stdout.write(data, () => resolve())),
  say: (text) => process.stderr.write(`${text}\n`),
  serve: async () => {
    const { serve } = await import('./serve.ts')
    await serve(process)
  },
})
// A server that runs keeps the process going.
if (exitCode !== 'running') process.exitCode = exitCode
