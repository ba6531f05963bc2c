/** How many files, sockets among them, the process may have open at once. */
import { readFileSync } from 'node:fs'

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

/** What to do where they do not suffice. */
export function moreHandles(): string {
  const now = handlesLimit()
  return `Raise the limit${now === undefined ? '' : ` (now ${now})`}: "ulimit -n 65536" in the shell that starts the server, LimitNOFILE=65536 in its systemd unit, or "ulimits: nofile: 65536" in compose.yaml`
}
