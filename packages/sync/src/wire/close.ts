/** Why the server closes a connection. */

/**
 * [C1] to [C18]: why a connection ended. Codes are permanent: retire one, never use it again. y-websocket 3.1 gives up for good on 4400 to 4499 and comes back on everything else, so what
 * trying again cannot mend is a 44xx, and what passes is a 45xx. Reasons stay within the 123 bytes of RFC 6455.
 */
export const CLOSE = {
  malformed: { code: 4400, reason: 'The server could not read a message of this page. Reload the page.' },
  noSession: { code: 4401, reason: 'Sign in, or open the link that you were given, to see this chronology.' },
  forbidden: { code: 4403, reason: 'This chronology is not shared with you. Ask one of its owners.' },
  notFound: { code: 4404, reason: 'There is no such chronology on this server.' },
  linkEnded: { code: 4406, reason: 'The link that let you in was revoked or has expired. Ask for a new one.' },
  removed: { code: 4407, reason: 'You are no longer a member of this chronology. Ask one of its owners.' },
  signedOut: { code: 4408, reason: 'You were signed out. Sign in again, or open your link once more.' },
  otherGeneration: {
    code: 4409,
    reason: 'This chronology was replaced. Keep a copy of unsaved changes, then reload the page.',
  },
  trashed: { code: 4410, reason: 'This chronology is in the trash. Restore it to go on editing.' },
  frameTooLarge: {
    code: 4413,
    reason: 'One change is too large to send. Make it in smaller steps, or import it as a file.',
  },
  documentTooLarge: {
    code: 4414,
    reason: 'This chronology has reached its size limit. Remove something, or start another.',
  },
  notLoaded: { code: 4500, reason: 'The chronology could not be read from storage. Trying again.' },
  restarting: { code: 4503, reason: 'The server is restarting. Trying again.' },
  tooSlow: { code: 4508, reason: 'This connection was too slow to keep up. Trying again.' },
  roleChanged: { code: 4510, reason: 'What you may do in this chronology has changed. Connecting again.' },
  resync: { code: 4509, reason: 'Some changes arrived out of order. Connecting again.' },
  tooMany: { code: 4529, reason: 'The server is full at the moment. Trying again.' },
  tooFast: {
    code: 4530,
    reason: 'This page sent more than the server takes at once. Nothing is lost. Trying again.',
  },
} as const satisfies Record<string, CloseReason>

export interface CloseReason {
  code: number
  reason: string
}

/** The peer's fault: ends its connection with this close reason. The room and the process go on. */
export class PeerError extends Error {
  readonly close: CloseReason
  constructor(close: CloseReason, detail: string, options?: ErrorOptions) {
    super(detail, options)
    this.name = 'PeerError'
    this.close = close
  }
}
