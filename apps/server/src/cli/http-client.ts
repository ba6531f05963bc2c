import { routes } from '@coeval/api'
import { askerOf, askServer, type RunningServer } from './ask-server.ts'
import type { ChronologyClient } from './chronology-client.ts'

/** Through the running server, so that it stays the only writer and open tabs see what happens. */
export function httpClient(server: RunningServer): ChronologyClient {
  const ask = askerOf(server)
  return {
    list: async () => (await ask(routes.listChronologies, {})).chronologies,
    async export(id, format) {
      const answer = await askServer(server, routes.exportChronology, { params: { id }, query: { format } })
      const changedIds = Number(answer.headers.get('coeval-changed-ids') ?? 0)
      return { bytes: new Uint8Array(await answer.arrayBuffer()), isPacked: false, changedIds }
    },
    async import({ bytes, fileName, encoding }, { title }) {
      const made = await ask(routes.importChronology, { query: { title, name: fileName, encoding } }, bytes)
      if (!('id' in made)) throw new Error('the server only checked the file')
      return made
    },
    ownerLink: () => ask(routes.createOwnerLink, {}),
    signInLink: (email) => ask(routes.createSignInLinkFor, { body: { email } }),
    makeLink: (id, { role, label, maxUses, expiresMs }) =>
      ask(routes.createLink, {
        params: { id },
        body: {
          role,
          label,
          maxUses,
          expiresAt: typeof expiresMs === 'number' ? new Date(expiresMs).toISOString() : null,
        },
      }),
    keys: async () => (await ask(routes.listProgramKeys, {})).keys,
    makeKey: (settings) => ask(routes.createProgramKey, { body: settings }),
    async revokeKey(id) {
      await ask(routes.revokeProgramKey, { params: { key: id } })
    },
    async close() {},
  }
}
