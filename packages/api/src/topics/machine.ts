/** What the command line asks of a running server: links and keys, without a browser. */
import * as v from 'valibot'
import { MAX_TEXT_LENGTH } from '../limits.ts'
import { NOTHING, route } from '../route.ts'
import { MACHINE } from '../rule.ts'
import { optionalText } from '../values.ts'
import { CreateKey, KeyList, NewKey } from './keys.ts'
import { OneTimeLink } from './one-time-link.ts'

export const SignInLinkFor = v.object({
  ...OneTimeLink.entries,
  /** Their name. */
  person: v.string(),
  personId: v.string(),
  /** False: somebody made the account with this e-mail, and nobody vouches that it is theirs. */
  isVouched: v.boolean(),
})
export type SignInLinkFor = v.InferOutput<typeof SignInLinkFor>

export const machineRoutes = {
  createOwnerLink: route({
    method: 'POST',
    path: '/api/machine/owner-link',
    rule: MACHINE,
    summary: 'A link for the first owner.',
    answers: { 201: OneTimeLink },
    refusals: { 409: ['has-owner'] },
  }),
  createSignInLinkFor: route({
    method: 'POST',
    path: '/api/machine/sign-in-link',
    rule: MACHINE,
    summary: 'A sign-in link for the person with an e-mail; without one, for the owner.',
    body: v.object({ email: optionalText(MAX_TEXT_LENGTH) }),
    answers: { 201: SignInLinkFor },
    refusals: { 404: ['no-owner', 'no-such-person'] },
  }),
  restoreBackup: route({
    method: 'POST',
    path: '/api/machine/restore',
    rule: MACHINE,
    summary: 'Puts a backup that the command line has unpacked in the place of the database.',
    answers: { 202: NOTHING },
    refusals: { 409: ['cannot-restore'] },
  }),
  listProgramKeys: route({
    method: 'GET',
    path: '/api/machine/keys',
    rule: MACHINE,
    summary: 'Keys that the command line has made.',
    answers: { 200: KeyList },
  }),
  createProgramKey: route({
    method: 'POST',
    path: '/api/machine/keys',
    rule: MACHINE,
    summary: 'Makes a key for a program that is nobody’s.',
    body: CreateKey,
    answers: { 201: NewKey },
    refusals: { 404: ['not-found'] },
  }),
  revokeProgramKey: route({
    method: 'DELETE',
    path: '/api/machine/keys/:key',
    rule: MACHINE,
    summary: 'Ends such a key.',
    answers: { 204: NOTHING },
    refusals: { 404: ['no-such-key'] },
  }),
}
