import { BoundedCache } from '@coeval/chronology'

/** Widths of labels in the interface's font, measured once per title. */
const FONT = "12.5px 'Inter Variable', 'Hiragino Sans', 'Noto Sans JP', 'Yu Gothic', system-ui, sans-serif"

const widths = new BoundedCache<number>({ maxEntries: 20_000, maxCharacters: 2_000_000 })
let context: CanvasRenderingContext2D | null = null

export function labelWidth(text: string): number {
  const known = widths.get(text)
  if (known !== undefined) return known
  context ??= document.createElement('canvas').getContext('2d')
  if (context) context.font = FONT
  const width = Math.ceil(context?.measureText(text).width ?? text.length * 7) + 2
  return widths.set(text, width)
}

/** Resolves when labels can be measured as they will be drawn; a font that cannot be had is not waited for. */
export async function labelFont(): Promise<void> {
  // Asked for by name: before any text is drawn, `fonts.ready` has nothing to wait for.
  await document.fonts.load(FONT).catch(() => undefined)
  await document.fonts.ready
}

/** Forgets what was measured before the font had come. */
export function forgetWidths(): void {
  widths.clear()
}
