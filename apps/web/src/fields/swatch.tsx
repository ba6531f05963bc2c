import classes from './swatch.module.css'

/** A small square in the colour of a track; the words stand beside it. `colour`: slot of the tracks' palette. */
export function Swatch({ colour }: { colour: number }) {
  return <span className={classes.swatch} data-track-colour={colour} aria-hidden />
}
