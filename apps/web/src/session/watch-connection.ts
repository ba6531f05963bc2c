/** Notices what the connection itself does not: that the network went or came, and a line that is dead. */
import type { WebsocketProvider } from 'y-websocket'
import type { SaveTracker } from './save-state.ts'

/** Silence after which a connection that owes me an acknowledgement is taken for dead: a laptop that slept. */
const ACK_PATIENCE_MS = 10_000
/** How long an attempt to connect may hang, as it does where a network swallows everything. */
const CONNECT_PATIENCE_MS = 10_000
const WATCH_EVERY_MS = 1_000

interface Watched {
  provider: WebsocketProvider
  saving: SaveTracker
  connectNow: () => void
}

/** Watches until the returned function is called. */
export function watchConnection({ provider, saving, connectNow }: Watched): () => void {
  const listening = new AbortController()
  const { signal } = listening
  // The browser knows first when the network goes; y-websocket would notice after 30 s of silence.
  const onOffline = () => {
    provider.disconnect()
    saving.connection('offline')
  }
  const onOnline = () => {
    if (saving.state().kind !== 'closed') connectNow()
  }
  window.addEventListener('offline', onOffline, { signal })
  window.addEventListener('online', onOnline, { signal })
  const watchdog = setInterval(lookForDeadLine(provider, saving), WATCH_EVERY_MS)
  return () => {
    listening.abort()
    clearInterval(watchdog)
  }
}

/** A server that is busy says other things meanwhile; a line that is dead says nothing at all. */
function lookForDeadLine(provider: WebsocketProvider, saving: SaveTracker): () => void {
  let owedSinceMs: number | null = null
  let connectingSinceMs: number | null = null
  return () => {
    const nowMs = Date.now()
    owedSinceMs = saving.state().kind === 'saving' ? (owedSinceMs ?? nowMs) : null
    connectingSinceMs = provider.wsconnecting ? (connectingSinceMs ?? nowMs) : null
    if (connectingSinceMs !== null && nowMs - connectingSinceMs >= CONNECT_PATIENCE_MS) {
      connectingSinceMs = null
      provider.ws?.close() // Not open yet, so it ends at once, and is tried again after the usual wait.
    } else if (
      owedSinceMs !== null &&
      nowMs - owedSinceMs >= ACK_PATIENCE_MS &&
      nowMs - provider.wsLastMessageReceived >= ACK_PATIENCE_MS
    ) {
      owedSinceMs = null
      // Not `ws.close()`: on a dead line the browser would wait for the other side's close frame, up to a minute.
      provider.disconnect()
      provider.connect()
    }
  }
}
