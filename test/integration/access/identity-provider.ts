/** A university's sign-in: a real OpenID provider on loopback, which signs in at once the person that `signsIn` names. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type FlowContext, Provider } from 'oidc-provider'

export interface UniversityPerson {
  sub: string
  name: string
  email: string
  email_verified: boolean
}

const CLIENT = { id: 'coeval', secret: 'a secret of both' }

export class IdentityProvider {
  readonly issuer: string
  signsIn: UniversityPerson | undefined
  readonly #server: Server
  readonly #people = new Map<string, UniversityPerson>()

  /** `clientAddress` is where Coeval is. */
  static async start(clientAddress: string, port = 0): Promise<IdentityProvider> {
    const server = createServer()
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return new IdentityProvider(server, clientAddress)
  }

  private constructor(server: Server, clientAddress: string) {
    this.#server = server
    this.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: [`${clientAddress}api/auth/callback/oidc`],
        },
      ],
      pkce: { required: () => true },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      cookies: { keys: ['of this test'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: () => '/sign-in' },
      findAccount: (_context: unknown, sub: string) => ({ accountId: sub, claims: () => this.#people.get(sub) }),
      loadExistingGrant: grantAll,
    })
    const answer = provider.callback()
    server.on('request', (request, response) => {
      const person = this.signsIn
      if (!request.url?.startsWith('/sign-in')) return answer(request, response)
      const refusal = { error: 'access_denied', error_description: 'nobody signs in' }
      if (person) this.#people.set(person.sub, person)
      void provider.interactionFinished(request, response, person ? { login: { accountId: person.sub } } : refusal)
    })
  }

  get settings(): Record<string, string> {
    return {
      OIDC_ISSUER: this.issuer,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
      OIDC_NAME: 'University',
    }
  }

  /** Follows a browser from where Coeval sent it to where it comes back: path and query. */
  async passThrough(redirect: string): Promise<string> {
    const cookies = new Map<string, string>()
    let address = redirect
    for (let step = 0; step < 10 && address.startsWith(this.issuer); step++) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = await fetch(address, { redirect: 'manual', headers: { cookie } })
      for (const each of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(each) ?? []
        if (value !== '') cookies.set(name, value)
      }
      const location = answer.headers.get('location')
      if (location === null) throw new Error(`the provider stays: ${answer.status} ${await answer.text()}`)
      address = new URL(location, address).href
    }
    const { pathname, search } = new URL(address)
    return `${pathname}${search}`
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }
}

/** Nobody is asked whether Coeval may know the e-mail. */
async function grantAll({ oidc: { session, client, provider } }: FlowContext): Promise<unknown> {
  const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId })
  grant.addOIDCScope('openid email profile')
  await grant.save()
  return grant
}
