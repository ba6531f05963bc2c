/** Accounts are made, guests come by links, and the first owner comes. */
import { type Asked, type Joined, routes } from '@coeval/api'
import { emailKey } from '../access/email.ts'
import { type Identities, withCookies } from './identities.ts'
import { tooManyAsked } from '../access/links.ts'
import { personOf, type Principal } from '../access/principal.ts'
import { isLetIn, signUpSetting } from '../access/sign-up.ts'
import { limitedAddress } from '../net/client-address.ts'
import { inOrder } from '../process/mutex.ts'
import { Refusal } from '../refusal.ts'
import { headersFor } from './auth-refusals.ts'
import { actorOf, asPerson } from '../http/context.ts'
import { deadLink, forAnother, refuseWhere } from './people-refusals.ts'
import type { PeopleParts } from './open-accounts.ts'
import { type Api, reply } from '../http/serve-route.ts'

/** Where the first owner begins. */
const FIRST_CHRONOLOGY = 'caj'

export function signUpRoutes(api: Api, parts: PeopleParts): void {
  const { people, links, live, audit, storage, places, access, titleOf, quotas, nowMs } = parts
  const { applicantOf, askInTurn, begin, linkFor, limitingWrongTokens, me, noteLinkUse, signInTries, takeLink } = parts
  const { baseUrl } = places
  /** Looking whether a one-time token is good, making the account, and using the token up. */
  const oneByOne = inOrder()

  api.answer(routes.signUp, async (c, { body }) => {
    const { name, password, invitation, link: token } = body
    const email = emailKey(body.email)
    const who = c.get('who')
    if (who.kind === 'person' && !who.person.isGuest) {
      throw new Refusal(409, 'signed-in', 'You have an account here already. Sign out first to make another.')
    }
    const isGuestLetIn = async (guest: Principal) =>
      guest.kind === 'person' && isLetIn(storage, guest.person.id, nowMs())
    const signUp = async () => {
      const attempt = signInTries.signUpAt(limitedAddress(c.get('address')))
      refuseWhere(attempt.wait())
      const applicant = applicantOf(c, { beforeTurn: () => refuseWhere(attempt.take()) })
      try {
        const { cookies } = await askInTurn(c, '/sign-up/email', { name, email, password }, applicant)
        attempt.giveBack()
        return cookies
      } catch (error) {
        // Only that an account is there is worth guessing at.
        if (!(error instanceof Refusal && error.code === 'email-taken')) attempt.giveBack()
        throw error
      }
    }
    const signUpInvited = async (token: string) => {
      await limitingWrongTokens(c, 'invitation', () => goodInvitation(people, token))
      const cookies = await signUp()
      await people.useToken('sign-up', token)
      return cookies
    }
    const link = token === undefined ? undefined : await linkFor(c, token, email)
    if (token !== undefined && link) {
      await begin(c, await signUp())
      // Somebody may have been quicker: the account is made all the same, and asking is what is left.
      const isIn = await takeLink(token, link, asPerson(c).person).catch(falseIfRefused)
      if (isIn) await noteLinkUse(c, link)
    } else if (invitation !== undefined) await begin(c, await oneByOne(() => signUpInvited(invitation)))
    else if ((await signUpSetting(storage)) === 'open' || (await isGuestLetIn(who))) await begin(c, await signUp())
    else {
      throw new Refusal(
        403,
        'by-invitation',
        'Accounts are made by invitation here. Ask the owner of this server, or a colleague for a link to a chronology.',
      )
    }
    await audit.write(actorOf(c), 'signed-up')
    return reply(200, await me(c))
  })

  api.answer(routes.claimInstance, async (c, { body }) => {
    const { token, name, password } = body
    const email = body.email === undefined ? undefined : emailKey(body.email)
    const isDead = () => new Refusal(404, 'no-such-link', deadLink('npm run coeval -- owner-link'))
    const claim = async () => {
      await limitingWrongTokens(c, 'owner link', async () => {
        if (!(await people.mayClaimInstance(token))) throw isDead()
      })
      const cookies =
        email === undefined
          ? await people.startSession(await people.makeGuest(name), headersFor(c, baseUrl))
          : (await askInTurn(c, '/sign-up/email', { name, email, password })).cookies
      await begin(c, cookies)
      if (!(await people.claimInstance(token, asPerson(c).person.id))) throw isDead()
      c.set('who', (await people.bySession(withCookies(headersFor(c, baseUrl), cookies))).who)
    }
    // Two may come with the same link at once, and only one of them is to be made somebody.
    await oneByOne(claim)
    await audit.write(actorOf(c), 'owner-claimed')
    const joined: Joined = { chronology: FIRST_CHRONOLOGY, role: 'owner', me: await me(c) }
    return reply(201, joined)
  })

  api.answer(routes.join, async (c, { body }) => {
    const { token, name } = body
    // A key is for what its person may open, and not to get more.
    if (c.get('who').kind === 'key')
      throw new Refusal(403, 'not-allowed', 'A key cannot use a link. Open it in a browser.')
    const before = personOf(c.get('who'))
    const link = await limitingWrongTokens(c, 'link', () => links.find(token, before?.id ?? null))
    const isForAnother = link.email !== null && !(before && (await takeLink(token, link, before)))
    if (isForAnother && body.ask !== true) throw forAnother(before?.isGuest === false ? before.email : undefined)
    if (isForAnother && !before && !(await links.mayAsk(link.id, null))) throw tooManyAsked()
    const isShared = link.email === null
    const isNew = before === null || !(await storage.members.grantsOf(before.id, nowMs())).some(isHere(link.chronology))
    // Before a guest is made: what is refused leaves nothing behind.
    if (isNew) quotas.takeJoin(link.id)
    const join = async () => {
      const one = before?.id ?? (await people.makeGuest(name))
      if (isShared) await links.use(token, one)
      return one
    }
    const person = isNew && isShared ? await quotas.addPerson(link.chronology, join) : await join()
    if (before) await live.personChanged(before.id)
    else await begin(c, await people.startSession(person, headersFor(c, baseUrl)))
    if (isForAnother) {
      const { asked, isNew } = await links.ask(token, person)
      const chronology = { id: link.chronology, title: await titleOf(link.chronology) }
      const details = { chronology, subject: link.label || link.role, detail: link.role }
      if (isNew) await audit.write(actorOf(c), 'join-asked', details)
      return reply(202, { asked, me: await me(c) } satisfies Asked)
    }
    await noteLinkUse(c, link)
    const { role } = (await access.standingOf(c.get('who'), link.chronology)) ?? {}
    const joined: Joined = { chronology: link.chronology, role: role ?? link.role, me: await me(c) }
    return reply(before ? 200 : 201, joined)
  })
}

function isHere(chronology: string): (grant: { chronology: string }) => boolean {
  return (grant) => grant.chronology === chronology
}

async function goodInvitation(people: Identities, token: string): Promise<true> {
  if (await people.isTokenGood('sign-up', token)) return true
  throw new Refusal(404, 'no-such-link', deadLink(undefined))
}

function falseIfRefused(error: unknown): false {
  if (error instanceof Refusal) return false
  throw error
}
