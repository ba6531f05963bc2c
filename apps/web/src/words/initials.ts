/** Up to two characters: of the first and the last word, so "G4" of "Guest 412". */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return (
    ends
      .map((word) => firstCharacter(word ?? ''))
      .join('')
      .toLocaleUpperCase() || '?'
  )
}

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function firstCharacter(word: string): string {
  return characters.segment(word)[Symbol.iterator]().next().value?.segment ?? ''
}
