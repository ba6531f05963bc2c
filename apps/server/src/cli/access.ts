/**
 * The chronologies for the command line: through the running server where there is one, so that it stays the only
 * writer and open tabs see what happens; else straight from the data folder.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { Problem } from '@coeval/chronology'
import type { KeySettings } from '../accounts/identities.ts'
import type { LinkSettings } from '../access/links.ts'
import type { ChronologyFacts, ImportedFile } from '../chronologies.ts'
import type { Config } from '../config.ts'
import { announcedServer, FolderInUseError, openDataFolder } from '../folder/data-folder.ts'
import {
  type AuditAction,
  type CreateLink,
  type KeyInfo,
  type NewKey,
  type NewLink,
  type OneTimeLink,
  probes,
  routes,
  type SignInLinkFor,
} from '@coeval/api'
import { MACHINE } from '../access/principal.ts'
import { askerOf, askServer } from './ask-server.ts'

export interface Access {
  list(): Promise<ChronologyFacts[]>
  /** The file, packed with gzip, or as it is; and how many ids are others in it. */
  export(id: string, format: string): Promise<{ bytes: Uint8Array; isPacked: boolean; changedIds: number }>
  import(
    file: ImportedFile,
    settings: { title: string | undefined },
  ): Promise<{ id: string; title: string; problems: Problem[] }>
  ownerLink(): Promise<OneTimeLink>
  /** For the person with this e-mail; without one, for the owner. */
  signInLink(email: string | undefined): Promise<SignInLinkFor>
  makeLink(chronology: string, settings: CommandLineLink): Promise<NewLink>
  keys(): Promise<KeyInfo[]>
  makeKey(settings: KeySettings): Promise<NewKey>
  revokeKey(id: string): Promise<void>
  close(): Promise<void>
}

/** No owners by link: they are made by e-mail, in the page. */
export type CommandLineLink = LinkSettings & Pick<CreateLink, 'role'>

const AT_THE_KEYBOARD = { key: 'command line' }
/** A server that is just starting, or another command, holds the folder for a moment. */
const FOLDER_PATIENCE_MS = 10_000
const TRY_AGAIN_MS = 100

/** Throws StartupError where neither way is open. */
export async function openAccess(config: Config): Promise<Access> {
  const { openCore } = await import('../program.ts')
  const untilMs = Date.now() + FOLDER_PATIENCE_MS
  for (;;) {
    try {
      const core = await openCore(config, await openDataFolder(config.dataFolder))
      const { chronologies, doors } = core
      const { commandLine, audit } = doors
      const machine = { who: MACHINE, address: null }
      const writeDown = (action: AuditAction, { id, title }: Pick<ChronologyFacts, 'id' | 'title'>, detail?: string) =>
        audit.write(machine, action, { chronology: { id, title }, detail })
      return {
        list: () => chronologies.list(),
        async export(id, format) {
          const { packed, changedIds, title } = await chronologies.export(id, format, AT_THE_KEYBOARD)
          // As over HTTP: a disk that is full keeps nobody from taking his work away.
          await writeDown('chronology-exported', { id, title }, format).catch(() => undefined)
          return { bytes: packed, isPacked: true, changedIds }
        },
        async import(file, { title }) {
          const owner = await chronologies.instanceOwner()
          const { info, problems } = await chronologies.import(file, { title, owner }, AT_THE_KEYBOARD)
          await writeDown('chronology-imported', info)
          return { id: info.id, title: info.title, problems }
        },
        ownerLink: () => commandLine.ownerLink(),
        async signInLink(email) {
          const link = await commandLine.signInLink(email)
          await audit.write(machine, 'sign-in-link-made', { subject: { id: link.personId, name: link.person } })
          return link
        },
        async makeLink(id, settings) {
          const link = await commandLine.makeLink(id, settings)
          const { title } = await chronologies.get(id)
          await audit.write(machine, 'link-made', {
            chronology: { id, title },
            subject: link.label || link.id,
            detail: link.role,
          })
          return link
        },
        keys: () => commandLine.keys(),
        async makeKey(settings) {
          const key = await commandLine.makeKey(settings)
          await audit.write(machine, 'key-made', { subject: key.name, detail: key.scope })
          return key
        },
        async revokeKey(id) {
          const { name } = await commandLine.revokeKey(id)
          await audit.write(machine, 'key-revoked', { subject: name })
        },
        async close() {
          await core.close()
        },
      }
    } catch (error) {
      if (!(error instanceof FolderInUseError)) throw error
      const server = announcedServer(config.dataFolder)
      if (server && (await isAlive(server.address))) return throughServer(server)
      if (Date.now() > untilMs) throw error
      await wait(TRY_AGAIN_MS)
    }
  }
}

function throughServer(server: { address: string; token: string }): Access {
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

export async function isAlive(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}${probes.readLivez.path.slice(1)}`)).ok
  } catch {
    return false // the announcement of one that was killed
  }
}
