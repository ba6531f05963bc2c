/** Whatever a document holds, the text that is read neither runs nor breaks, and leads nowhere but to safe addresses. */
import type { RichMark, RichNode, RichText } from '@coeval/chronology'
import { emptyChronology, readCommentary, seedDocument } from '@coeval/chronology/ydoc'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { RichTextView } from './rich-text-view.tsx'

const html = (...content: RichNode[]) =>
  renderToStaticMarkup(<RichTextView richText={{ type: 'doc', content } as RichText} notesId="n" />)
const paragraph = (...content: RichNode[]): RichNode => ({ type: 'paragraph', content })
const linked = (attrs: unknown): RichNode => ({
  type: 'text',
  text: 'here',
  marks: [{ type: 'link', attrs } as RichMark],
})

test('a link leads out with our own rel and target, whatever the document says of them', () => {
  const markup = html(
    paragraph(
      linked({
        href: 'https://example.org/a',
        target: '_self',
        rel: null,
        class: 'fixed inset-0',
        style: 'position:fixed',
        onclick: 'alert(1)',
      }),
    ),
  )
  expect(markup).toContain(
    '<a href="https://example.org/a" target="_blank" rel="noopener noreferrer nofollow">here</a>',
  )
  expect(markup).not.toMatch(/fixed|onclick|_self/)
})

test('an address that could run, or lead elsewhere than it says, is text', () => {
  const hostile: unknown[] = [
    'javascript:alert(1)',
    ' java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    '//evil',
    '\\\\evil',
    '/c/caj',
    'file:///etc/passwd',
    'blob:https://example.org/1',
    ['https://example.org'],
    { toString: 'https://example.org' },
    42,
    true,
    null,
    undefined,
  ]
  for (const href of hostile) {
    const markup = html(paragraph(linked({ href })))
    expect(markup, JSON.stringify(href)).toContain('here')
    expect(markup, JSON.stringify(href)).not.toContain('<a')
  }
  for (const attrs of [null, undefined, 'https://example.org', ['href']]) {
    expect(html(paragraph(linked(attrs)))).not.toContain('<a')
  }
})

test('attributes of nodes never become attributes of elements', () => {
  const attrs = { class: 'fixed inset-0', style: 'x', id: 'root', src: 'https://evil.example/p.gif', level: [3] }
  const types = [
    'paragraph',
    'heading',
    'bulletList',
    'listItem',
    'blockquote',
    'codeBlock',
    'image',
    'iframe',
    'script',
  ]
  const markup = html(...types.map((type): RichNode => ({ type, attrs, content: [{ type: 'text', text: type }] })))
  expect(markup).not.toMatch(/fixed|style=|id=|src=|<img|<iframe|<script/)
  for (const type of types) expect(markup).toContain(type)
})

test('the start of a list is a number or nothing', () => {
  for (const start of ['5"onclick="x', ['5'], {}, null]) {
    expect(html({ type: 'orderedList', attrs: { start }, content: [] } as RichNode)).not.toMatch(/onclick|start=/)
  }
})

test('unknown nodes and marks show their text, and markup in the text is text', () => {
  const markup = html(
    { type: 'hologram', content: [paragraph({ type: 'text', text: '<img src=x onerror=alert(1)>' })] },
    paragraph({
      type: 'text',
      text: 'marked',
      marks: [{ type: 'blink' }, { type: 'constructor' }, { type: '__proto__' }],
    }),
  )
  expect(markup).toContain('&lt;img src=x onerror=alert(1)&gt;')
  expect(markup).toContain('marked')
})

test('a citation with attributes of any kind is a number', () => {
  const markup = html(
    paragraph({ type: 'citation', attrs: { sourceId: ['a'], locator: { x: 1 }, prefix: 3 } } as unknown as RichNode, {
      type: 'citation',
    }),
  )
  expect(markup.match(/<sup/g)).toHaveLength(2)
})

test('text nested deeper than anybody writes is shown as far as it goes', () => {
  const doc = new Y.Doc()
  let node: RichNode = { type: 'text', text: 'bottom' }
  for (let depth = 0; depth < 3_000; depth++) node = { type: 'blockquote', content: [node] }
  const commentary: RichText = { type: 'doc', content: [node, paragraph({ type: 'text', text: 'after' })] }
  seedDocument(doc, { ...emptyChronology('CAJ'), commentary })
  const markup = renderToStaticMarkup(<RichTextView richText={readCommentary(doc)} />)
  expect(markup).toContain('after')
})
