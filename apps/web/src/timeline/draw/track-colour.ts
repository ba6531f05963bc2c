import type { Lane } from '../layout/timeline-model.ts'

/** Of events without a track. */
const PLAIN_COLOUR = 7

/** The colour of a lane's track, as `data-track-colour` has it. */
export function colourOf(lane: Lane | undefined): string {
  return String(lane?.track?.colour ?? PLAIN_COLOUR)
}
