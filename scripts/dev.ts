// npm run dev: the server restarts when its sources change, the web app reloads in place. Open the one address printed.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createServer } from 'vite'
import { freePort } from './free-port.ts'
import { ROOT } from './root.ts'

const host = process.env.HOST ?? '127.0.0.1'
const port = Number(process.env.PORT ?? 8787)
const apiPort = await freePort()
const pageAddress = `http://${host}:${port}`

const server = spawn(process.execPath, ['--watch', '--watch-preserve-output', join(ROOT, 'apps/server/src/main.ts')], {
  cwd: ROOT,
  // The page is at Vite's address, and no other may connect.
  env: { ...process.env, HOST: '127.0.0.1', PORT: String(apiPort), BASE_URL: process.env.BASE_URL ?? pageAddress },
  stdio: ['ignore', 'pipe', 'inherit'],
})
// Its own address is of no use here; the owner link is.
server.stdout.setEncoding('utf8').on('data', (text: string) => {
  for (const line of text.split('\n')) if (line.includes('/owner#')) process.stdout.write(`${line}\n`)
})

process.env.COEVAL_API = `http://127.0.0.1:${apiPort}`
const vite = await createServer({
  root: join(ROOT, 'apps/web'),
  server: { host, port, strictPort: true },
  clearScreen: false,
  logLevel: 'warn',
}).catch(stopWith)
await vite.listen().catch(stopWith)
process.stdout.write(`Coeval (development) is at ${vite.resolvedUrls?.local[0] ?? `http://${host}:${port}/`}\n`)

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    server.kill(signal)
    vite.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  })
}

function stopWith(error: Error): never {
  server.kill()
  process.stderr.write(`The development server did not start (${error.message}): set PORT to a free port.\n`)
  process.exit(1)
}
