/** Types in types, of every kind that Yjs has, as honest clients could make them: a level at a time. */
import * as Y from 'yjs'

type Type = Y.Map<unknown> | Y.Array<unknown> | Y.XmlElement | Y.XmlText

/** How one type is put into another, by the kind of the outer one. */
const HOLDERS: Record<string, { make: () => Type; put: (outer: never, inner: Type) => void }> = {
  map: { make: () => new Y.Map(), put: (outer: Y.Map<Type>, inner) => outer.set('deep', inner) },
  list: { make: () => new Y.Array(), put: (outer: Y.Array<Type>, inner) => outer.push([inner]) },
  // After the first, a neighbour says where it stands, and not the list.
  'list, beside another': {
    make: () => new Y.Array(),
    put: (outer: Y.Array<Type | string>, inner) => {
      outer.push(['first'])
      outer.push([inner])
    },
  },
  element: {
    make: () => new Y.XmlElement('blockquote'),
    put: (outer: Y.XmlElement, inner) => outer.insert(0, [inner as Y.XmlElement]),
  },
  'attribute of an element': {
    make: () => new Y.XmlElement('blockquote'),
    put: (outer: Y.XmlElement, inner) => outer.setAttribute('deep', inner as unknown as string),
  },
  'embed in a text': {
    make: () => new Y.XmlText(),
    put: (outer: Y.XmlText, inner) => outer.insertEmbed(0, inner),
  },
}

export const holders = Object.keys(HOLDERS)

/** Puts `levels` types, each into the one before, under `deep` of the root map `m`, each by a transaction of its own. */
export function nestTypes(doc: Y.Doc, kinds: readonly string[], levels: number): void {
  let outer: Type = doc.getMap('m')
  let put = HOLDERS.map?.put
  for (let level = 0; level < levels; level++) {
    const holder = HOLDERS[kinds[level % kinds.length] as string] // one of `holders`
    const inner = holder?.make() as Type
    const [from, how] = [outer, put]
    doc.transact(() => how?.(from as never, inner))
    outer = inner
    put = holder?.put
  }
}

/** Types within a root type, each in the one before, of the whole document; walks without calling itself. */
export function typeDepthOf(doc: Y.Doc): number {
  let deepest = 0
  const depths = new Map<Type, number>()
  const depthOf = (type: Type): number => {
    const above: Type[] = []
    for (let at: Type | null = type; at && !depths.has(at); at = (at._item?.parent as Type | undefined) ?? null)
      above.push(at)
    for (const at of above.reverse()) {
      const outer = at._item?.parent as Type | undefined
      depths.set(at, outer ? (depths.get(outer) ?? 0) + 1 : 0)
    }
    return depths.get(type) ?? 0
  }
  for (const structs of doc.store.clients.values()) {
    for (const struct of structs) {
      if (struct instanceof Y.Item && struct.content instanceof Y.ContentType) {
        deepest = Math.max(deepest, depthOf(struct.content.type as Type))
      }
    }
  }
  return deepest
}
