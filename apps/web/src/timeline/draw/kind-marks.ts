/**
 * A shape for each kind of event, so that kind can be read without colour. Paths on a 16 x 16 field, filled when the
 * date is certain and hollow when it is not; a kind of somebody's own is drawn as `context`.
 */
const SVG = 'http://www.w3.org/2000/svg'

const SHAPES: Readonly<Record<string, string>> = {
  // Circle: people around a table.
  meeting: 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11Z',
  // Speech bubble.
  speech: 'M2.5 3h11v7.5H8.5L5 13.8v-3.3H2.5Z',
  // Page with a folded corner.
  document: 'M3.5 1.8h6l3 3v9.4h-9Z M9.5 1.8v3h3',
  // Diamond: somebody went there.
  visit: 'M8 1.8L14.2 8L8 14.2L1.8 8Z',
  // Shield.
  policy: 'M8 1.8l5.4 1.9v4.1c0 3.2-2.2 5.3-5.4 6.4c-3.2-1.1-5.4-3.2-5.4-6.4V3.7Z',
  // Hexagon: a nut in the works.
  project: 'M5 2.6h6l3 5.4l-3 5.4H5L2 8Z',
  // Open book.
  publication:
    'M1.8 3.2c2.4-.6 4.6-.2 6.2 1c1.6-1.2 3.8-1.6 6.2-1v9.2c-2.4-.6-4.6-.2-6.2 1c-1.6-1.2-3.8-1.6-6.2-1Z M8 4.2v9.2',
  // Flag at the beginning of a period.
  phase: 'M3.2 2v12 M3.2 2.8h10l-2.4 3l2.4 3h-10Z',
  // Triangle: from outside.
  context: 'M8 2.6l6 10.8H2Z',
  // Three columns: a count.
  snapshot: 'M2.4 9h3v4.6h-3Z M6.5 5.8h3v7.8h-3Z M10.6 2.4h3v11.2h-3Z',
  // Cross: it did not happen.
  gap: 'M3.6 2l4.4 4.4L12.4 2L14 3.6L9.6 8l4.4 4.4l-1.6 1.6L8 9.6L3.6 14L2 12.4L6.4 8L2 3.6Z',
  era: 'M1.8 4h12.4v8H1.8Z',
}

/** A new SVG element of the kind's shape; colour and fill come from CSS (`.mark`). */
export function kindMark(kind: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 16 16')
  svg.setAttribute('class', 'tl-glyph')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', (Object.hasOwn(SHAPES, kind) ? SHAPES[kind] : SHAPES.context) ?? '')
  svg.append(path)
  return svg
}
