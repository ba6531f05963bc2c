import type { User } from '../session/people.ts'
import classes from './people.module.css'

/** Initials in a person's colour. The name is told by what surrounds it. */
export function Avatar({ user, size = 'md' }: { user: User; size?: 'sm' | 'md' }) {
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

/** Up to two characters: of the first and the last word, or the last two digits of "Guest 412". */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const first = [...(words[0] ?? '?')][0] ?? '?'
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : ''
  return `${first}${last}`.toLocaleUpperCase()
}
