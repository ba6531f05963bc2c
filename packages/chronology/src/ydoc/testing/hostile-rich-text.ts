/** Commentaries that no editor of ours would write. */
import * as Y from 'yjs'
import { type Draw, ODD_DATES, ODD_IDS, ODD_TEXTS } from './hostile-values.ts'

const NODES = ['paragraph', 'heading', 'bulletList', 'orderedList', 'listItem', 'blockquote', 'codeBlock', 'hardBreak']
const UNKNOWN_NODES = [
  'hologram',
  'script',
  'iframe',
  'doc',
  'text',
  '',
  'citation',
  'image',
  'horizontalRule',
  'table',
]
const MARKS = ['bold', 'italic', 'link', 'code', 'strike', 'underline', 'highlight', 'hologram', 'toString', '']
const LINKS = ['javascript:alert(1)', 'data:text/html,x', 'https://example.org', '//x', '\u0000', 'mailto:a', '']

/** Cannot be made a text: it throws. */
const NO_TEXT = { toString: 1, valueOf: 2 }

/** How deep shared types may be nested in an update, with room for what the fragment itself stands in. */
const DEEP = 80
const WIDE = 2000

/** Fills a fragment that is in a document already. */
export function fillHostileFragment(fragment: Y.XmlFragment, draw: Draw): void {
  switch (draw.below(6)) {
    case 0:
      return nest(fragment, DEEP, draw)
    case 1:
      for (let n = 0; n < WIDE; n++) fragment.push([paragraph(`${n}`)])
      return
    case 2:
      // Text where only blocks may be, and blocks where only text may be.
      fragment.push([new Y.XmlText(draw.pick(ODD_TEXTS))])
      nest(fragment, 3, draw)
      return
    case 3: {
      const marked = new Y.XmlText()
      fragment.push([wrapped('paragraph', marked)])
      for (let n = 0; n < 300; n++) marked.insert(0, 'x', marks(draw))
      return
    }
    case 4: {
      const text = new Y.XmlText()
      fragment.push([wrapped('paragraph', text)])
      text.insert(0, draw.pick(ODD_TEXTS))
      text.insertEmbed(0, { type: draw.pick(UNKNOWN_NODES), attrs: { sourceId: draw.pick(ODD_IDS) } })
      return
    }
    default:
      for (let n = 0; n < 40; n++) fragment.push([node(draw, 4)])
  }
}

function nest(fragment: Y.XmlFragment, levels: number, draw: Draw): void {
  let inner: Y.XmlFragment = fragment
  for (let level = 0; level < levels; level++) {
    const element = new Y.XmlElement(draw.pick(['blockquote', 'bulletList', 'listItem', 'paragraph']))
    inner.insert(0, [element])
    inner = element
  }
  inner.insert(0, [new Y.XmlText(draw.pick(ODD_TEXTS))])
}

function node(draw: Draw, levels: number): Y.XmlElement | Y.XmlText {
  if (levels === 0 || draw.chance(0.3)) return new Y.XmlText(draw.pick(ODD_TEXTS))
  const element = new Y.XmlElement(draw.pick(draw.chance(0.5) ? NODES : UNKNOWN_NODES))
  const odd = [-1, 1e9, null, {}, [], NO_TEXT, 'x', ...ODD_IDS, ...ODD_DATES] as const
  for (const name of ['level', 'start', 'sourceId', 'citationId', 'href', 'style', 'onclick', 'class', '']) {
    if (draw.chance(0.3)) element.setAttribute(name, draw.pick(odd) as unknown as string)
  }
  element.insert(
    0,
    Array.from({ length: draw.below(4) }, () => node(draw, levels - 1)),
  )
  return element
}

function marks(draw: Draw): Record<string, unknown> {
  const name = draw.pick(MARKS)
  const values = [
    true,
    {},
    null,
    1,
    'x',
    [],
    new Uint8Array(8),
    { href: NO_TEXT, x: NO_TEXT },
    { href: draw.pick(LINKS), target: '_top', class: 'x' },
  ]
  return { [name]: draw.pick(values) }
}

function paragraph(text: string): Y.XmlElement {
  return wrapped('paragraph', new Y.XmlText(text))
}

function wrapped(name: string, child: Y.XmlText): Y.XmlElement {
  const element = new Y.XmlElement(name)
  element.insert(0, [child])
  return element
}
