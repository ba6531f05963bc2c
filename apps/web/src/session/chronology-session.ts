/**
 * One open chronology in this tab: document, connection, local copy, undo, people and save state. It lives outside
 * React (see `session-registry.ts`), so that double mounting never opens two.
 */
import { isSeeded, UndoHistory } from '@coeval/chronology/ydoc'
import { MESSAGE_REFUSED, MESSAGE_SAVED, MESSAGE_STORAGE, readSaved, readStorage, readRefused } from '@coeval/sync'
import { IndexeddbPersistence } from 'y-indexeddb'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { ChronologyStore } from './chronology-store.ts'
import { countingSocket } from './counting-socket.ts'
import { loadMe } from './me.ts'
import { People } from './people.ts'
import { SaveTracker } from './save-state.ts'

/** Silence after which a connection that owes me an acknowledgement is taken for dead: a laptop that slept. */
const ACK_PATIENCE_MS = 10_000
/** The slowest return after a lost connection; random, so that a class does not come back in one instant. */
const MAX_BACKOFF_MS = { least: 2_000, most: 4_000 }
const UNSAVED_KEY = 'unsaved'

export class ChronologySession {
  readonly id: string
  readonly generation: string
  readonly doc: Y.Doc
  readonly provider: WebsocketProvider
  readonly history: UndoHistory
  readonly people: People
  readonly saving: SaveTracker
  readonly store: ChronologyStore
  /** Resolves when there is content to show: from this device or from the server, whichever is first. */
  readonly ready: Promise<void>
  readonly #persistence: IndexeddbPersistence | null
  readonly #stops: (() => void)[] = []

  /** Opens the local copy, then the connection. Never throws for want of either. */
  static async open(id: string, generation: string): Promise<ChronologySession> {
    const doc = new Y.Doc()
    const persistence = await openLocalCopy(id, generation, doc)
    const unsaved = persistence ? Number((await persistence.get(UNSAVED_KEY)) ?? 0) : 0
    return new ChronologySession(id, generation, doc, persistence, unsaved)
  }

  private constructor(
    id: string,
    generation: string,
    doc: Y.Doc,
    persistence: IndexeddbPersistence | null,
    unsaved: number,
  ) {
    this.id = id
    this.generation = generation
    this.doc = doc
    this.#persistence = persistence
    this.saving = new SaveTracker(unsaved)
    if (!persistence) this.saving.notKeptHere()
    this.history = new UndoHistory(doc)
    this.#followEdits()
    this.provider = this.#connect()
    this.people = new People(this.provider.awareness, loadMe())
    this.store = new ChronologyStore(doc)
    this.ready = this.#whenReady()
    this.#followBrowser()
  }

  close(): void {
    for (const stop of this.#stops) stop()
    this.people.close()
    this.store.close()
    this.history.close()
    this.provider.destroy()
    void this.#persistence?.destroy()
    this.doc.destroy()
  }

  #followEdits(): void {
    const manager = this.history.manager
    const onStep = () => this.saving.stepBegan()
    manager.on('stack-item-added', onStep)
    // Before the provider's own listener, so that a change is counted before its frame goes out.
    const onUpdate = (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      if (transaction.local) this.saving.changed()
    }
    this.doc.on('update', onUpdate)
    let kept = this.saving.unsaved
    const keepCount = this.saving.subscribe(() => {
      const { unsaved } = this.saving
      if (unsaved === kept) return
      kept = unsaved
      void this.#persistence?.set(UNSAVED_KEY, unsaved)
    })
    this.#stops.push(keepCount, () => this.doc.off('update', onUpdate))
  }

  #connect(): WebsocketProvider {
    const spread = MAX_BACKOFF_MS.most - MAX_BACKOFF_MS.least
    const provider = new WebsocketProvider(syncAddress(), this.id, this.doc, {
      connect: false,
      params: { ack: '1', generation: this.generation },
      maxBackoffTime: MAX_BACKOFF_MS.least + Math.random() * spread,
      // Two tabs of one browser meet on the server: a tab must not call "saved" what another tab still has to send.
      disableBc: true,
      WebSocketPolyfill: countingSocket(this.saving),
    })
    provider.messageHandlers[MESSAGE_SAVED] = (_encoder, decoder) => this.saving.acknowledged(readSaved(decoder))
    provider.messageHandlers[MESSAGE_STORAGE] = (_encoder, decoder) => {
      const { failing, reason } = readStorage(decoder)
      this.saving.storage(failing ? reason : null)
    }
    provider.messageHandlers[MESSAGE_REFUSED] = (_encoder, decoder) => this.saving.storage(readRefused(decoder))
    provider.on('sync', (synced: boolean) => {
      if (synced) this.saving.connection('online')
    })
    provider.on('status', ({ status }: { status: string }) => {
      if (status !== 'disconnected') return
      this.saving.connection('offline')
      this.people.disconnected()
    })
    provider.on('connection-error', () => this.saving.connection('offline'))
    provider.on('closed', ({ code, reason }: { code: number; reason: string }) => this.saving.closed(code, reason))
    if (navigator.onLine) provider.connect()
    else this.saving.connection('offline')
    return provider
  }

  /** The browser knows first when the network goes; y-websocket would notice after 30 s of silence. */
  #followBrowser(): void {
    const onOffline = () => this.provider.disconnect()
    const onOnline = () => this.provider.connect()
    const onLeave = (event: BeforeUnloadEvent) => {
      if (this.saving.unsaved > 0) event.preventDefault()
    }
    window.addEventListener('offline', onOffline)
    window.addEventListener('online', onOnline)
    window.addEventListener('beforeunload', onLeave)
    let waitingSinceMs: number | null = null
    const watchdog = setInterval(() => {
      const waits = this.saving.state().kind === 'saving'
      waitingSinceMs = waits ? (waitingSinceMs ?? Date.now()) : null
      if (waitingSinceMs === null || Date.now() - waitingSinceMs < ACK_PATIENCE_MS) return
      waitingSinceMs = null
      this.provider.ws?.close()
    }, 1_000)
    this.#stops.push(
      () => window.removeEventListener('offline', onOffline),
      () => window.removeEventListener('online', onOnline),
      () => window.removeEventListener('beforeunload', onLeave),
      () => clearInterval(watchdog),
    )
  }

  #whenReady(): Promise<void> {
    if (isSeeded(this.doc)) return Promise.resolve()
    return new Promise((resolve) => {
      const onSync = (synced: boolean) => {
        if (!synced) return
        this.provider.off('sync', onSync)
        resolve()
      }
      this.provider.on('sync', onSync)
    })
  }
}

function syncAddress(): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/sync`
}

/** Null where the browser refuses to keep anything: then the page must stay open until all is saved. */
async function openLocalCopy(id: string, generation: string, doc: Y.Doc): Promise<IndexeddbPersistence | null> {
  try {
    const persistence = new IndexeddbPersistence(`coeval:${id}:${generation}`, doc)
    await Promise.race([
      persistence.whenSynced,
      // A refused database rejects here; `whenSynced` would wait for ever.
      (persistence as unknown as { _db: Promise<IDBDatabase> })._db.then(() => persistence.whenSynced),
    ])
    return persistence
  } catch {
    return null
  }
}
