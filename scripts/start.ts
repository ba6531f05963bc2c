// npm start: the web app is built if its sources changed, and the server runs in this process. One process less means
// a faster start, and no process between the server and its signals.
import { buildWeb } from './build.ts'
import { main } from './main.ts'

await main(async () => {
  await buildWeb({
    mode: 'production',
    onStart: () => process.stderr.write('Building the web app (only after a change) …\n'),
  })
  await import('../apps/server/src/main.ts')
})
