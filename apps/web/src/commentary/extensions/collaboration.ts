/**
 * Binds an editor to a fragment of the session's document, with the session's own undo. Tiptap's Collaboration is not
 * used: it destroys the undo manager that it is given when the editor goes, and with the y-tiptap of today nothing
 * calls its `onInvalidContent`. The parts are the same: y-tiptap's binding and cursors.
 */
import { Extension } from '@tiptap/core'
import { type EditorState, Plugin, PluginKey, TextSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { getRelativeSelection, relativePositionToAbsolutePosition, ySyncPlugin, ySyncPluginKey } from '@tiptap/y-tiptap'
import type { UndoHistory } from '@coeval/chronology/ydoc'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { colleagueCarets } from './carets.ts'
import { examine, type Verdict } from './content-guard.ts'

export interface CollaborationOptions {
  fragment: Y.XmlFragment
  history: UndoHistory
  awareness: Awareness
  /** Attributes that the schema carries along: see `examine`. */
  attributes: readonly string[]
  /** Mod-Z and Mod-Shift-Z: the walk through the shared history, and what is said of it. */
  onWalk: (direction: 'undo' | 'redo') => void
  /** The text has, or a remote change brought, what this editor cannot hold. It is cut off from the document already. */
  onUnfit: (verdict: Exclude<Verdict, { kind: 'fits' }>) => void
}

interface Binding {
  type: Y.XmlFragment
  doc: Y.Doc
  mapping: never
  mux: (action: () => void) => void
  destroy: () => void
}

type RelativeSelection = { anchor: Y.RelativePosition | null; head: Y.RelativePosition | null }

const undoKey = new PluginKey<{ before: RelativeSelection | null }>('coeval-undo')

export const SharedHistoryCollaboration = Extension.create<CollaborationOptions>({
  name: 'sharedHistoryCollaboration',
  priority: 1000,

  addKeyboardShortcuts() {
    const walk = (direction: 'undo' | 'redo') => () => {
      this.options.onWalk(direction)
      return true
    }
    return { 'Mod-z': walk('undo'), 'Shift-Mod-z': walk('redo'), 'Mod-y': walk('redo') }
  },

  addProseMirrorPlugins() {
    const { fragment, history, awareness, attributes, onUnfit } = this.options
    // It was looked through before, but a remote change may have come since: the binding would remove what it brought.
    const verdict = examine(fragment, this.editor.schema, attributes)
    if (verdict.kind !== 'fits') {
      onUnfit(verdict)
      return [new Plugin({ filterTransaction: () => false })]
    }
    history.manager.addTrackedOrigin(ySyncPluginKey)
    // In this order: the guard must look before the binding does.
    return [guard(this.options), ySyncPlugin(fragment) as Plugin, ...colleagueCarets(awareness), undoPlugin(history)]
  },
})

/** Looks at each change that is not this editor's own before the binding does, and cuts the binding off if need be. */
function guard({ fragment, attributes, onUnfit }: CollaborationOptions): Plugin {
  let cut = false
  return new Plugin({
    filterTransaction: () => !cut,
    view: (view) => {
      const look = (_events: unknown, transaction: Y.Transaction) => {
        if (cut || transaction.origin === ySyncPluginKey) return
        const verdict = examine(fragment, view.state.schema, attributes)
        if (verdict.kind === 'fits') return
        cut = true
        cutOff(bindingOf(view.state))
        onUnfit(verdict)
      }
      fragment.observeDeep(look)
      return { destroy: () => fragment.unobserveDeep(look) }
    },
  })
}

/** From now on neither side writes to the other: a stale editor must not bring its old text back. */
function cutOff(binding: Binding | undefined): void {
  if (!binding) return
  binding.mux = () => undefined
  binding.destroy()
}

/**
 * Ends a step where a person would, and puts the caret back where it was before the step that is undone. The manager
 * is the session's: it is listened to while this editor lives and never destroyed.
 */
function undoPlugin(history: UndoHistory): Plugin {
  return new Plugin<{ before: RelativeSelection | null }>({
    key: undoKey,
    state: {
      init: () => ({ before: null }),
      apply: (_tr, _value, old) => ({ before: relativeSelection(old) }),
    },
    filterTransaction: (tr) => {
      // Each of these is an action of its own, not the typing before it.
      if (tr.getMeta('inputRule') || tr.getMeta('paste') || tr.getMeta('uiEvent')) history.endStep()
      return true
    },
    view: (view) => {
      const { manager } = history
      type StackEvent = { stackItem: { meta: Map<unknown, unknown> } }
      const onAdded = ({ stackItem }: StackEvent) => {
        const binding = bindingOf(view.state)
        if (binding) stackItem.meta.set(binding.type, undoKey.getState(view.state)?.before ?? null)
      }
      const onPopped = ({ stackItem }: StackEvent) => {
        const binding = bindingOf(view.state)
        if (!binding || !view.hasFocus()) return
        restoreSelection(view, binding, stackItem.meta.get(binding.type) as RelativeSelection | null | undefined)
      }
      const onEdge = () => history.endStep()
      manager.on('stack-item-added', onAdded as never)
      manager.on('stack-item-popped', onPopped as never)
      view.dom.addEventListener('focusin', onEdge)
      view.dom.addEventListener('focusout', onEdge)
      return {
        destroy: () => {
          manager.off('stack-item-added', onAdded as never)
          manager.off('stack-item-popped', onPopped as never)
          view.dom.removeEventListener('focusin', onEdge)
          view.dom.removeEventListener('focusout', onEdge)
        },
      }
    },
  })
}

function relativeSelection(state: EditorState): RelativeSelection | null {
  const binding = bindingOf(state)
  return binding ? (getRelativeSelection(binding as never, state as never) as RelativeSelection) : null
}

function restoreSelection(view: EditorView, binding: Binding, selection: RelativeSelection | null | undefined): void {
  if (!selection?.anchor || !selection.head) return
  const resolve = (position: Y.RelativePosition) =>
    relativePositionToAbsolutePosition(binding.doc, binding.type, position, binding.mapping) as number | null
  const anchor = resolve(selection.anchor)
  const head = resolve(selection.head)
  if (anchor === null || head === null) return
  const { doc } = view.state
  const within = (position: number) => doc.resolve(Math.min(Math.max(position, 0), doc.content.size))
  view.dispatch(
    view.state.tr
      .setSelection(TextSelection.between(within(anchor), within(head)))
      .setMeta('addToHistory', false)
      .scrollIntoView(),
  )
}

function bindingOf(state: EditorState): Binding | undefined {
  return (ySyncPluginKey.getState(state) as { binding?: Binding } | undefined)?.binding
}
