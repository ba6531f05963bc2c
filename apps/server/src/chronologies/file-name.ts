import { MAX_TITLE_LENGTH } from '@coeval/chronology'

/** What an exported file is called: letters and digits of any script, the rest as single hyphens. Empty where there are none. */
export function fileNameOf(title: string): string {
  return (
    title
      .slice(0, MAX_TITLE_LENGTH)
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
      .slice(0, 60)
      // A letter of an old script may have been cut in two.
      .replace(/\p{Surrogate}/gu, '')
      .replace(/^-+|-+$/g, '')
  )
}
