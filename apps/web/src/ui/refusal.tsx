import classes from './refusal.module.css'

/** What was refused, said where it was tried; nothing where nothing was. */
export function Refusal({ text }: { text: string | null }) {
  if (!text) return null
  return (
    <p role="alert" className={classes.refusal}>
      {text}
    </p>
  )
}
