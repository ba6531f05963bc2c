import { AT_THE_MACHINE } from '../access/at-the-machine.ts'
import type { Core } from '../program.ts'
import { exportFrom, importInto, linkInto } from './chronology-changes.ts'
import type { ChronologyClient } from './chronology-client.ts'

/** Straight in the data folder, while no server runs there. Closing it closes the folder. */
export function directClient(core: Core): ChronologyClient {
  const { chronologies, services } = core
  const { apiKeys, oneTimeLinks } = services
  return {
    list: () => chronologies.list.all(),
    export: (id, format) => exportFrom(core, id, format),
    import: (file, settings) => importInto(core, file, settings),
    ownerLink: () => oneTimeLinks.makeForOwner(),
    signInLink: (email) => oneTimeLinks.makeForSignIn(AT_THE_MACHINE, email),
    makeLink: (id, settings) => linkInto(core, id, settings),
    keys: () => apiKeys.ofPrograms(),
    makeKey: (settings) => apiKeys.makeForProgram(AT_THE_MACHINE, settings),
    revokeKey: (id) => apiKeys.revokeAny(AT_THE_MACHINE, id),
    async close() {
      await core.close()
    },
  }
}
