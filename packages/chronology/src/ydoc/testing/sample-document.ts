/** A small chronology with something of everything, as a document. For tests. */
import * as Y from 'yjs'
import type { Chronology } from '../../types.ts'
import type { RichText } from '../../rich-text-types.ts'
import { emptyChronology, seedDocument } from '../index.ts'

export function makeChronology(): Chronology {
  const commentary: RichText = {
    type: 'doc',
    content: [
      { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Why' }] },
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'It was ' },
          { type: 'text', marks: [{ type: 'bold' }, { type: 'italic' }], text: 'first' },
          { type: 'citation', attrs: { sourceId: 's1', locator: '4' } },
          { type: 'text', marks: [{ type: 'glow', attrs: { strength: 3 } }], text: ', from the future' },
        ],
      },
      { type: 'holographicTable', attrs: { rows: [1, 2] }, content: [{ type: 'paragraph' }] },
    ],
  }
  return {
    ...emptyChronology('CAJ'),
    events: [
      {
        id: 'e1',
        title: 'Treaty',
        date: '2004-08',
        kind: 'meeting',
        tracks: ['main'],
        themes: ['a', 'b'],
        participants: [],
        concerns: [],
        documents: [],
        citations: [{ id: 'c1', sourceId: 's1', locator: '4' }],
        commentary,
        hologram: { depth: 3 },
      },
    ],
    extra: { newerList: [1, 2, 3] },
  }
}

export function open(chronology: Chronology = makeChronology()): Y.Doc {
  const doc = new Y.Doc()
  seedDocument(doc, chronology)
  return doc
}

/** A second tab of the same document, and a way to exchange everything. */
export function fork(doc: Y.Doc): { peer: Y.Doc; meet: () => void } {
  const peer = new Y.Doc()
  const meet = () => {
    Y.applyUpdate(peer, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(peer)), 'remote')
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(peer, Y.encodeStateVector(doc)), 'remote')
  }
  meet()
  return { peer, meet }
}
