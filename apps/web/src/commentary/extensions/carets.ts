/**
 * Carets and selections of colleagues in the text. Colour comes from the palette by number and a data attribute
 * (never from a style); the name is shown only while the caret moves. What a colleague's
 * awareness says is checked before y-tiptap reads it: a malformed cursor would throw inside its state.
 */
import { PEOPLE_COLOURS } from '@coeval/api/limits'
import { shownLine } from '@coeval/chronology'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { yCursorPlugin } from '@tiptap/y-tiptap'
import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import classes from './carets.module.css'

const NAME_SHOWN_MS = 1_600
const MAX_NAME_LENGTH = 40

export function colleagueCarets(awareness: Awareness): Plugin[] {
  const elements = new Map<number, HTMLElement>()
  const moving = new Set<number>()
  const cursorBuilder = (user: unknown, clientId: number): HTMLElement => {
    const caret = document.createElement('span')
    caret.className = classes.caret ?? ''
    caret.dataset.personColour = String(slotOf(user))
    const name = document.createElement('span')
    name.className = classes.name ?? ''
    name.textContent = nameOf(user)
    // Word joiners keep the caret from becoming a place where a line breaks.
    caret.append('\u2060', name, '\u2060')
    // A change of the text draws the caret again, in the middle of its movement.
    if (moving.has(clientId)) caret.dataset.moving = ''
    elements.set(clientId, caret)
    return caret
  }
  const selectionBuilder = (user: unknown) => ({
    class: classes.selection ?? '',
    'data-person-colour': String(slotOf(user)),
  })
  const cursors = yCursorPlugin(awareness, {
    cursorBuilder,
    selectionBuilder: selectionBuilder as never,
    awarenessStateFilter: (_docClientId: number, clientId: number, state: unknown) =>
      clientId !== awareness.clientID && hasSoundCursor(awareness, state),
  }) as Plugin
  return [cursors, namesWhileMoving(awareness, elements, moving)]
}

/** Marks a caret as moving when its position in the awareness changes, and lets the name go again. */
function namesWhileMoving(awareness: Awareness, elements: Map<number, HTMLElement>, moving: Set<number>): Plugin {
  return new Plugin<null>({
    key: new PluginKey('coeval-caret-names'),
    view: () => {
      const last = new Map<number, string>()
      const timers = new Map<number, ReturnType<typeof setTimeout>>()
      const stop = (clientId: number) => {
        clearTimeout(timers.get(clientId))
        moving.delete(clientId)
        elements.get(clientId)?.removeAttribute('data-moving')
      }
      const onChange = ({ added, updated, removed }: { added: number[]; updated: number[]; removed: number[] }) => {
        for (const clientId of removed) {
          last.delete(clientId)
          elements.delete(clientId)
        }
        for (const clientId of [...added, ...updated]) {
          const cursor = JSON.stringify(
            (awareness.getStates().get(clientId) as { cursor?: unknown } | undefined)?.cursor,
          )
          if (last.get(clientId) === cursor) continue
          last.set(clientId, cursor)
          moving.add(clientId)
          elements.get(clientId)?.setAttribute('data-moving', '')
          clearTimeout(timers.get(clientId))
          timers.set(
            clientId,
            setTimeout(() => stop(clientId), NAME_SHOWN_MS),
          )
        }
      }
      awareness.on('change', onChange)
      return {
        destroy: () => {
          awareness.off('change', onChange)
          // The view may be made again at once, with the carets as they stand: EditorContent adds a plugin of its own.
          for (const clientId of timers.keys()) stop(clientId)
        },
      }
    },
  })
}

/** Whether y-tiptap can resolve the cursor without throwing. */
function hasSoundCursor(awareness: Awareness, state: unknown): boolean {
  const { cursor, user } = (state ?? {}) as { cursor?: { anchor?: unknown; head?: unknown }; user?: unknown }
  if (typeof user !== 'object' || user === null || typeof cursor !== 'object' || cursor === null) return false
  try {
    for (const end of [cursor.anchor, cursor.head]) {
      Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(end), awareness.doc)
    }
    return true
  } catch {
    return false // A malformed position: shown nowhere.
  }
}

function slotOf(user: unknown): number {
  const colour = (user as { colour?: unknown } | null)?.colour
  return typeof colour === 'number' && Number.isInteger(colour) ? Math.abs(colour) % PEOPLE_COLOURS : 0
}

function nameOf(user: unknown): string {
  const name = (user as { name?: unknown } | null)?.name
  return typeof name === 'string' ? shownLine(name.slice(0, MAX_NAME_LENGTH), MAX_NAME_LENGTH) : ''
}
