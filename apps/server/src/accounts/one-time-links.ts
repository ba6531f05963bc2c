/** Links and keys as the command line makes them: through the running server, or straight in the data folder. */
import type { KeyInfo, NewKey, NewLink, OneTimeLink, Role, SignInLinkFor } from '@coeval/api'
import { Refusal } from '../refusal.ts'
import type { Storage, StoredPerson } from '../storage/contract/index.ts'
import type { Links, LinkSettings } from '../access/links.ts'
import { type KeySettings, keyInfo, type Identities } from './identities.ts'

export interface CommandLineOptions {
  storage: Storage
  people: Identities
  links: Links
  baseUrl: string
}

export class CommandLineAccess {
  readonly #options: CommandLineOptions

  constructor(options: CommandLineOptions) {
    this.#options = options
  }

  /** Throws Refusal where the instance has an owner. */
  async ownerLink(): Promise<OneTimeLink> {
    const { people, baseUrl } = this.#options
    if (await people.hasOwner()) {
      throw new Refusal(
        409,
        'has-owner',
        'This server has an owner already. For one who cannot sign in: npm run coeval -- sign-in-link',
      )
    }
    const { token, expiresMs } = await people.makeOneTimeToken('owner')
    return { url: `${baseUrl}/owner#${token}`, expiresAt: new Date(expiresMs).toISOString() }
  }

  /** For the person with this e-mail; without one, for the owner of the instance. */
  async signInLink(email: string | undefined): Promise<SignInLinkFor> {
    const { storage, people, baseUrl } = this.#options
    const person = email === undefined ? await storage.people.owner() : await storage.people.byEmail(email)
    if (!person) {
      throw email === undefined
        ? new Refusal(404, 'no-owner', 'This server has no owner yet. Make one: npm run coeval -- owner-link')
        : new Refusal(404, 'no-such-person', `Nobody here has the e-mail ${email}.`)
    }
    const { token, expiresMs } = await people.makeOneTimeToken('sign-in', person.id)
    return { url: `${baseUrl}/sign-in#${token}`, expiresAt: new Date(expiresMs).toISOString(), ...whose(person, email) }
  }

  async makeLink(chronology: string, settings: Omit<LinkSettings, 'role'> & { role: Role }): Promise<NewLink> {
    const { storage, links, baseUrl } = this.#options
    if (!(await storage.catalogue.get(chronology))) throw noSuchChronology(chronology)
    return links.make(chronology, settings, { createdBy: null, baseUrl })
  }

  async makeKey(settings: KeySettings): Promise<NewKey> {
    const { storage, people } = this.#options
    const { chronology } = settings
    if (chronology && !(await storage.catalogue.get(chronology))) throw noSuchChronology(chronology)
    return people.makeProgramKey(settings)
  }

  keys(): Promise<KeyInfo[]> {
    return this.#options.people.programKeys()
  }

  async revokeKey(id: string): Promise<KeyInfo> {
    const { storage } = this.#options
    const key = await storage.keys.get(id)
    if (!key)
      throw new Refusal(
        404,
        'no-such-key',
        `There is no key with the id "${id}". List them: npm run coeval -- key list`,
      )
    await storage.keys.remove(id)
    return keyInfo(key)
  }
}

function whose({ id, name, emailVerified }: StoredPerson, email: string | undefined) {
  return { person: name, personId: id, isVouched: email === undefined || emailVerified }
}

function noSuchChronology(id: string): Refusal {
  return new Refusal(404, 'not-found', `There is no chronology with the id "${id}". List them: npm run coeval -- list`)
}
