/**
 * The rooms that are in memory: each is loaded once, unloaded when it is idle and saved, and left alone for a while when it
 * fails again and again. A room with anything not on disk is never unloaded; one that could not be loaded does not exist,
 * so nothing empty is ever written over it; one that was abandoned is loaded again only when all of it is on disk.
 */
import { Room } from '../room/room.ts'
import { type RoomStorage, StorageError, type StoredRoom } from '../storage/storage.ts'
import { openDocument } from '../storage/stored-document.ts'
import { type HostParts, leftAlone, timed } from './host-parts.ts'
import { OpenRoom } from './open-room.ts'

const CANNOT_BE_READ = 'This chronology cannot be read. The log of the server says why.'
const TICK_MS = 1000

export class OpenRooms {
  readonly #storage: RoomStorage
  readonly #host: HostParts
  readonly #open = new Map<string, OpenRoom>()
  readonly #loading = new Map<string, Promise<OpenRoom | undefined>>()
  #cancelTick: (() => void) | undefined
  #isStopped = false

  constructor(storage: RoomStorage, host: HostParts) {
    this.#storage = storage
    this.#host = host
  }

  get size(): number {
    return this.#open.size
  }

  get ids(): Iterable<string> {
    return this.#open.keys()
  }

  all(): Iterable<OpenRoom> {
    return this.#open.values()
  }

  /** The room, where it is in memory. */
  get(id: string): OpenRoom | undefined {
    return this.#open.get(id)
  }

  /** The room, loaded where it is not in memory. Undefined where there is none; throws StorageError. */
  async load(id: string): Promise<OpenRoom | undefined> {
    return this.#open.get(id) ?? (await this.#loadOnce(id))
  }

  /** Resolves when a load that is under way has ended, however it ends. */
  async untilLoaded(id: string): Promise<void> {
    await this.#loading.get(id)?.catch(() => undefined)
  }

  /** [D6] Writes a snapshot in place of the log so far, unless one is under way or storing is in trouble. */
  async compact(open: OpenRoom): Promise<void> {
    const { events, commits } = this.#host
    if (open.log.isCompacting || commits.trouble !== undefined) return
    try {
      await open.log.compact(open.room, this.#storage)
    } catch (error) {
      const room = open.room.id
      events.warn('a snapshot was not written; the log keeps everything', { room, error: String(error) })
      open.touch()
    }
  }

  /** No more ticks: nothing is unloaded any more. */
  stop(): void {
    this.#isStopped = true
    this.#cancelTick?.()
  }

  #loadOnce(id: string): Promise<OpenRoom | undefined> {
    if (this.#host.setbacks.pauseMs(id, this.#host.clock.nowMs()) > 0) return Promise.reject(leftAlone(id))
    let loading = this.#loading.get(id)
    if (!loading) {
      loading = this.#loadFromStorage(id).finally(() => this.#loading.delete(id))
      this.#loading.set(id, loading)
    }
    return loading
  }

  async #loadFromStorage(id: string): Promise<OpenRoom | undefined> {
    const { commits, events } = this.#host
    try {
      // A room that was abandoned may have updates on their way to the disk.
      await commits.until(() => !commits.rooms.has(id))
      const stored = await this.#storage.load(id).catch((error: unknown) => {
        // Disk and database may be back in a moment.
        throw error instanceof StorageError ? error : this.#unreadable(id, error)
      })
      return stored && this.#openStored(id, stored)
    } catch (error) {
      events.warn('a room could not be loaded', { room: id, error: String(error) })
      throw error
    }
  }

  /** Throws where it cannot be read. */
  #openStored(id: string, stored: StoredRoom): OpenRoom {
    const { commits, roomOptions } = this.#host
    let open: OpenRoom | undefined
    try {
      const { room, repairs } = timed(this.#host, () => {
        const { doc, seq, repairs } = openDocument(id, stored)
        return { room: new Room(id, doc, seq, roomOptions), repairs }
      })
      open = new OpenRoom(room, stored, this.#host, () => this.#open.delete(id))
      this.#open.set(id, open)
      for (const update of repairs) open.perform(room.mend(update))
      if (commits.trouble !== undefined) room.storeFailed(commits.trouble)
      this.#startTicking()
      return open
    } catch (error) {
      open?.close()
      throw this.#unreadable(id, error)
    }
  }

  /** What is stored of it stays as it is: counted, so that it is not read again for everybody who comes. */
  #unreadable(id: string, cause: unknown): StorageError {
    const { setbacks, clock, meter } = this.#host
    setbacks.failed(id, clock.nowMs())
    meter?.roomFailed()
    const message = cause instanceof StorageError ? cause.message : `room ${id} cannot be opened: ${String(cause)}`
    return new StorageError(message, { cause, forPeople: CANNOT_BE_READ })
  }

  #startTicking(): void {
    if (this.#isStopped) return
    this.#cancelTick ??= this.#host.clock.after(TICK_MS, () => {
      this.#cancelTick = undefined
      const nowMs = this.#host.clock.nowMs()
      for (const open of this.#open.values()) {
        open.do(() => open.room.tick(nowMs))
        if (open.isIdle(nowMs)) this.#unload(open).catch((error: unknown) => open.fail(error))
        else if (open.log.isHeavy) this.compact(open).catch((error: unknown) => open.fail(error))
      }
      if (this.#open.size > 0) this.#startTicking()
    })
  }

  async #unload(open: OpenRoom): Promise<void> {
    if (open.log.isLong) await this.compact(open)
    // Somebody may have come while the snapshot was written.
    if (open.isIdle(this.#host.clock.nowMs())) open.close()
  }
}
