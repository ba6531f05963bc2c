/** What a host is given: time, storage, and who is told of what happens. */
import type { RoomLimits } from '../room/limits.ts'
import type { RoomOptions } from '../room/room-options.ts'
import type { RoomStorage } from '../storage/storage.ts'
import type { Clock } from './clock.ts'

export interface HostEvents {
  /** Something that the operator should read; `fields` are for the structured log. */
  info(message: string, fields: Record<string, unknown>): void
  warn(message: string, fields: Record<string, unknown>): void
}

/** What is worth counting, for metrics. */
export interface HostMeter {
  /** From the arrival of an update to the disk, in ms. */
  stored(ms: number): void
  /** A parcel to everyone in a room: how many, and what handing it over took, in ms. */
  fannedOut(recipients: number, ms: number): void
  /** A frame was refused, and the connection with it, with this close code. */
  refused(code: number): void
  /** Something went wrong in a room by a mistake of ours, or because it could not be read. */
  roomFailed(): void
}

export interface HostOptions extends Omit<RoomOptions, 'limits'> {
  storage: RoomStorage
  clock: Clock
  events?: HostEvents
  meter?: HostMeter
  limits?: Partial<RoomLimits>
  /** [F4] What it took to load a document or to read one, in ms: charged to the person for whom the server did it. */
  spent?: (ms: number) => void
  /** [F4] Processor time of this thread so far, in ms. Without it the clock counts, though others may use the machine. */
  busyMs?: () => number
}
