/** How many files, sockets among them, the process may have open at once. */
import { readFileSync } from 'node:fs'

/** The program itself has some 35 open, and each thread of an import or export takes a few. */
const KEPT_HANDLES = 56
const MIN_CONNECTIONS = 8

let limit: number | undefined

/** Undefined where the system does not say. */
export function handlesLimit(): number | undefined {
  try {
    const [, soft] = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? []
    limit = soft === undefined ? limit : Number(soft)
  } catch {
    // Not Linux, or none is left to read it with: what was read before.
  }
  return limit
}

/**
 * How many connections may be open at once, so that the rest is left for what the program opens for itself: a module that
 * could not be read for want of a handle cannot be loaded any more until the next start. Undefined where no limit is known.
 */
export function mostConnections(most = handlesLimit()): number | undefined {
  return most === undefined ? undefined : Math.max(MIN_CONNECTIONS, most - KEPT_HANDLES)
}

/** What to do where they do not suffice. */
export function moreHandles(): string {
  const now = handlesLimit()
  return `Raise the limit${now === undefined ? '' : ` (now ${now})`}: "ulimit -n 65536" in the shell that starts the server, LimitNOFILE=65536 in its systemd unit, or "ulimits: nofile: 65536" in compose.yaml`
}
