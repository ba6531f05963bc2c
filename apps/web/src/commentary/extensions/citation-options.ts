export interface CitationOptions {
  /** Called when a mark is clicked or opened from the keyboard. */
  onOpen: (position: number) => void
}
