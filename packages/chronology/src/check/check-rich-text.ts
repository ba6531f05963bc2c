/** Commentary: the shape of ProseMirror JSON, links that may be followed, citations that name a source. */
import { childPath } from '../canonical-json.ts'
import { canonicalRichText, isSafeHref, MAX_NEW_RICH_TEXT_DEPTH } from '../rich-text.ts'
import type { Json } from '../json.ts'
import type { RichMark, RichNode, RichText } from '../rich-text-types.ts'
import type { CheckContext } from './check-context.ts'
import { checkLocatorLabel } from './check-source.ts'
import { isObject, type JsonObject } from './json-object.ts'
import { capital, type Location, quote } from './problem-list.ts'

const NODE_KEYS = new Set(['type', 'attrs', 'content', 'marks', 'text'])

/**
 * The rich text in canonical form. Node and mark types are free; what a node holds besides its five keys, and marks on
 * anything but text, have no place in the document and are left out with a warning. Walks with a stack of its own.
 */
export function checkRichText(json: Json, place: Location, context: CheckContext): RichText | undefined {
  const { problems } = context
  const wrong = (path: string, message: string) =>
    problems.error('commentary that cannot be read', { ...place, path }, message)

  if (!isObject(json) || json.type !== 'doc') {
    wrong(place.path, `${capital(place.where)} must be a Tiptap document: { "type": "doc", "content": [ … ] }.`)
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
      wrong(path, `"content" in ${place.where} must be a list of nodes.`)
      continue
    }
    if (depth > MAX_NEW_RICH_TEXT_DEPTH && from.length > 0) {
      wrong(path, `${capital(place.where)} is nested more than ${MAX_NEW_RICH_TEXT_DEPTH} deep; make it flatter.`)
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
      wrong(path, `Every node in ${place.where} must be an object with a "type".`)
      return undefined
    }
    const node: RichNode = { type: item.type }
    if (item.type === 'text') {
      if (typeof item.text !== 'string') {
        wrong(path, `A text node in ${place.where} must have a "text" in double quotes.`)
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
        'parts of commentary that are not kept',
        { ...place, path },
        `Marks and text are kept on text nodes alone; those of a ${quote(item.type)} in ${place.where} were left out.`,
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
      wrong(path, `"marks" in ${place.where} must be a list.`)
      return []
    }
    return json.flatMap((item, index): RichMark[] => {
      const at = `${path}/${index}`
      if (!isObject(item) || typeof item.type !== 'string' || item.type === '') {
        wrong(at, `Every mark in ${place.where} must be an object with a "type".`)
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
    wrong(`${path}/attrs`, `"attrs" in ${place.where} must be an object.`)
    return undefined
  }

  function checkCitation(attrs: JsonObject | undefined, path: string): void {
    const id = attrs?.sourceId
    context.references.push({
      path: attrs ? `${path}/attrs/sourceId` : path,
      where: `a citation in ${place.where}`,
      collection: 'sources',
      id: typeof id === 'string' ? id : '',
    })
    const at = { path: `${path}/attrs/label`, where: `a citation in ${place.where}` }
    checkLocatorLabel(attrs?.label, at, problems)
  }

  function warnOfHref(attrs: Json | undefined, path: string): void {
    const href = isObject(attrs) ? attrs.href : undefined
    problems.warn(
      'links that were removed',
      { ...place, path },
      `A link in ${place.where} ${typeof href === 'string' ? `to ${quote(href)}` : 'without an address'} was removed and ` +
        'its text kept: links begin with http://, https:// or mailto:.',
    )
  }

  function warnOfLostKeys(json: JsonObject, known: ReadonlySet<string>, path: string): void {
    for (const key of Object.keys(json)) {
      if (known.has(key)) continue
      problems.warn(
        'parts of commentary that are not kept',
        { ...place, path: childPath(path, key) },
        `The key ${quote(key)} in ${place.where} is not kept: put what it says into "attrs".`,
      )
    }
  }
}
