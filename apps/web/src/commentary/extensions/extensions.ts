/** What the commentary may hold: nodes, marks and how they are typed. The same for the editor and for its tests. */
import { type AnyExtension, Extension, getSchema, mergeAttributes } from '@tiptap/core'
import type { Schema } from '@tiptap/pm/model'
import Heading from '@tiptap/extension-heading'
import Link from '@tiptap/extension-link'
import StarterKit from '@tiptap/starter-kit'
import { CitationNode } from './citation-node.tsx'
import type { CitationOptions } from './citation-options.ts'
import { completeLink, isSafeLink } from '../../words/safe-link.ts'

/** `attributes` are those that the text already has and this version does not know: "paragraph.align". */
export function contentExtensions(
  attributes: readonly string[],
  citation: Partial<CitationOptions> = {},
): AnyExtension[] {
  return [
    StarterKit.configure({ undoRedo: false, trailingNode: false, link: false, heading: false }),
    TextHeading.configure({ levels: [2, 3] }),
    SafeLink.configure({
      openOnClick: false,
      autolink: true,
      linkOnPaste: true,
      defaultProtocol: 'https',
      isAllowedUri: (url) => isSafeLink(url) || completeLink(url) !== null,
      shouldAutoLink: (url) => isSafeLink(url),
    }),
    CitationNode.configure(citation),
    KeptAttributes.configure({ attributes: [...attributes] }),
  ]
}

export function contentSchema(attributes: readonly string[]): Schema {
  return getSchema(contentExtensions(attributes))
}

/** Levels 2 and 3 of the text, below the page's own headings: h4 and h5. What is pasted is brought to these two. */
const TextHeading = Heading.extend({
  parseHTML() {
    return [
      { tag: 'h1, h2', attrs: { level: 2 } },
      {
        tag: 'h3, h4, h5, h6',
        getAttrs: (element: HTMLElement) => ({ level: element.dataset.level === '2' ? 2 : 3 }),
      },
    ]
  },
  renderHTML({ node, HTMLAttributes }) {
    const level = node.attrs.level === 3 ? 3 : 2
    return [`h${level + 2}`, mergeAttributes(HTMLAttributes, { 'data-level': String(level) }), 0]
  },
})

/** Carries only an address and a title; `rel` and `target` are ours and always the same. */
const SafeLink = Link.extend({
  addAttributes() {
    return {
      href: { default: null, parseHTML: (element: HTMLElement) => element.getAttribute('href') },
      title: { default: null },
    }
  },
  renderHTML({ HTMLAttributes }) {
    const href: unknown = HTMLAttributes.href
    if (!isSafeLink(href)) return ['span', 0]
    return ['a', { href, target: '_blank', rel: 'noopener noreferrer nofollow' }, 0]
  },
})

/** Attributes of newer versions, carried along unseen, so that editing a paragraph does not strip them. */
const KeptAttributes = Extension.create<{ attributes: string[] }>({
  name: 'keptAttributes',
  addOptions() {
    return { attributes: [] }
  },
  addGlobalAttributes() {
    return this.options.attributes.map((path) => {
      const [type = '', name = ''] = path.split('.', 2)
      return { types: [type], attributes: { [name]: { default: null, rendered: false } } }
    })
  },
})
