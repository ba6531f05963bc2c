import { SeededRandom } from '@coeval/sync/testing'
import * as Y from 'yjs'

const SEED = 1991
/** Frames must stay below 4 MiB; a document is the work of many sessions. */
const EVENTS_PER_UPDATE = 100
const TEXT_LENGTH = 500
const WORDS = 'ministers meet on water energy and trade and the fourth round of experts signs a joint plan'.split(' ')

/** A document of about so many bytes in Yjs' V1 encoding, made of maps with a text each, as the updates that made it. */
export function makeState(bytes: number): { updates: string[]; stateBytes: number } {
  const random = new SeededRandom(SEED)
  const doc = new Y.Doc()
  doc.clientID = 2_000_000_011
  const events = doc.getMap('bench events')
  const updates: string[] = []
  let size = 0
  doc.on('update', (update: Uint8Array) => {
    size += update.length
    updates.push(Buffer.from(update).toString('base64'))
  })
  while (size < bytes) {
    const first = updates.length * EVENTS_PER_UPDATE
    doc.transact(() => {
      for (let i = 0; i < EVENTS_PER_UPDATE; i++) addEvent(events, `event-${first + i}`, random)
    })
  }
  const stateBytes = Y.encodeStateAsUpdate(doc).length
  doc.destroy()
  return { updates, stateBytes }
}

function addEvent(events: Y.Map<unknown>, id: string, random: SeededRandom): void {
  const words = (length: number) => {
    let text = ''
    while (text.length < length) text += `${random.pick(WORDS)} `
    return text
  }
  const event = new Y.Map<unknown>()
  event.set('id', id)
  event.set('title', words(40))
  event.set('date', `${1991 + random.below(30)}-0${1 + random.below(9)}`)
  event.set('kind', 'meeting')
  event.set('body', new Y.Text(words(TEXT_LENGTH)))
  events.set(id, event)
}
