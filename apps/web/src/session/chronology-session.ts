/**
 * One open chronology in this tab: document, connection, local copy, undo, people and save state. It lives outside
 * React (see `open-chronology.ts`), so that double mounting never opens two.
 *
 * A session writes or reads, for as long as it lives. One that reads has nothing to lose and nothing to say: no copy on
 * this device, no undo, no presence, and a socket that lets out the question for the document alone.
 */
import type { Role } from '@coeval/api'
import { isSeeded, UndoHistory } from '@coeval/chronology/ydoc'
import { CLOSE, TAG, readSaved, readStorage, readRefused } from '@coeval/sync'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { spreadReconnects } from './backoff.ts'
import { ChronologyStore } from './chronology-store.ts'
import { closeName } from './close-name.ts'
import { countingSocket } from './counting-socket.ts'
import { abandonCopy, copyName, forgetGeneration, type LocalCopy, openLocalCopy } from './local-copy.ts'
import { People, type User } from './presence.ts'
import { readingSocket } from './viewer-socket.ts'
import { isWriter } from './role.ts'
import { SaveTracker } from './save-state.ts'
import { forgetRows, UnsavedLedger } from './unsaved-ledger.ts'

/** Silence after which a connection that owes me an acknowledgement is taken for dead: a laptop that slept. */
const ACK_PATIENCE_MS = 10_000
/** How long an attempt to connect may hang, as it does where a network swallows everything. */
const CONNECT_PATIENCE_MS = 10_000
const WATCH_EVERY_MS = 1_000
const HEAVY_HISTORY_BYTES = 16_384

/** The server sent this device away before it had anything to show. */
export class SentAwayError extends Error {
  readonly code: number
  constructor(code: number, reason: string) {
    super(reason)
    this.name = 'SentAwayError'
    this.code = code
  }
}

/** What the server says of the one who opens it. */
export interface Access {
  role: Role
  generation: string
}

interface Parts {
  id: string
  generation: string
  doc: Y.Doc
  saving: SaveTracker
  /** What a session has that writes. */
  writing: { user: User; ledger: UnsavedLedger; copy: LocalCopy | null; copyName: string } | null
}

/** The server closed the connection for a reason that asking anew who I am here may settle. */
export interface RoleChangeNotice {
  code: number
  reason: string
}

const DOUBTFUL = new Set<number>([CLOSE.roleChanged.code, CLOSE.otherGeneration.code])

export class ChronologySession {
  readonly id: string
  readonly generation: string
  /** Name of the local copy in use; null where one only reads. */
  readonly copyName: string | null
  readonly doc: Y.Doc
  readonly provider: WebsocketProvider
  /** Null where one only reads. */
  readonly history: UndoHistory | null
  readonly people: People
  readonly saving: SaveTracker
  readonly store: ChronologyStore
  /** Resolves when there is content to show: from this device or from the server, whichever is first. */
  readonly ready: Promise<void>
  readonly #copy: LocalCopy | null
  readonly #ledger: UnsavedLedger | null
  readonly #stops: (() => void)[] = []
  readonly #refusalListeners = new Set<(sentence: string) => void>()
  readonly #doubtListeners = new Set<(doubt: RoleChangeNotice) => void>()
  #isLeaving = false

  /** Opens as what the role allows: the local copy if it writes, then the connection. Never throws for want of either. */
  static open(id: string, { role, generation }: Access, user: User): Promise<ChronologySession> {
    return isWriter(role) ? openToWrite(id, generation, user) : Promise.resolve(openToRead(id, generation))
  }

  /** For `open` alone. */
  constructor({ id, generation, doc, saving, writing }: Parts) {
    this.id = id
    this.generation = generation
    this.doc = doc
    this.saving = saving
    this.copyName = writing?.copyName ?? null
    this.#ledger = writing?.ledger ?? null
    this.#copy = writing?.copy ?? null
    this.history = writing && new UndoHistory(doc)
    this.#followEdits()
    this.provider = this.#connect()
    this.people = new People(this.provider.awareness, writing?.user ?? null)
    this.store = new ChronologyStore(doc)
    this.ready = this.#whenReady()
    this.#followBrowser()
  }

  get mayWrite(): boolean {
    return this.history !== null
  }

  /** Whether what is not saved is on this device too, not only in this tab. */
  get isKeptHere(): boolean {
    return this.#copy !== null
  }

  /** Calls the listener with the server's sentence when it did not take something other than a change. */
  readonly onRefusal = (listener: (sentence: string) => void): (() => void) => {
    this.#refusalListeners.add(listener)
    return () => this.#refusalListeners.delete(listener)
  }

  /**
   * Calls the listener instead of giving up where the server closed because of who I am here, or because this is not the
   * document for me. It decides: `connectNow`, `saving.closed`, or another session in place of this one.
   */
  readonly onDoubt = (listener: (doubt: RoleChangeNotice) => void): (() => void) => {
    this.#doubtListeners.add(listener)
    return () => this.#doubtListeners.delete(listener)
  }

  /** Connects at once instead of after the wait, also where the server had sent us away for good. */
  connectNow(): void {
    if (this.provider.wsconnected) return
    this.saving.tryingAgain()
    // An attempt that hangs would keep a new one from being made.
    this.provider.disconnect()
    this.provider.connect()
  }

  /**
   * Connects again after something was too large to send. Who has undone or deleted it does not want it sent once more,
   * and Yjs sends what undo or redo could bring back: so where that is much, the history goes.
   */
  sendWhatIsLeft(): void {
    if (this.history && this.history.weight > HEAVY_HISTORY_BYTES) this.history.forget()
    this.connectNow()
  }

  /** Loads the page anew. What is not saved is in this device's copy, so nobody is asked; where there is none, he is. */
  reload(): void {
    this.#isLeaving = this.#copy !== null
    location.reload()
  }

  /**
   * Loads what the server has, in place of this tab's copy. Everything that is not saved is left behind, so the caller
   * offers it as a file first.
   */
  startOver(): void {
    this.#isLeaving = true
    if (this.copyName !== null) {
      forgetRows(this.copyName)
      abandonCopy(this.id, this.generation)
    }
    forgetGeneration(this.id)
    location.reload()
  }

  /** No longer talks to the server, ever: another session has taken its place. What it holds can still be read. */
  retire(): void {
    this.provider.disconnect()
    this.saving.closed(CLOSE.roleChanged.code, CLOSE.roleChanged.reason)
  }

  close(): void {
    for (const stop of this.#stops) stop()
    this.people.close()
    this.store.close()
    this.history?.close()
    this.provider.destroy()
    void this.#copy?.destroy()
    this.doc.destroy()
  }

  #followEdits(): void {
    const ledger = this.#ledger
    if (!this.history || !ledger) return
    this.history.manager.on('stack-item-added', () => this.saving.stepBegan())
    let kept = 0
    const keepCount = this.saving.subscribe(() => {
      const { unsavedHere, made, hasInheritedSaved } = this.saving
      if (hasInheritedSaved) ledger.settleInherited()
      if (unsavedHere === kept) return
      kept = unsavedHere
      ledger.keep(unsavedHere, made)
    })
    this.#stops.push(keepCount)
  }

  #connect(): WebsocketProvider {
    const provider = new WebsocketProvider(syncAddress(), this.id, this.doc, {
      connect: false,
      params: { ack: '1', generation: this.generation },
      // Two tabs of one browser meet on the server: a tab must not call "saved" what another tab still has to send.
      disableBc: true,
      WebSocketPolyfill: this.mayWrite ? countingSocket(this.saving) : readingSocket(),
    })
    spreadReconnects(provider)
    provider.messageHandlers[TAG.saved] = (_encoder, decoder) => this.saving.acknowledged(readSaved(decoder))
    provider.messageHandlers[TAG.storage] = (_encoder, decoder) => {
      const { failing, reason } = readStorage(decoder)
      this.saving.storage(failing ? reason : null)
    }
    provider.messageHandlers[TAG.refused] = (_encoder, decoder) => this.#refused(readRefused(decoder))
    provider.on('sync', (synced: boolean) => {
      if (synced) this.saving.connection('online')
    })
    provider.on('status', ({ status }: { status: string }) => {
      if (status !== 'disconnected') return
      this.saving.connection('offline')
      this.people.disconnected()
    })
    provider.on('connection-error', () => this.saving.connection('offline'))
    provider.on('connection-close', (event: CloseEvent | null) => {
      if (event?.code === CLOSE.roleChanged.code && this.#doubt(event)) provider.shouldConnect = false
      else if (event && closeName(event.code)) this.saving.interrupted({ code: event.code, reason: event.reason })
    })
    provider.on('closed', ({ code, reason }: { code: number; reason: string }) => {
      if (!this.#doubt({ code, reason })) this.saving.closed(code, reason)
    })
    if (navigator.onLine) provider.connect()
    else this.saving.connection('offline')
    return provider
  }

  /** Whether somebody takes care of it. Before there is anything to show, whoever waits for `ready` hears of it. */
  #doubt({ code, reason }: RoleChangeNotice): boolean {
    if (!DOUBTFUL.has(code) || this.#doubtListeners.size === 0) return false
    for (const listener of this.#doubtListeners) listener({ code, reason })
    return true
  }

  /** Of a connection that may only read it was a change; of any other, something that is not stored (its presence). */
  #refused(sentence: string): void {
    if (this.saving.isReading) this.saving.refused(sentence)
    else for (const listener of this.#refusalListeners) listener(sentence)
  }

  /** The browser knows first when the network goes; y-websocket would notice after 30 s of silence. */
  #followBrowser(): void {
    const onOffline = () => {
      this.provider.disconnect()
      this.saving.connection('offline')
    }
    const onOnline = () => {
      if (this.saving.state().kind !== 'closed') this.connectNow()
    }
    const onLeave = (event: BeforeUnloadEvent) => {
      if (this.saving.unsaved > 0 && !this.#isLeaving) event.preventDefault()
    }
    window.addEventListener('offline', onOffline)
    window.addEventListener('online', onOnline)
    window.addEventListener('beforeunload', onLeave)
    const watchdog = setInterval(this.#watch(), WATCH_EVERY_MS)
    this.#stops.push(
      () => window.removeEventListener('offline', onOffline),
      () => window.removeEventListener('online', onOnline),
      () => window.removeEventListener('beforeunload', onLeave),
      () => clearInterval(watchdog),
    )
  }

  /** A server that is busy says other things meanwhile; a line that is dead says nothing at all. */
  #watch(): () => void {
    let owedSinceMs: number | null = null
    let connectingSinceMs: number | null = null
    return () => {
      const nowMs = Date.now()
      const { provider } = this
      owedSinceMs = this.saving.state().kind === 'saving' ? (owedSinceMs ?? nowMs) : null
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
        // Not `ws.close()`: on a dead line the browser would wait for the other side's goodbye, up to a minute.
        provider.disconnect()
        provider.connect()
      }
    }
  }

  #whenReady(): Promise<void> {
    if (isSeeded(this.doc)) return Promise.resolve()
    return new Promise((resolve, reject) => {
      this.provider.on('sync', (synced: boolean) => synced && resolve())
      this.provider.on('closed', ({ code, reason }: { code: number; reason: string }) => {
        reject(new SentAwayError(code, reason))
      })
    })
  }
}

async function openToWrite(id: string, generation: string, user: User): Promise<ChronologySession> {
  const doc = new Y.Doc()
  const name = copyName(id, generation)
  const ledger = new UnsavedLedger(name, doc.clientID)
  const saving = new SaveTracker(ledger.isKept ? ledger.inherited : null)
  // Before the listeners of copy and provider: a change is counted before its frame goes out, whatever they throw.
  doc.on('update', (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
    if (transaction.local) saving.changed()
  })
  const copy = await openLocalCopy(name, doc, saving)
  return new ChronologySession({ id, generation, doc, saving, writing: { user, ledger, copy, copyName: name } })
}

function openToRead(id: string, generation: string): ChronologySession {
  return new ChronologySession({ id, generation, doc: new Y.Doc(), saving: new SaveTracker(), writing: null })
}

function syncAddress(): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/sync`
}
