/** A real server with an owner, and people who come to it as they would: by invitation, by a link, with a key. */
import type { AddedMember, ChronologyInfo, KeyScope, NewKey, NewLink, OneTimeLink, Role } from '@coeval/api'
import { Visitor } from '../../visitor.ts'
import { makeDataFolder, ServerProcess } from '../server-process.ts'

export const PASSWORD = 'correct horse battery'

export class Instance {
  readonly folder: string
  server: ServerProcess
  /** Of the instance; an account. */
  readonly owner: Visitor
  readonly #settings: Record<string, string>
  readonly #dispose: () => void

  static async start(settings: Record<string, string> = {}): Promise<Instance> {
    const folder = makeDataFolder()
    const port = settings.PORT === undefined ? undefined : Number(settings.PORT)
    const server = await ServerProcess.start(folder.path, { port, settings })
    const owner = await Visitor.owner(server.address, server.stdout(), account('Olga'))
    return new Instance(folder.path, server, { owner, settings, dispose: () => folder[Symbol.dispose]() })
  }

  private constructor(
    folder: string,
    server: ServerProcess,
    more: { owner: Visitor; settings: Record<string, string>; dispose: () => void },
  ) {
    this.folder = folder
    this.server = server
    this.owner = more.owner
    this.#settings = more.settings
    this.#dispose = more.dispose
  }

  get address(): string {
    return this.server.address
  }

  visitor(): Visitor {
    return new Visitor(this.address)
  }

  /** Somebody with an account, by an invitation of the owner. */
  async account(name: string): Promise<Visitor> {
    const { url } = await done<OneTimeLink>(this.owner.send('POST', '/api/instance/invitations', {}))
    const visitor = this.visitor()
    const invitation = new URL(url).hash.slice(1)
    await done(visitor.send('POST', '/api/sign-up', { ...account(name), invitation }))
    return visitor
  }

  /** Somebody who came by a link of the owner of the chronology. */
  async guest(chronology: string, role: Role, { by = this.owner, name = 'Gulya' } = {}): Promise<Visitor> {
    const link = await this.link(chronology, role, by)
    return Visitor.guest(this.address, link.url, name)
  }

  link(chronology: string, role: Role, by: Visitor = this.owner): Promise<NewLink> {
    return by.makeLink(chronology, { role })
  }

  /** A private chronology. */
  async chronology(title = 'Seminar', by: Visitor = this.owner): Promise<string> {
    return (await done<ChronologyInfo>(by.send('POST', '/api/chronologies', { title }))).id
  }

  async addMember(chronology: string, who: Visitor, role: Role, by: Visitor = this.owner): Promise<string> {
    const { person } = await who.me()
    const path = `/api/chronologies/${chronology}/members`
    const added = await done<AddedMember>(by.send('POST', path, { email: person?.email, role }))
    // Nobody vouches for an e-mail here: what is passed on is a link.
    if ('invitation' in added) await done(who.join(added.invitation.url))
    return person?.id ?? ''
  }

  /** Headers of a program with a key of somebody. */
  async program(of: Visitor, scope: KeyScope, chronology?: string): Promise<Record<string, string>> {
    const { key } = await done<NewKey>(of.send('POST', '/api/me/keys', { name: 'Program', scope, chronology }))
    return { authorization: `Bearer ${key}` }
  }

  /** Ends the process the hard way and starts another on the same port and data. */
  async restart(settings: Record<string, string> = {}): Promise<void> {
    const { port } = this.server
    await this.server.end('SIGKILL')
    this.server = await ServerProcess.start(this.folder, { port, settings: { ...this.#settings, ...settings } })
  }

  async close(): Promise<void> {
    await this.server.end('SIGKILL')
    this.#dispose()
  }
}

/** What makes an account of somebody. */
export function account(name: string): { name: string; email: string; password: string } {
  return { name, email: `${name.toLowerCase()}@example.org`, password: PASSWORD }
}

/** The body of an answer that did what was asked. */
export async function done<T = unknown>(answer: Promise<{ status: number; body: unknown }>): Promise<T> {
  const { status, body } = await answer
  if (status >= 300) throw new Error(`it was not done: ${status} ${JSON.stringify(body)}`)
  return body as T
}

/** The code of a refusal. */
export function codeOf(body: unknown): string | undefined {
  return (body as { error?: { code?: string } } | null)?.error?.code
}
