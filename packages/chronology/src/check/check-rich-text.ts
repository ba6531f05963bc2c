/** Commentary: the shape of ProseMirror JSON, links that may be followed, citations that name a source. */
import { childPath } from '../canonical-json.ts'
import { canonicalRichText, isSafeHref, MAX_NEW_RICH_TEXT_DEPTH } from '../rich-text.ts'
import type { Json } from '../json.ts'
import { type Said, said } from '../messages/index.ts'
import type { RichMark, RichNode, RichText } from '../rich-text-types.ts'
import type { CheckContext } from './check-context.ts'
import { checkLocatorLabel } from './check-source.ts'
import { isObject, type JsonObject } from './json-object.ts'
import { type Location, quote } from './problem-list.ts'

const NODE_KEYS = new Set(['type', 'attrs', 'content', 'marks', 'text'])

/**
 * The rich text in canonical form. Node and mark types are free; what a node holds besides its five keys, and marks on
 * anything but text, have no place in the document and are left out with a warning. Walks with a stack of its own.
 */
export function checkRichText(json: Json, place: Location, context: CheckContext): RichText | undefined {
  const { problems } = context
  const { where } = place
  const wrong = (path: string, message: Said) => problems.error('kind.commentary-unreadable', { path, where }, message)

  if (!isObject(json) || json.type !== 'doc') {
    wrong(place.path, said('check.not-rich-text', { where, example: '{ "type": "doc", "content": [ … ] }' }))
    return undefined
  }
  warnOfLostKeys(json, new Set(['type', 'content']), place.path)
  const root: RichText = { type: 'doc', content: [] }
  const pending: { from: Json; into: RichNode[]; path: string; depth: number }[] = [
    {
      from: json.content === undefined ? [] : json.content,
      into: root.content,
      path: `${place.path}/content`,
      depth: 0,
    },
  ]
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { from, into, path, depth } = next
    if (!Array.isArray(from)) {
      wrong(path, said('check.content-no-list', { where }))
      continue
    }
    if (depth > MAX_NEW_RICH_TEXT_DEPTH && from.length > 0) {
      wrong(path, said('check.too-deep-text', { where, most: MAX_NEW_RICH_TEXT_DEPTH }))
      return undefined
    }
    for (const [index, item] of from.entries()) {
      const at = `${path}/${index}`
      const node = checkNode(item, at)
      if (!node) continue
      into.push(node)
      if (isObject(item) && item.content !== undefined && node.type !== 'text') {
        node.content = []
        pending.push({ from: item.content, into: node.content, path: `${at}/content`, depth: depth + 1 })
      }
    }
  }
  return canonicalRichText(root)

  function checkNode(item: Json, path: string): RichNode | undefined {
    if (!isObject(item) || typeof item.type !== 'string' || item.type === '') {
      wrong(path, said('check.node-no-object', { where }))
      return undefined
    }
    const node: RichNode = { type: item.type }
    if (item.type === 'text') {
      if (typeof item.text !== 'string') {
        wrong(path, said('check.text-node-empty', { where }))
        return undefined
      }
      node.text = item.text
      warnOfLostKeys(item, new Set(['type', 'text', 'marks']), path)
      const marks = checkMarks(item.marks, `${path}/marks`)
      if (marks.length > 0) node.marks = marks
      return node
    }
    const attrs = checkAttributes(item.attrs, path)
    if (attrs) node.attrs = attrs
    warnOfLostKeys(item, NODE_KEYS, path)
    if (item.text !== undefined || (Array.isArray(item.marks) && item.marks.length > 0)) {
      problems.warn(
        'kind.commentary-not-kept',
        { path, where },
        said('check.marks-not-kept', { type: quote(item.type), where }),
      )
    }
    if (item.type === 'citation') checkCitation(attrs, path)
    if (attrs && 'href' in attrs && !isSafeHref(attrs.href)) {
      delete attrs.href
      warnOfHref(item.attrs, path)
    }
    return node
  }

  function checkMarks(json: Json | undefined, path: string): RichMark[] {
    if (json === undefined) return []
    if (!Array.isArray(json)) {
      wrong(path, said('check.marks-no-list', { where }))
      return []
    }
    return json.flatMap((item, index): RichMark[] => {
      const at = `${path}/${index}`
      if (!isObject(item) || typeof item.type !== 'string' || item.type === '') {
        wrong(at, said('check.mark-no-object', { where }))
        return []
      }
      const attrs = checkAttributes(item.attrs, at)
      warnOfLostKeys(item, new Set(['type', 'attrs']), at)
      if (item.type === 'citation') checkCitation(attrs, at)
      if ((item.type === 'link' || (attrs && 'href' in attrs)) && !isSafeHref(attrs?.href)) {
        warnOfHref(item.attrs, at)
        return []
      }
      return [{ type: item.type, ...(attrs && { attrs }) }]
    })
  }

  function checkAttributes(json: Json | undefined, path: string): JsonObject | undefined {
    if (json === undefined || json === null) return undefined
    if (isObject(json)) return { ...json }
    wrong(`${path}/attrs`, said('check.attributes-no-object', { where }))
    return undefined
  }

  function checkCitation(attrs: JsonObject | undefined, path: string): void {
    const id = attrs?.sourceId
    const citation = said('where.citation-in', { where })
    context.references.push({
      path: attrs ? `${path}/attrs/sourceId` : path,
      where: citation,
      collection: 'sources',
      id: typeof id === 'string' ? id : '',
    })
    checkLocatorLabel(attrs?.label, { path: `${path}/attrs/label`, where: citation }, problems)
  }

  function warnOfHref(attrs: Json | undefined, path: string): void {
    const href = isObject(attrs) ? attrs.href : undefined
    const address =
      typeof href === 'string' ? said('part.link-to', { address: quote(href) }) : said('part.link-without-address')
    problems.warn('kind.link-removed', { path, where }, said('check.link-removed', { where, address }))
  }

  function warnOfLostKeys(json: JsonObject, known: ReadonlySet<string>, path: string): void {
    for (const key of Object.keys(json)) {
      if (known.has(key)) continue
      problems.warn(
        'kind.commentary-not-kept',
        { path: childPath(path, key), where },
        said('check.key-not-kept', { key: quote(key), where }),
      )
    }
  }
}
