import { ServerProcess } from '../server-process.ts'
import type { Figure } from './statistics.ts'

const ROUNDS = 5

/** From starting the server program to its line that it listens: the first time, with an empty data folder, and later. */
export async function runStartToListen(): Promise<Figure[]> {
  const first: number[] = []
  const later: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    let beganMs = performance.now()
    const server = await ServerProcess.start()
    first.push(performance.now() - beganMs)
    await server.stop()
    beganMs = performance.now()
    await server.listen()
    later.push(performance.now() - beganMs)
    await server.close()
  }
  return [
    { name: 'start to listening, empty data folder', valuesMs: first },
    { name: 'start to listening, later', valuesMs: later },
  ]
}
