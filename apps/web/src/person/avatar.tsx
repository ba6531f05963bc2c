import { initials } from '../words/initials.ts'
import classes from './avatar.module.css'

interface AvatarProps {
  /** `colour`: slot of the palette of people. */
  user: { name: string; colour: number }
  size?: 'sm' | 'md'
}

/** Initials in a person's colour. The text around it says the name. */
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
