/**
 * The chronologies for the command line: through the running server where there is one, so that it stays the only
 * writer and open tabs see what happens; else straight from the data folder.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { Problem } from '@coeval/chronology'
import type { ChronologyInfo } from '../chronologies.ts'
import type { Config } from '../config.ts'
import { announcedAddress, FolderInUseError, openDataFolder } from '../data-folder.ts'
import { Refusal } from '../refusal.ts'

export interface Access {
  list(): Promise<ChronologyInfo[]>
  export(id: string, format: string): Promise<string>
  import(text: string, title: string | undefined): Promise<{ id: string; title: string; problems: Problem[] }>
  close(): Promise<void>
}

/** A server that is just starting, or another command, holds the folder for a moment. */
const FOLDER_PATIENCE_MS = 10_000
const TRY_AGAIN_MS = 100

/** Throws StartupError where neither way is open. */
export async function openAccess(config: Config): Promise<Access> {
  const { openWorkshop } = await import('../program.ts')
  const untilMs = Date.now() + FOLDER_PATIENCE_MS
  for (;;) {
    try {
      const workshop = await openWorkshop(config, await openDataFolder(config.dataFolder))
      const { chronologies } = workshop
      return {
        list: () => chronologies.list(),
        export: async (id, format) => (await chronologies.export(id, format)).text,
        async import(text, title) {
          const { info, problems } = await chronologies.import(text, title)
          return { id: info.id, title: info.title, problems }
        },
        close: async () => void (await workshop.close()),
      }
    } catch (error) {
      if (!(error instanceof FolderInUseError)) throw error
      const address = announcedAddress(config.dataFolder)
      if (address !== undefined && (await isAlive(address))) return throughServer(address)
      if (Date.now() > untilMs) throw error
      await wait(TRY_AGAIN_MS)
    }
  }
}

function throughServer(address: string): Access {
  return {
    list: async () =>
      ((await ask(address, 'api/chronologies').then(readJson)) as { chronologies: ChronologyInfo[] }).chronologies,
    async export(id, format) {
      const path = `api/chronologies/${encodeURIComponent(id)}/export?format=${encodeURIComponent(format)}`
      return (await ask(address, path)).text()
    },
    async import(text, title) {
      const query = title === undefined ? '' : `?title=${encodeURIComponent(title)}`
      const headers = { 'content-type': 'application/json' }
      const answer = await ask(address, `api/chronologies/import${query}`, { method: 'POST', headers, body: text })
      return (await readJson(answer)) as { id: string; title: string; problems: Problem[] }
    },
    async close() {},
  }
}

async function isAlive(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}livez`)).ok
  } catch {
    return false // the announcement of one that was killed
  }
}

/** Throws Refusal with the server's own sentence. */
async function ask(address: string, path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(`${address}${path}`, init)
  if (response.ok) return response
  const { error } = (await response.json()) as { error: { code: string; message: string; problems?: Problem[] } }
  throw new Refusal(response.status as Refusal['status'], error.code, error.message, error.problems)
}

function readJson(response: Response): Promise<unknown> {
  return response.json()
}
