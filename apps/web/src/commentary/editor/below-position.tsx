import type { Editor } from '@tiptap/core'
import { type CSSProperties, type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import classes from './below-position.module.css'

const GAP_PX = 4

interface Props {
  editor: Editor
  position: number
  children: ReactNode
}

/**
 * Stands below a position of the text, as wide as the text. Not a popover: that stands at an element, and a caret is
 * none; and what is in here must move with the page that it is part of.
 */
export function BelowPosition({ editor, position, children }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState<number | null>(null)
  // Before the browser paints, and before there is anything in the box that takes the focus: the page must not jump.
  useLayoutEffect(() => {
    const parent = box.current?.offsetParent
    if (!parent || editor.isDestroyed) return
    const end = Math.min(position, editor.state.doc.content.size)
    setTop(editor.view.coordsAtPos(end).bottom - parent.getBoundingClientRect().top + GAP_PX)
  }, [editor, position])
  return (
    <div ref={box} className={classes.over} style={{ '--top': `${top ?? 0}px` } as CSSProperties}>
      {top !== null && children}
    </div>
  )
}
