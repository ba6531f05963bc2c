/**
 * What nobody caught. Every socket, route and timer has a catch of its own; where one is missing all the same, the error
 * is written down, the room that it came from is given up, and the others go on. What happens before the server
 * listens still ends the process, and so does a process without memory, which no handler hears of.
 */
import { AsyncLocalStorage } from 'node:async_hooks'

export type UncaughtOrigin = 'exception' | 'rejection'

const roomAtWork = new AsyncLocalStorage<string>()

/** Whatever fails in the work, and in all that it begins, is known to be this room's. */
export function inRoom<T>(room: string, work: () => T): T {
  return roomAtWork.run(room, work)
}

/** What is begun here is for all rooms, though one of them may have been the first to need it. */
export function inNoRoom<T>(work: () => T): T {
  return roomAtWork.exit(work)
}

/** `hear` is told of every error that nobody caught, with the room that it came from, where that is known. */
export function hearUncaught(
  process: NodeJS.Process,
  hear: (error: unknown, origin: UncaughtOrigin, room: string | undefined) => void,
): void {
  const listen = (origin: UncaughtOrigin) => (error: unknown) => {
    try {
      hear(error, origin, roomAtWork.getStore())
    } catch (cause) {
      process.stderr.write(`An error was not dealt with: ${String(cause)}, after: ${String(error)}\n`)
    }
  }
  process.on('uncaughtException', listen('exception'))
  process.on('unhandledRejection', listen('rejection'))
}
