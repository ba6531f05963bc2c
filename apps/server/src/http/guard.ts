/**
 * Stands before every address of the API: finds out who asks, looks up the rule of the address, and lets through or
 * refuses. An address without a rule is not answered. Ids are taken from the address here, once, for check and handler
 * alike.
 */
import { getConnInfo } from '@hono/node-server/conninfo'
import type { MiddlewareHandler } from 'hono'
import { TrieRouter } from 'hono/router/trie-router'
import type { Access, Standing } from '../access/access.ts'
import type { Audit } from '../access/audit.ts'
import { FailureLimits } from '../access/failure-limits.ts'
import type { Identities } from '../accounts/identities.ts'
import { NOBODY, type Principal } from '../access/principal.ts'
import { notSignedIn, tooManyTries } from '../access/refusals.ts'
import { type Route, routes, type Rule } from '@coeval/api'
import type { Costs } from '../costs/costs.ts'
import { Refusal } from '../refusal.ts'
import type { Storage } from '../storage/contract/index.ts'
import { clientAddress, limitedAddress, type TrustedProxies } from '../net/client-address.ts'
import { initiatorOf, type Env, keepCookies, type Request } from './context.ts'
import { isFromHere } from '../net/loopback.ts'
import { type Sentence, sentence } from '../messages/sentence.ts'

export interface GuardOptions {
  access: Access
  audit: Audit
  identities: Identities
  storage: Storage
  trustedProxies: TrustedProxies
  costs: Costs
  nowMs: () => number
}

/** For those who try keys; who has a right one is not slowed. */
const WRONG_KEYS = { most: 20, everyMs: 3000 }

export class Guard {
  readonly #options: GuardOptions
  readonly #router = new TrieRouter<Rule>()
  readonly #wrongKeys: FailureLimits

  constructor(options: GuardOptions) {
    this.#options = options
    this.#wrongKeys = new FailureLimits(WRONG_KEYS, options.nowMs)
    for (const { method, path, rule } of Object.values<Route>(routes)) this.#router.add(method, path, rule)
  }

  /** For `/api/*` and `/sync/*`. */
  readonly check: MiddlewareHandler<Env> = async (c, next) => {
    const found = this.#find(c.req.method, c.req.path)
    if (!found) throw new Refusal(404, 'no-such-address', sentence('guard.no-such-address'))
    const { rule, ids } = found
    c.set('address', this.addressOf(c))
    c.set('ids', ids)
    c.set(
      'who',
      await this.identify(c, { renew: c.req.path === routes.readMe.path && c.req.method === routes.readMe.method }),
    )
    const payer = this.#options.costs.payerFor(c.get('who'), c.get('address'))
    // What else there is costs this thread next to nothing.
    if (payer && c.req.path.startsWith(routes.listChronologies.path) && payer.waitMs > 0) throw tooMuch(payer.waitMs)
    if (rule.for !== 'chronology') this.require(rule, c)
    else c.set('standing', await this.#standing(rule, c, ids))
    await this.#options.costs.onAccountOf(payer, next)
  }

  addressOf(c: Request): string {
    const remote = getConnInfo(c).remote.address ?? ''
    return clientAddress(remote, c.req.header('x-forwarded-for'), this.#options.trustedProxies)
  }

  /** By a key if there is one, else by the session. Throws Refusal for a key that is none. */
  async identify(c: Request, { renew = false } = {}): Promise<Principal> {
    const { identities } = this.#options
    const authorization = c.req.header('authorization')
    if (authorization !== undefined) return this.#byKey(c, authorization)
    const { who, cookies, cookie } = await identities.bySession(c.req.raw.headers, { renew })
    c.set('cookie', cookie)
    keepCookies(c, cookies)
    return who
  }

  /** Also for what one address does with different bodies. Throws Refusal. */
  require(rule: Rule, c: Request, standing: Standing | undefined = c.get('standing')): void {
    const who = c.get('who')
    switch (this.#options.access.decide(rule, who, standing)) {
      case 'yes':
        return
      case 'who-are-you':
        throw notSignedIn()
      case 'not-there':
        throw notThere()
      case 'no':
        if (isForOwners(rule)) {
          const chronology = standing && { id: standing.chronology, title: '' }
          this.#options.audit.count(initiatorOf(c), 'request-refused', {
            chronology,
            detail: `${c.req.method} ${c.req.path}`,
          })
        }
        throw new Refusal(403, 'not-allowed', whyNot(rule, standing))
    }
  }

  async #byKey(c: Request, authorization: string): Promise<Principal> {
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? ''
    const fromHere = isFromHere({
      address: getConnInfo(c).remote.address,
      header: (name) => c.req.header(name),
    })
    const who = await this.#options.identities.byBearer(token, fromHere)
    if (who) return who
    this.#options.audit.count({ who: NOBODY, address: c.get('address') }, 'key-refused')
    const waitMs = this.#wrongKeys.take(limitedAddress(c.get('address')))
    if (waitMs > 0) throw tooManyTries('tries.keys', waitMs)
    throw new Refusal(401, 'bad-key', sentence('guard.bad-key'))
  }

  #find(method: string, path: string): { rule: Rule; ids: Record<string, string> } | undefined {
    const [matches, stash] = this.#router.match(method === 'HEAD' ? 'GET' : method, path)
    const [rule, found] = matches[0] ?? []
    if (!rule) return undefined
    const ids: Record<string, string> = {}
    for (const [name, value] of Object.entries(found ?? {})) {
      ids[name] = decoded(typeof value === 'number' ? (stash?.[value] ?? '') : value)
    }
    return { rule, ids }
  }

  /** The chronology of the address, and that what else the address names belongs to it. */
  async #standing(rule: Rule, c: Request, ids: Record<string, string>): Promise<Standing> {
    const { access, storage } = this.#options
    const who = c.get('who')
    const id = ids.id ?? ''
    const standing = await access.standingOf(who, id)
    if (!standing && who.kind === 'machine') {
      throw new Refusal(404, 'not-found', sentence('guard.not-found', { id }))
    }
    if (!standing) throw who.kind === 'nobody' ? notSignedIn() : notThere()
    this.require(rule, c, standing)
    if (ids.link !== undefined && (await storage.links.get(ids.link))?.chronology !== id) {
      throw new Refusal(404, 'no-such-link', sentence('guard.no-such-link'))
    }
    return standing
  }
}

/** What only an owner may: refused to others, it is written down. */
function isForOwners(rule: Rule): boolean {
  return (
    rule.for === 'instance-owner' || rule.for === 'machine' || (rule.for === 'chronology' && rule.least === 'owner')
  )
}

export function isNobody(who: Principal): boolean {
  return who.kind === 'nobody'
}

function tooMuch(waitMs: number): Refusal {
  const seconds = Math.ceil(waitMs / 1000)
  return new Refusal(429, 'too-much', sentence('guard.too-much', { seconds }), { retryAfterS: seconds })
}

/** The same for one that is not there and one that is not shared: nothing is told of it. */
function notThere(): Refusal {
  return new Refusal(404, 'not-found', sentence('guard.not-there'))
}

function whyNot(rule: Rule, standing: Standing | undefined): Sentence {
  switch (rule.for) {
    case 'chronology':
      return sentence('guard.role', { role: standing?.role ?? 'nobody', least: rule.least })
    case 'instance-owner':
      return sentence('guard.instance-owner')
    case 'account':
      return sentence('guard.account')
    case 'machine':
      return sentence('guard.machine')
    default:
      return sentence('guard.key')
  }
}

/** Hono hands out what stands in the address as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part // A stray %: no id has one.
  }
}
