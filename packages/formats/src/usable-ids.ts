/**
 * Ids that files can have. A writer's update may put an entry under any text, and a file with such an id cannot be read:
 * in files it gets another id, and so does whatever refers to it.
 */
import {
  canonicalRichText,
  type Chronology,
  COLLECTIONS,
  type Collection,
  compareText,
  ENTRY_NAMES,
  FACT_COLLECTIONS,
  type FactRef,
  type Field,
  FIELDS,
  isUsableId,
  MAX_ID_LENGTH,
  type RecordKind,
  type RichMark,
  type RichNode,
  type RichText,
} from '@coeval/chronology'

type Fields = Record<string, unknown>
/** New ids by old ones, of the entries that cannot keep theirs. */
type NewIds = Record<Collection, ReadonlyMap<unknown, string>>
type Rename = (collection: Collection, id: string) => string

/** Room for "-12345" at the end of an id. */
const MAX_STEM_LENGTH = MAX_ID_LENGTH - 20

export interface UsableIds {
  /** The very same one where all its ids can be used. */
  chronology: Chronology
  /** How many entries and citations have another id than before. */
  changed: number
}

/**
 * The chronology with ids that a file can have, each unique in its list. The same chronology always gets the same ids;
 * a good one keeps its own, and none gets one that something refers to already. Changes nothing that it is given; throws
 * nothing, whatever a hostile client put into a document.
 */
export function withUsableIds(chronology: Chronology): UsableIds {
  const odd = COLLECTIONS.filter((collection) => !areUsable(collection, idsOf(chronology[collection])))
  const hasOddCitations = citingEntries(chronology).some(({ citations }) => !areCitationIdsUsable(citations))
  if (odd.length === 0 && !hasOddCitations) return { chronology, changed: 0 }

  const newIds = Object.fromEntries(COLLECTIONS.map((collection) => [collection, new Map()])) as unknown as NewIds
  const referred = odd.length > 0 ? referredIds(chronology) : undefined
  let changed = 0
  const lists = {} as Record<Collection, object[]>
  for (const collection of COLLECTIONS) {
    const entries = chronology[collection] as readonly object[]
    lists[collection] = [...entries]
    if (!referred || !odd.includes(collection)) continue
    const renamed = giveIds(entries, (id) => isUsableId(collection, id), ENTRY_NAMES[collection], referred[collection])
    lists[collection] = renamed.records
    newIds[collection] = renamed.newIds
    changed += renamed.changed
  }
  const rename: Rename = (collection, id) => newIds[collection].get(id) ?? id
  for (const collection of COLLECTIONS) {
    lists[collection] = lists[collection].map((entry) => {
      const copy = withReferences(collection, entry as Fields, rename)
      const { citations } = copy
      if (!isCiting(collection) || areCitationIdsUsable(citations)) return copy
      const renamed = giveIds(recordsOf(citations), isUsableCitationId, 'c')
      changed += renamed.changed
      return { ...copy, citations: renamed.records }
    })
  }
  const commentary = withSources(chronology.commentary, rename)
  return { chronology: { ...chronology, ...(lists as unknown as Chronology), commentary }, changed }
}

function giveIds(
  records: readonly object[],
  isUsable: (id: unknown) => boolean,
  name: string,
  referred: ReadonlySet<string> = new Set(),
): { records: object[]; newIds: Map<unknown, string>; changed: number } {
  const taken = new Set<unknown>(idsOf(records).filter(isUsable))
  const isTaken = (id: string) => taken.has(id) || referred.has(id)
  const numbers = new Map<string, number>()
  const seen = new Set<unknown>()
  const newIds = new Map<unknown, string>()
  let changed = 0
  // By the old ids: which of two gets which new one must not depend on their order.
  const inOrder = [...records].sort((a, b) => compareText(textOf(a), textOf(b)))
  const renamed = inOrder.map((record) => {
    const { id } = record as Fields
    const isFirst = !seen.has(id)
    seen.add(id)
    if (isUsable(id) && isFirst) return record
    const stem = stemOf(id, name)
    let number = numbers.get(stem) ?? 1
    let usable = stem
    while (isTaken(usable) || !isUsable(usable)) usable = `${stem}-${++number}`
    numbers.set(stem, number)
    taken.add(usable)
    changed++
    // What refers to an id that stands twice means the first.
    if (isFirst) newIds.set(id, usable)
    return { ...record, id: usable }
  })
  return { records: renamed, newIds, changed }
}

/** What is left of an id when all is left out that ids cannot have. */
function stemOf(id: unknown, name: string): string {
  if (typeof id !== 'string') return name
  const stem = id
    .slice(0, MAX_STEM_LENGTH)
    .replace(/[^A-Za-z0-9._:-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
  return stem === '' ? name : stem
}

/** All ids that the entries of each list are called by, there or not: none of them may come to mean another entry. */
function referredIds(chronology: Chronology): Record<Collection, Set<string>> {
  const referred = Object.fromEntries(COLLECTIONS.map((collection) => [collection, new Set()])) as unknown as Record<
    Collection,
    Set<string>
  >
  const note: Rename = (collection, id) => {
    referred[collection].add(id)
    return id
  }
  for (const collection of COLLECTIONS) {
    for (const entry of chronology[collection]) withReferences(collection, entry, note)
  }
  withSources(chronology.commentary, note)
  return referred
}

/** A copy in which every reference is what `rename` makes of it. */
function withReferences(kind: RecordKind, record: Fields, rename: Rename): Fields {
  const copy: Fields = { ...record }
  for (const [key, field] of Object.entries(FIELDS[kind])) {
    if (!Object.hasOwn(record, key)) continue
    const value = withReference(field, record[key], rename)
    if (value !== record[key]) copy[key] = value
  }
  return kind === 'fact' ? withFact(copy, rename) : withEvidence(kind, copy, rename)
}

/** Entries of any list may have `citations` as their evidence, though the format knows them of some only. */
function withEvidence(kind: RecordKind, record: Fields, rename: Rename): Fields {
  const { citations } = record
  if (Object.hasOwn(FIELDS[kind], 'citations') || !Array.isArray(citations)) return record
  const renamed = citations.map((citation: unknown) =>
    isObject(citation) && typeof citation.sourceId === 'string'
      ? { ...citation, sourceId: rename('sources', citation.sourceId) }
      : citation,
  )
  return { ...record, citations: renamed }
}

function withReference({ type, refersTo, kind }: Field, value: unknown, rename: Rename): unknown {
  switch (type) {
    case 'text':
      return refersTo && typeof value === 'string' ? rename(refersTo, value) : value
    case 'set':
      return refersTo && Array.isArray(value)
        ? value.map((id: unknown) => (typeof id === 'string' ? rename(refersTo, id) : id))
        : value
    case 'record':
      return kind && isObject(value) ? withReferences(kind, value, rename) : value
    case 'records':
    case 'facts':
      return kind && Array.isArray(value) ? recordsOf(value).map((item) => withReferences(kind, item, rename)) : value
    case 'rich':
      return withSources(value as RichText | undefined, rename)
    default:
      return value
  }
}

function withFact(fact: Fields, rename: Rename): Fields {
  const { type, id } = fact
  const collection =
    typeof type === 'string' && Object.hasOwn(FACT_COLLECTIONS, type)
      ? FACT_COLLECTIONS[type as FactRef['type']]
      : undefined
  return collection && typeof id === 'string' ? { ...fact, id: rename(collection, id) } : fact
}

/** Citations in the commentary. Once it is canonical it is at most MAX_RICH_TEXT_DEPTH deep, so recursion is safe. */
function withSources<T extends RichText | undefined>(richText: T, rename: Rename): T {
  if (!richText) return richText
  const ofMark = <M extends RichMark>(mark: M): M =>
    mark.type === 'citation' && typeof mark.attrs?.sourceId === 'string'
      ? { ...mark, attrs: { ...mark.attrs, sourceId: rename('sources', mark.attrs.sourceId) } }
      : mark
  const ofNode = (node: RichNode): RichNode => ({
    ...ofMark(node),
    ...(node.content && { content: node.content.map(ofNode) }),
    ...(node.marks && { marks: node.marks.map(ofMark) }),
  })
  return { ...richText, content: canonicalRichText(richText).content.map(ofNode) }
}

function isCiting(collection: Collection): boolean {
  return FIELDS[collection].citations?.type === 'records'
}

function citingEntries(chronology: Chronology): { citations?: unknown }[] {
  return COLLECTIONS.filter(isCiting).flatMap((collection) => chronology[collection] as { citations?: unknown }[])
}

function areUsable(collection: Collection, ids: readonly unknown[]): boolean {
  return ids.every((id) => isUsableId(collection, id)) && new Set(ids).size === ids.length
}

function areCitationIdsUsable(citations: unknown): boolean {
  const ids = idsOf(recordsOf(citations))
  return ids.every(isUsableCitationId) && (ids.length < 2 || new Set(ids).size === ids.length)
}

/** Citations are in no list of their own: the rule is that of any entry that has no reserved id. */
function isUsableCitationId(id: unknown): boolean {
  return isUsableId('sources', id)
}

function textOf(record: object): string {
  const { id } = record as Fields
  return typeof id === 'string' ? id : ''
}

function idsOf(records: readonly object[]): unknown[] {
  return records.map((record) => (record as Fields).id)
}

function recordsOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
