/**
 * Commentary as React elements, without an editor: what a reader sees, and what stands there until the editor has
 * loaded. Everything comes from the document, so it is trusted with nothing: unknown nodes show their text, links lead
 * only to safe addresses, attributes never become HTML attributes.
 */
import type { RichMark, RichNode, RichText } from '@coeval/chronology'
import { Fragment, type ReactNode } from 'react'
import { t } from '../../i18n/late.ts'
import { CITATION, footnoteKey, footnotesOf } from './footnotes.ts'
import classes from './rich-text.module.css'
import { isSafeLink } from '../../words/safe-link.ts'

export function RichTextView({ richText, notesId }: { richText: RichText; notesId?: string }) {
  const numbers = new Map(footnotesOf(richText).map((note) => [note.key, note.number]))
  return <div className={classes.text}>{renderNodes(richText.content, { numbers, notesId })}</div>
}

interface Context {
  numbers: ReadonlyMap<string, number>
  /** Prefix of the ids of the notes below, to which the numbers lead. */
  notesId?: string
}

function renderNodes(nodes: readonly RichNode[] | undefined, context: Context): ReactNode[] {
  return (nodes ?? []).map((node, index) => renderNode(node, index, context))
}

function renderNode(node: RichNode, key: number, context: Context): ReactNode {
  const children = () => renderNodes(node.content, context)
  switch (node.type) {
    case 'text':
      return renderText(node, key)
    case 'paragraph':
      // An empty paragraph keeps its line.
      return <p key={key}>{node.content?.length ? children() : <br />}</p>
    case 'heading':
      return node.attrs?.level === 3 ? <h5 key={key}>{children()}</h5> : <h4 key={key}>{children()}</h4>
    case 'bulletList':
      return <ul key={key}>{children()}</ul>
    case 'orderedList': {
      const start = node.attrs?.start
      return (
        <ol key={key} start={typeof start === 'number' ? start : undefined}>
          {children()}
        </ol>
      )
    }
    case 'listItem':
      return <li key={key}>{children()}</li>
    case 'blockquote':
      return <blockquote key={key}>{children()}</blockquote>
    case 'codeBlock':
      return (
        <pre key={key}>
          <code>{children()}</code>
        </pre>
      )
    case 'horizontalRule':
      return <hr key={key} />
    case 'hardBreak':
      return <br key={key} />
    case CITATION:
      return <FootnoteMark key={key} number={context.numbers.get(footnoteKey(node.attrs))} notesId={context.notesId} />
    default:
      // A node of a newer version, or of none.
      return isInline(node) ? <span key={key}>{children()}</span> : <div key={key}>{children()}</div>
  }
}

function FootnoteMark({ number = 0, notesId }: { number?: number; notesId?: string }) {
  const label = t('commentary.footnote', { number })
  return (
    <sup className={classes.mark}>
      {notesId ? (
        <a href={`#${notesId}-${number}`} aria-label={label} onClick={(event) => jump(event, `${notesId}-${number}`)}>
          {number}
        </a>
      ) : (
        number
      )}
    </sup>
  )
}

/** The address belongs to the timeline's window, so that a jump inside the page must not change it. */
function jump(event: React.MouseEvent, id: string): void {
  event.preventDefault()
  const target = document.getElementById(id)
  target?.scrollIntoView({ block: 'nearest' })
  target?.focus()
}

function renderText(node: RichNode, key: number): ReactNode {
  const marks = node.marks ?? []
  return <Fragment key={key}>{marks.reduceRight<ReactNode>(renderMark, node.text ?? '')}</Fragment>
}

function renderMark(content: ReactNode, mark: RichMark): ReactNode {
  switch (mark.type) {
    case 'bold':
      return <strong>{content}</strong>
    case 'italic':
      return <em>{content}</em>
    case 'underline':
      return <u>{content}</u>
    case 'strike':
      return <s>{content}</s>
    case 'code':
      return <code>{content}</code>
    case 'link': {
      const href = mark.attrs?.href
      if (!isSafeLink(href)) return content
      return (
        <a href={href} target="_blank" rel="noopener noreferrer nofollow">
          {content}
        </a>
      )
    }
    default:
      return content
  }
}

function isInline(node: RichNode): boolean {
  return !node.content?.length || node.content.every((child) => child.type === 'text' || child.type === CITATION)
}
