import classes from './avatar.module.css'

interface AvatarProps {
  /** `colour`: slot of the palette of people. */
  user: { name: string; colour: number }
  size?: 'sm' | 'md'
}

/** Initials in a person's colour. The name is told by what surrounds it. */
export function Avatar({ user, size = 'md' }: AvatarProps) {
  return (
    // Drawn by CSS: as text they would be read out, and looked for in the name of the button around them.
    <span
      className={classes.avatar}
      data-size={size}
      data-person-colour={user.colour}
      data-initials={initials(user.name)}
    />
  )
}

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
