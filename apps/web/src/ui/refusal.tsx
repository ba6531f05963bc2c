import classes from './refusal.module.css'

/** The server's refusal, shown where it was tried; nothing if nothing was refused. */
export function Refusal({ text }: { text: string | null }) {
  if (!text) return null
  return (
    <p role="alert" className={classes.refusal}>
      {text}
    </p>
  )
}
