import type { Editor } from '@tiptap/core'
import { useRef, useSyncExternalStore } from 'react'

/** Part of the editor's state; renders only when that part changes. `select` must give plain values. */
export function useEditorPart<T>(editor: Editor, select: (editor: Editor) => T): T {
  const last = useRef<{ key: string; value: T } | null>(null)
  const read = () => {
    if (editor.isDestroyed && last.current) return last.current.value
    const value = select(editor)
    const key = JSON.stringify(value)
    if (last.current?.key !== key) last.current = { key, value }
    return last.current.value
  }
  return useSyncExternalStore((listener) => {
    editor.on('transaction', listener)
    editor.on('focus', listener)
    editor.on('blur', listener)
    return () => {
      editor.off('transaction', listener)
      editor.off('focus', listener)
      editor.off('blur', listener)
    }
  }, read)
}
