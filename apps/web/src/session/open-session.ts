import type { Role } from '@coeval/api'
import * as Y from 'yjs'
import { ChronologySession } from './chronology-session.ts'
import { copyName, openLocalCopy } from './local-copy.ts'
import type { User } from './presence.ts'
import { isWriter } from './role.ts'
import { SaveTracker } from './save-state.ts'
import { UnsavedLedger } from './unsaved-ledger.ts'

/** What the server says of the person who opens a chronology. */
export interface Admission {
  role: Role
  generation: string
}

/** Opens as what the role allows: the local copy if it writes, then the connection. Never throws for want of either. */
export async function openSession(id: string, { role, generation }: Admission, user: User): Promise<ChronologySession> {
  return isWriter(role) ? openToWrite(id, generation, user) : openToRead(id, generation)
}

async function openToWrite(id: string, generation: string, user: User): Promise<ChronologySession> {
  const doc = new Y.Doc()
  const name = copyName(id, generation)
  const ledger = new UnsavedLedger(name, doc.clientID)
  const saving = new SaveTracker(ledger.isKept ? ledger.inherited : null)
  // Before the listeners of copy and provider: a change is counted before its frame goes out, whatever they throw.
  doc.on('update', (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
    if (transaction.local) saving.changed()
  })
  const copy = await openLocalCopy(name, doc, saving)
  return new ChronologySession({ id, generation, doc, saving, writing: { user, ledger, copy, copyName: name } })
}

function openToRead(id: string, generation: string): ChronologySession {
  return new ChronologySession({ id, generation, doc: new Y.Doc(), saving: new SaveTracker(), writing: null })
}
