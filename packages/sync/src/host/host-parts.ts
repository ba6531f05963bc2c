/** What all rooms of a host share. */
import type { RoomOptions } from '../room/room-options.ts'
import { StorageError } from '../storage/storage.ts'
import type { Clock } from './clock.ts'
import type { CommitQueue } from './commit-queue.ts'
import type { HostEvents, HostMeter } from './host-options.ts'
import type { Setbacks } from './setbacks.ts'

export interface HostParts {
  clock: Clock
  /** [F4] */
  busyMs: () => number
  spent: (ms: number) => void
  events: HostEvents
  meter: HostMeter | undefined
  commits: CommitQueue
  roomOptions: RoomOptions
  /** By room: those that failed, and those whose document cannot be shown to readers. */
  setbacks: Setbacks
  readersSetbacks: Setbacks
}

/** [F4] Work that nobody in a room has asked for. */
export function timed<T>({ busyMs, spent }: HostParts, work: () => T): T {
  const beganMs = busyMs()
  try {
    return work()
  } finally {
    spent(busyMs() - beganMs)
  }
}

/** [S9] What people are told who come while a room is left alone. */
export function leftAlone(id: string): StorageError {
  const forPeople = 'This chronology could not be opened several times. The server tries again in a moment.'
  return new StorageError(`room ${id} failed several times and is left alone for a while`, { forPeople })
}

/** Something went wrong in a room by a mistake of ours. */
export function reportFailure({ meter, events }: HostParts, room: string, error: unknown): void {
  meter?.roomFailed()
  const stack = error instanceof Error ? error.stack : undefined
  events.warn('a room failed', { room, error: String(error), stack })
}
