/** Somebody who asks a server over HTTP as a browser at its address would: with cookies, and an Origin. */
import type { Joined, Me, NewLink } from '@coeval/api'
import { answerTrouble, type SeenAnswer } from '@coeval/api/testing'

export interface Answer<T> {
  status: number
  body: T
  headers: Headers
}

export class Visitor {
  /** Scheme, host and port. */
  readonly origin: string
  readonly #cookies = new Map<string, string>()

  constructor(address: string) {
    this.origin = new URL(address).origin
  }

  /** The first owner, by the link that the server printed. */
  static async owner(
    address: string,
    printed: string,
    { name = 'Timur', ...account }: OwnerSettings = {},
  ): Promise<Visitor> {
    const visitor = new Visitor(address)
    const { status, body } = await visitor.send<Joined>('POST', '/api/owner', {
      token: ownerToken(printed),
      name,
      ...account,
    })
    if (status !== 201) throw new Error(`nobody became the owner: ${status} ${JSON.stringify(body)}`)
    return visitor
  }

  /** A guest by a link: `url` is the whole of it. */
  static async guest(address: string, url: string, name?: string): Promise<Visitor> {
    const visitor = new Visitor(address)
    const { status, body } = await visitor.join(url, name)
    if (status !== 201) throw new Error(`the link did not let in: ${status} ${JSON.stringify(body)}`)
    return visitor
  }

  join(url: string, name?: string): Promise<Answer<Joined>> {
    return this.send('POST', '/api/join', { token: new URL(url).hash.slice(1), ...(name !== undefined && { name }) })
  }

  async makeLink(chronology: string, settings: Record<string, unknown>): Promise<NewLink> {
    const { status, body } = await this.send<NewLink>('POST', `/api/chronologies/${chronology}/links`, settings)
    if (status !== 201) throw new Error(`no link was made: ${status} ${JSON.stringify(body)}`)
    return body
  }

  async me(): Promise<Me> {
    return (await this.send<Me>('GET', '/api/me')).body
  }

  /** For a request that this class does not make: `cookie`, and `origin`. */
  get headers(): Record<string, string> {
    return { ...(this.#cookies.size > 0 && { cookie: written(this.#cookies) }), origin: this.origin }
  }

  /** What signs in, and not that the browser is known. */
  get cookie(): string {
    return written([...this.#cookies].filter(([name]) => !name.endsWith('.device')))
  }

  /** Cookies as Playwright takes them. */
  get browserCookies(): { name: string; value: string; url: string }[] {
    return [...this.#cookies].map(([name, value]) => ({ name, value, url: this.origin }))
  }

  async send<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const answer = await fetch(`${this.origin}${path}`, {
      method,
      redirect: 'manual',
      headers: { ...this.headers, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    for (const cookie of answer.headers.getSetCookie()) this.#keep(cookie)
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.startsWith('application/json') === true
    const parsed: unknown = isJson ? JSON.parse(text) : text
    expectContract({ method, path: path.split('?')[0] ?? '', status: answer.status, body: isJson ? parsed : undefined })
    return { status: answer.status, body: parsed as T, headers: answer.headers }
  }

  #keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split(';')
    const at = pair.indexOf('=')
    const isOver = attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute))
    if (isOver) this.#cookies.delete(pair.slice(0, at))
    else this.#cookies.set(pair.slice(0, at), pair.slice(at + 1))
  }
}

/** Every answer in these tests is what the contract says, to the last field. */
function expectContract(seen: SeenAnswer): void {
  const trouble = seen.path.startsWith('/api/') ? answerTrouble(seen) : undefined
  if (trouble !== undefined) throw new Error(`the contract says otherwise: ${trouble}`)
}

function written(cookies: Iterable<[name: string, value: string]>): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
}

export interface OwnerSettings {
  name?: string
  email?: string
  password?: string
}

/** Out of what the server said when it started. */
export function ownerToken(printed: string): string {
  const token = /\/owner#(\S+)/.exec(printed)?.[1]
  if (token === undefined) throw new Error(`no owner link was printed:\n${printed}`)
  return token
}
