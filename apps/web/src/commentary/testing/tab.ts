/** For tests: a tab with a document, its history and awareness, and editors of the commentary of one event. */
import type { RichText } from '@coeval/chronology'
import { addEvent, commentaryOf, readCommentary, UndoHistory } from '@coeval/chronology/ydoc'
import { Editor } from '@tiptap/core'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { editorOptions } from '../editor/editor-options.ts'

const closing: (() => void)[] = []

/** Closes what the tabs of a test have opened. */
export function closeTabs(): void {
  for (const close of closing.splice(0).reverse()) close()
}

/** jsdom lays nothing out; ProseMirror asks for rectangles when it scrolls. */
export function giveRectangles(): void {
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList
  Range.prototype.getBoundingClientRect = () => new DOMRect()
}

export const paragraph = (text: string): RichText => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
})

export class Tab {
  readonly doc = new Y.Doc()
  readonly history = new UndoHistory(this.doc)
  readonly awareness = new Awareness(this.doc)
  readonly unfit: string[] = []
  /** Positions of the marks that were to be opened. */
  readonly opened: number[] = []
  tooDeep = 0

  constructor() {
    closing.push(() => {
      this.awareness.destroy()
      this.history.close()
      this.doc.destroy()
    })
  }

  get fragment(): Y.XmlFragment {
    const fragment = commentaryOf(this.doc, 'e1')
    if (!fragment) throw new Error('the event e1 is gone')
    return fragment
  }

  edit(attributes: readonly string[] = []): Editor {
    const element = document.createElement('div')
    document.body.append(element)
    const editor = new Editor({
      element,
      ...editorOptions({
        fragment: this.fragment,
        history: this.history,
        awareness: this.awareness,
        attributes,
        label: 'Commentary',
        onWalk: (direction) => this.history[direction](),
        onUnfit: ({ kind }) => this.unfit.push(kind),
        onTooDeep: () => this.tooDeep++,
        onOpenCitation: (position) => this.opened.push(position),
      }),
    })
    closing.push(() => editor.destroy())
    return editor
  }

  text(): RichText {
    return readCommentary(this.doc, 'e1')
  }

  /** How many listen to the text: a guard and a binding for each editor that is bound. */
  listeners(): number {
    return (this.fragment as unknown as { _dEH: { l: unknown[] } })._dEH.l.length
  }
}

export function openTwo(commentary: RichText) {
  const mine = new Tab()
  const theirs = new Tab()
  addEvent(mine.doc, { id: 'e1', title: 'Treaty', commentary })
  const meet = () => {
    Y.applyUpdate(theirs.doc, Y.encodeStateAsUpdate(mine.doc, Y.encodeStateVector(theirs.doc)), 'remote')
    Y.applyUpdate(mine.doc, Y.encodeStateAsUpdate(theirs.doc, Y.encodeStateVector(mine.doc)), 'remote')
  }
  meet()
  mine.history.manager.clear()
  return { mine, theirs, meet }
}

/** Adds a node that only a newer version knows; returns the text as it is then. */
export function writeFromTheFuture(tab: Tab): RichText {
  tab.doc.transact(() => {
    const strange = new Y.XmlElement('hologram')
    tab.fragment.push([strange])
    strange.push([new Y.XmlText('from the future')])
  })
  return tab.text()
}
