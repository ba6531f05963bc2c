/**
 * When a lost connection is tried again. A restart of the server sends everyone away in one instant, so each waits a
 * random while: thousands come back spread over seconds, not in one peak per doubling as stock y-websocket does.
 */
import type { WebsocketProvider } from 'y-websocket'

/** At random within this time, so that a wave of returns is this wide. */
export const SPREAD_MS = 5_000
export const MIN_DELAY_MS = 150
/** No wait is longer. */
export const MAX_DELAY_MS = 15_000
/** After so many failures in a row the server is down for longer, and each further wait may be twice as long. */
const FAILURES_BEFORE_GROWTH = 3

/** How long to wait before trying again, in ms. `failures` counts the ends of connections since the last that synced. */
export function reconnectDelayMs(failures: number, random: () => number): number {
  const growth = 2 ** Math.max(0, failures - FAILURES_BEFORE_GROWTH)
  const most = Math.min(MAX_DELAY_MS, SPREAD_MS * growth)
  return MIN_DELAY_MS + random() * (most - MIN_DELAY_MS)
}

/**
 * Makes the provider wait as above. y-websocket 3.1 waits for the smaller of 2^failures * 100 ms and `maxBackoffTime`,
 * and computes that just after it has emitted `connection-close`: so the listener moves the first out of the way and
 * puts the wait into the second. A call of `connect()` still connects at once.
 */
export function spreadReconnects(provider: WebsocketProvider, random: () => number = Math.random): void {
  let failures = 0
  provider.on('connection-close', () => {
    provider.wsUnsuccessfulReconnects = Number.POSITIVE_INFINITY
    provider.maxBackoffTime = reconnectDelayMs(++failures, random)
  })
  provider.on('sync', (synced: boolean) => {
    if (synced) failures = 0
  })
}
