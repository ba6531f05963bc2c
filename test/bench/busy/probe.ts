// node probe.ts ADDRESS: asks for /livez again and again, in a process of its own, so that nothing else here delays it.
// Ends with its input, and prints what each answer took, in ms, as JSON.
import { request, Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

const PAUSE_MS = 10

const [address = ''] = process.argv.slice(2)
const agent = new Agent({ keepAlive: true, maxSockets: 1 })
const tookMs: number[] = []
let isOver = false
process.stdin.on('end', () => (isOver = true)).resume()

while (!isOver) {
  const beganMs = performance.now()
  await ask()
  tookMs.push(performance.now() - beganMs)
  await sleep(PAUSE_MS)
}
agent.destroy()
process.stdout.write(JSON.stringify(tookMs))

function ask(): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(`${address}/livez`, { agent }, (answer) => {
      answer.resume().on('end', resolve)
    })
    asked.on('error', reject).end()
  })
}
