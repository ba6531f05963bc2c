/** What is wrong with a request, as a code and a sentence for the person who sent it. */
import { MAX_NAME_LENGTH, MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH, PEOPLE_COLOURS } from '../limits.ts'

export interface Complaint {
  code: string
  message: string
}

/** By the message that a schema gives to its check. What is not here is said in words that fit any field. */
export const COMPLAINTS: Readonly<Record<string, Complaint>> = {
  'no-name': { code: 'no-name', message: 'Give a name.' },
  'bad-name': { code: 'bad-name', message: 'Give a name of letters, without control characters.' },
  'long-name': { code: 'long-name', message: `Give a name of at most ${MAX_NAME_LENGTH} characters.` },
  'bad-colour': { code: 'bad-colour', message: `A colour is a number from 0 to ${PEOPLE_COLOURS - 1}.` },
  'short-password': {
    code: 'short-password',
    message: `Use a password of at least ${MIN_PASSWORD_LENGTH} characters.`,
  },
  'long-password': {
    code: 'long-password',
    message: `Use a password of at most ${MAX_PASSWORD_LENGTH} characters.`,
  },
  'both-or-neither': { code: 'bad-request', message: 'Give an e-mail and a password, or neither.' },
  'owner-or-vouched': {
    code: 'bad-request',
    message: 'Send { "isOwner": true } or { "isVouched": true }, or false.',
  },
  'title-or-change': {
    code: 'bad-request',
    message:
      'Send { "title": "…" }; for a copy of the CAJ chronology { "from": "caj" }; or { "trashed": true }, { "visibility": "public" }.',
  },
}
