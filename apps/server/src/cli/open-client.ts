/** Where the command line works: through the server that holds the data folder, or else in the folder itself. */
import { setTimeout as wait } from 'node:timers/promises'
import { readConfig, type Config } from '../config.ts'
import { announcedServer, FolderInUseError, openDataFolder } from '../folder/data-folder.ts'
import { isAlive } from './ask-server.ts'
import type { ChronologyClient } from './chronology-client.ts'
import type { CliIo } from './cli-io.ts'
import { directClient } from './direct-client.ts'
import { httpClient } from './http-client.ts'

/** A server that is just starting, or another command, holds the folder for a moment. */
const FOLDER_PATIENCE_MS = 10_000
const TRY_AGAIN_MS = 100

/** Throws StartupError where neither way is open. */
export async function withClient<T>({ env }: CliIo, work: (client: ChronologyClient) => Promise<T>): Promise<T> {
  const client = await openClient(readConfig({ LOG: 'warn', ...env }, { isTerminal: false }))
  try {
    return await work(client)
  } finally {
    await client.close()
  }
}

async function openClient(config: Config): Promise<ChronologyClient> {
  const { openCore } = await import('../program.ts')
  const untilMs = Date.now() + FOLDER_PATIENCE_MS
  for (;;) {
    try {
      return directClient(await openCore(config, await openDataFolder(config.dataFolder)))
    } catch (error) {
      if (!(error instanceof FolderInUseError)) throw error
      const server = announcedServer(config.dataFolder)
      if (server && (await isAlive(server.address))) return httpClient(server)
      if (Date.now() > untilMs) throw error
      await wait(TRY_AGAIN_MS)
    }
  }
}
