/** Tells vis the size of an item's content, which we know, so that it does not force a layout to measure it. */
export function knowSize(box: HTMLElement, size: { widthPx: number; heightPx: number }): void {
  const item = (box as { 'vis-item'?: MeasuredItem })['vis-item']
  if (!item) return
  item.overflow = true
  item.whiteSpace = false
  item._getDomComponentsSizes = () => ({ content: { width: size.widthPx }, box: { height: size.heightPx } })
}

interface MeasuredItem {
  /** Whether the content may be wider than the box, and wraps. */
  overflow: boolean
  whiteSpace: boolean
  _getDomComponentsSizes: () => { content: { width: number }; box: { height: number } }
}
