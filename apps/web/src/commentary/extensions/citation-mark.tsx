import { NodeViewWrapper, type ReactNodeViewProps, ReactNodeViewRenderer } from '@tiptap/react'
import { t } from '../../i18n/late.ts'
import classes from '../view/rich-text.module.css'
import type { CitationOptions } from './citation-options.ts'
import { numberIn } from './footnote-numbers.ts'

/** The mark of a citation while it is edited: its number, and the way to its form. */
function CitationMark({ decorations, extension, getPos }: ReactNodeViewProps) {
  const number = numberIn(decorations)
  const open = () => {
    const position = getPos()
    if (position !== undefined) (extension.options as CitationOptions).onOpen(position)
  }
  return (
    // Opened from the keyboard with Enter, by the text: it has the focus.
    <NodeViewWrapper
      as="span"
      role="img"
      aria-label={t('commentary.footnote', { number: number ?? 0 })}
      className={classes.markButton}
      onClick={open}
    >
      {number}
    </NodeViewWrapper>
  )
}

export const citationMarkView = ReactNodeViewRenderer(CitationMark, {
  as: 'sup',
  className: classes.mark,
  // All events are the text's, as if this were a letter. By default a node view keeps keys and composition to itself.
  stopEvent: () => false,
  // A number is a decoration, and without this a mark is drawn again only if the node itself is another.
  update: ({ oldNode, newNode, oldDecorations, newDecorations, updateProps }) => {
    if (oldNode !== newNode || numberIn(oldDecorations) !== numberIn(newDecorations)) updateProps()
    return true
  },
})
