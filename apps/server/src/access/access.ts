/**
 * Who may do what: the one place that decides it. Routes ask through http/guard.ts, the websocket when it opens, and
 * live-connections.ts again whenever something has changed. The rule of each address is in @coeval/api.
 */
import type { Role, Visibility } from '@coeval/api'
import type { Grant, Storage } from '../storage/contract/index.ts'
import { personOf, type Principal } from './principal.ts'
import { isAtLeast, lesser, ROLE_BY_SCOPE } from './roles.ts'
import type { Rule } from '@coeval/api'

/** What somebody is in a chronology at the moment. */
export interface Standing {
  chronology: string
  role: Role | null
  /** What the role rests on; meaningless without one. */
  restsOn: 'membership' | 'public' | 'key' | { link: string }
  /** When it must be looked at again, because a link, key or session ends: ms since 1970. */
  untilMs: number
  visibility: Visibility
  trashed: boolean
}

export type Decision =
  | 'yes'
  /** Nobody is signed in: that would help. */
  | 'who-are-you'
  /** Not with this role. */
  | 'no'
  /** Nor is it told that there is such a thing. */
  | 'not-there'

export class Access {
  readonly #storage: Storage
  readonly #nowMs: () => number

  constructor({ storage, nowMs }: { storage: Storage; nowMs: () => number }) {
    this.#storage = storage
    this.#nowMs = nowMs
  }

  /** Undefined where there is no such chronology. Throws StorageError. */
  async standingOf(who: Principal, chronology: string): Promise<Standing | undefined> {
    const person = who.kind === 'key' && who.person.isProgram ? null : (personOf(who)?.id ?? null)
    const found = await this.#storage.members.standing(chronology, person, this.#nowMs())
    if (!found) return undefined
    const { visibility, trashed, grants, isAwaited } = found
    // Nobody waits for it, and a disk that is full keeps nobody out.
    if (isAwaited && person !== null) this.#storage.members.noteCame(chronology, person, this.#nowMs()).catch(() => {})
    return { chronology, visibility, trashed, ...roleOf(who, chronology, visibility, grants) }
  }

  /** What somebody is in each chronology: null where it is none of theirs. */
  async roles(who: Principal): Promise<(chronology: string) => Role | null> {
    const standingIn = await this.standings(who)
    return (chronology) => standingIn(chronology).role
  }

  /** The same, and what it rests on. */
  async standings(who: Principal): Promise<(chronology: string) => Pick<Standing, 'role' | 'restsOn'>> {
    const person = who.kind === 'key' && who.person.isProgram ? null : (personOf(who)?.id ?? null)
    const [grants, open] = await Promise.all([
      person === null ? [] : this.#storage.members.grantsOf(person, this.#nowMs()),
      this.#storage.catalogue.publicIds(),
    ])
    const isPublic = new Set(open)
    return (chronology) => {
      const visibility = isPublic.has(chronology) ? 'public' : 'private'
      const here = grants.filter((grant) => grant.chronology === chronology)
      return roleOf(who, chronology, visibility, here)
    }
  }

  /** By what it is for; `standing` is of the chronology that the rule is about. */
  decide(rule: Rule, who: Principal, standing?: Standing): Decision {
    const toSignIn: Decision = who.kind === 'nobody' ? 'who-are-you' : 'no'
    switch (rule.for) {
      case 'anyone':
        return 'yes'
      case 'person':
        return who.kind === 'person' ? 'yes' : toSignIn
      case 'account':
        return mayMakeChronologies(who) ? 'yes' : toSignIn
      case 'instance-owner':
        return who.kind === 'machine' || (who.kind === 'person' && who.person.isOwner) ? 'yes' : toSignIn
      case 'machine':
        return who.kind === 'machine' ? 'yes' : 'no'
      case 'chronology': {
        if (!standing?.role) return who.kind === 'nobody' ? 'who-are-you' : 'not-there'
        if (standing.trashed && standing.role !== 'owner') return 'not-there'
        return isAtLeast(standing.role, rule.least) ? 'yes' : toSignIn
      }
    }
  }
}

/** Whether there is anything of theirs that a person may give up: a membership, or what a link gives. */
export function mayLeave({ restsOn }: Pick<Standing, 'restsOn'>): boolean {
  return restsOn !== 'public' && restsOn !== 'key'
}

/** Accounts, the owner of the instance even without one, and keys of these that write and are for all chronologies. */
export function mayMakeChronologies(who: Principal): boolean {
  switch (who.kind) {
    case 'nobody':
      return false
    case 'machine':
      return true
    case 'person':
      return !who.person.isGuest || who.person.isOwner
    case 'key':
      return who.key.scope === 'write' && who.key.chronology === null && (!who.person.isGuest || who.person.isOwner)
  }
}

function roleOf(
  who: Principal,
  chronology: string,
  visibility: Visibility,
  grants: readonly Grant[],
): Pick<Standing, 'role' | 'restsOn' | 'untilMs'> {
  const forAnybody = { role: visibility === 'public' ? ('viewer' as const) : null, restsOn: 'public' as const }
  switch (who.kind) {
    case 'machine':
      return { role: 'owner', restsOn: 'key', untilMs: Number.POSITIVE_INFINITY }
    case 'nobody':
      return { ...forAnybody, untilMs: Number.POSITIVE_INFINITY }
    case 'person': {
      const best = bestOf(grants)
      const untilMs = Math.min(who.session.expiresMs, best?.expiresMs ?? Number.POSITIVE_INFINITY)
      if (!best) return { ...forAnybody, untilMs }
      return { role: best.role, restsOn: best.link === null ? 'membership' : { link: best.link }, untilMs }
    }
    case 'key': {
      const { scope, chronology: only, expiresMs } = who.key
      if (only !== null && only !== chronology) return { ...forAnybody, untilMs: expiresMs }
      const most = ROLE_BY_SCOPE[scope]
      if (who.person.isProgram) return { role: most, restsOn: 'key', untilMs: expiresMs }
      const best = bestOf(grants)
      const untilMs = Math.min(expiresMs, best?.expiresMs ?? Number.POSITIVE_INFINITY)
      return best ? { role: lesser(best.role, most), restsOn: 'key', untilMs } : { ...forAnybody, untilMs }
    }
  }
}

/** The grant that allows most; of equals, membership, which does not end by itself. */
function bestOf(grants: readonly Grant[]): Grant | undefined {
  return [...grants].sort(
    (a, b) =>
      Number(isAtLeast(b.role, a.role)) - Number(isAtLeast(a.role, b.role)) ||
      Number(a.link !== null) - Number(b.link !== null) ||
      (b.expiresMs ?? Number.POSITIVE_INFINITY) - (a.expiresMs ?? Number.POSITIVE_INFINITY),
  )[0]
}
