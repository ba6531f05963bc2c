import type { User } from '../session/presence.ts'
import { initials } from '../words/initials.ts'
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
