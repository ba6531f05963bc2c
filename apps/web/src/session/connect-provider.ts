import { CLOSE, TAG, readRefused, readSaved, readStorage } from '@coeval/sync'
import { WebsocketProvider } from 'y-websocket'
import type * as Y from 'yjs'
import { spreadReconnects } from './backoff.ts'
import { closeName } from './close-name.ts'
import { countingSocket } from './counting-socket.ts'
import type { SaveTracker } from './save-state.ts'
import { viewerSocket } from './viewer-socket.ts'

/** The server closed the connection for a reason that asking again who I am here may settle. */
export interface RoleChangeNotice {
  code: number
  reason: string
}

const ROLE_MAY_HAVE_CHANGED = new Set<number>([CLOSE.roleChanged.code, CLOSE.otherGeneration.code])

interface ConnectionOptions {
  id: string
  generation: string
  doc: Y.Doc
  saving: SaveTracker
  mayWrite: boolean
  /** The server's sentence about something that it did not take. */
  onRefused: (sentence: string) => void
  onDisconnected: () => void
  /** Whether somebody takes care of it; otherwise the connection is over. */
  onRoleChange: (notice: RoleChangeNotice) => boolean
}

/** The connection of one document to its room. `saving` is told what becomes of changes, the callbacks everything else. */
export function connectProvider(options: ConnectionOptions): WebsocketProvider {
  const { id, generation, doc, saving, mayWrite, onRefused, onDisconnected, onRoleChange } = options
  const settles = (notice: RoleChangeNotice) => ROLE_MAY_HAVE_CHANGED.has(notice.code) && onRoleChange(notice)
  const provider = new WebsocketProvider(syncAddress(), id, doc, {
    connect: false,
    params: { ack: '1', generation },
    // Two tabs of one browser meet on the server: a tab must not call "saved" what another tab still has to send.
    disableBc: true,
    WebSocketPolyfill: mayWrite ? countingSocket(saving) : viewerSocket(),
  })
  spreadReconnects(provider)
  provider.messageHandlers[TAG.saved] = (_encoder, decoder) => saving.acknowledged(readSaved(decoder))
  provider.messageHandlers[TAG.storage] = (_encoder, decoder) => {
    const { failing, reason } = readStorage(decoder)
    saving.storage(failing ? reason : null)
  }
  provider.messageHandlers[TAG.refused] = (_encoder, decoder) => onRefused(readRefused(decoder))
  provider.on('sync', (synced: boolean) => {
    if (synced) saving.connection('online')
  })
  provider.on('status', ({ status }: { status: string }) => {
    if (status !== 'disconnected') return
    saving.connection('offline')
    onDisconnected()
  })
  provider.on('connection-error', () => saving.connection('offline'))
  provider.on('connection-close', (event: CloseEvent | null) => {
    if (event?.code === CLOSE.roleChanged.code && settles(event)) provider.shouldConnect = false
    else if (event && closeName(event.code)) saving.interrupted({ code: event.code, reason: event.reason })
  })
  provider.on('closed', ({ code, reason }: { code: number; reason: string }) => {
    if (!settles({ code, reason })) saving.closed(code, reason)
  })
  if (navigator.onLine) provider.connect()
  else saving.connection('offline')
  return provider
}

function syncAddress(): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/sync`
}
