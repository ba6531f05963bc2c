import { echoAddress } from '../api/addresses.ts'
import type { EchoResult } from './local-findings.ts'

const ECHOES = 5
const PATIENCE_MS = 8_000

/** Opens a socket of the server and times a few texts there and back. Never rejects. */
export function echo(origin: string): Promise<EchoResult> {
  return new Promise((resolve) => {
    const socket = new WebSocket(echoAddress(origin))
    const roundTripsMs: number[] = []
    let sentAtMs = 0
    let isOpen = false
    const end = (result: EchoResult) => {
      clearTimeout(timer)
      socket.close()
      resolve(result)
    }
    const timer = setTimeout(() => end({ kind: isOpen ? 'silent' : 'refused' }), PATIENCE_MS)
    const send = () => {
      sentAtMs = performance.now()
      socket.send(`coeval ${roundTripsMs.length + 1}`)
    }
    socket.addEventListener('open', () => {
      isOpen = true
      send()
    })
    socket.addEventListener('message', () => {
      roundTripsMs.push(performance.now() - sentAtMs)
      if (roundTripsMs.length < ECHOES) send()
      else end({ kind: 'echoed', roundTripsMs })
    })
    // After a success this comes too late to count.
    socket.addEventListener('close', () => end({ kind: isOpen ? 'silent' : 'refused' }))
  })
}
