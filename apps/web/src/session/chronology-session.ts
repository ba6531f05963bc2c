/**
 * One open chronology in this tab: document, connection, local copy, undo, presence and save state. It lives outside
 * React (see `open-chronology.ts`), so that double mounting never opens two.
 *
 * A session writes or reads, for as long as it lives. One that reads has nothing to lose and nothing to say: no copy on
 * this device, no undo, no presence, and a socket that sends only the request for the document.
 */
import { isSeeded, UndoHistory } from '@coeval/chronology/ydoc'
import { CLOSE } from '@coeval/sync'
import type { WebsocketProvider } from 'y-websocket'
import type * as Y from 'yjs'
import { Subscribable } from '../ui/subscribable.ts'
import { ChronologyStore } from './chronology-store.ts'
import { connectProvider, type RoleChangeNotice } from './connect-provider.ts'
import { abandonCopy, forgetGeneration, type LocalCopy } from './local-copy.ts'
import { Presence, type User } from './presence.ts'
import type { SaveTracker } from './save-state.ts'
import { SentAwayError } from './sent-away-error.ts'
import { forgetRows, type UnsavedLedger } from './unsaved-ledger.ts'
import { watchConnection } from './watch-connection.ts'

const HEAVY_HISTORY_BYTES = 16_384

interface Parts {
  id: string
  generation: string
  doc: Y.Doc
  saving: SaveTracker
  /** What a session has that writes. */
  writing: { user: User; ledger: UnsavedLedger; copy: LocalCopy | null; copyName: string } | null
}

export class ChronologySession {
  readonly id: string
  readonly generation: string
  /** Name of the local copy in use; null where one only reads. */
  readonly copyName: string | null
  readonly doc: Y.Doc
  readonly provider: WebsocketProvider
  /** Null where one only reads. */
  readonly history: UndoHistory | null
  readonly people: Presence
  readonly saving: SaveTracker
  readonly store: ChronologyStore
  /** Resolves when there is content to show: from this device or from the server, whichever is first. */
  readonly ready: Promise<void>
  readonly #copy: LocalCopy | null
  readonly #stops: (() => void)[] = []
  readonly #refusals = new Subscribable<[sentence: string]>()
  readonly #roleChanges = new Subscribable<[notice: RoleChangeNotice]>()
  #isLeaving = false

  /** Only for `openSession`. */
  constructor({ id, generation, doc, saving, writing }: Parts) {
    this.id = id
    this.generation = generation
    this.doc = doc
    this.saving = saving
    this.copyName = writing?.copyName ?? null
    this.#copy = writing?.copy ?? null
    this.history = writing && new UndoHistory(doc)
    if (writing) this.#keepCount(writing.ledger)
    this.provider = connectProvider({
      id,
      generation,
      doc,
      saving,
      mayWrite: this.mayWrite,
      onRefused: (sentence) => this.#refused(sentence),
      onDisconnected: () => this.people.disconnected(),
      onRoleChange: (notice) => this.#roleChanged(notice),
    })
    this.people = new Presence(this.provider.awareness, writing?.user ?? null)
    this.store = new ChronologyStore(doc)
    this.ready = this.#whenReady()
    this.#stops.push(watchConnection({ provider: this.provider, saving, connectNow: () => this.connectNow() }))
    window.addEventListener('beforeunload', this.#onLeave)
    this.#stops.push(() => window.removeEventListener('beforeunload', this.#onLeave))
  }

  get mayWrite(): boolean {
    return this.history !== null
  }

  /** Whether what is not saved is on this device too, not only in this tab. */
  get isKeptHere(): boolean {
    return this.#copy !== null
  }

  /** Calls the listener with the server's sentence when it did not take something other than a change. */
  readonly onRefusal = this.#refusals.subscribe

  /**
   * Calls the listener instead of giving up where the server closed because of who I am here, or because this is not the
   * document for me. It decides: `connectNow`, `saving.closed`, or another session in place of this one.
   */
  readonly onRoleChange = this.#roleChanges.subscribe

  /** Connects at once instead of after the wait, also where the server had sent us away for good. */
  connectNow(): void {
    if (this.provider.wsconnected) return
    this.saving.tryingAgain()
    // An attempt that hangs would keep a new one from being made.
    this.provider.disconnect()
    this.provider.connect()
  }

  /**
   * Connects again after something was too large to send. Somebody who has undone or deleted it does not want it sent again,
   * and Yjs sends what undo or redo could bring back: so if that is much, the history is dropped.
   */
  sendWhatIsLeft(): void {
    if (this.history && this.history.weight > HEAVY_HISTORY_BYTES) this.history.forget()
    this.connectNow()
  }

  /** Loads the page again. The browser asks only if this device has no copy of the unsaved changes. */
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

  /** Keeps the count of what is unsaved in the browser's own store, for the next visit. */
  #keepCount(ledger: UnsavedLedger): void {
    this.history?.manager.on('stack-item-added', () => this.saving.stepBegan())
    let kept = 0
    const stop = this.saving.subscribe(() => {
      const { unsavedHere, made, hasInheritedSaved } = this.saving
      if (hasInheritedSaved) ledger.settleInherited()
      if (unsavedHere === kept) return
      kept = unsavedHere
      ledger.keep(unsavedHere, made)
    })
    this.#stops.push(stop)
  }

  /** Whether somebody takes care of it. Before there is anything to show, callers that wait for `ready` hear of it. */
  #roleChanged({ code, reason }: RoleChangeNotice): boolean {
    if (!this.#roleChanges.isHeard) return false
    this.#roleChanges.tell({ code, reason })
    return true
  }

  /** Of a connection that may only read it was a change; of any other, something that is not stored (its presence). */
  #refused(sentence: string): void {
    if (this.saving.isReading) this.saving.refused(sentence)
    else this.#refusals.tell(sentence)
  }

  readonly #onLeave = (event: BeforeUnloadEvent): void => {
    if (this.saving.unsaved > 0 && !this.#isLeaving) event.preventDefault()
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
