import * as v from 'valibot'
import { Instant } from '../values.ts'

/** A link that is good once. */
export const OneTimeLink = v.object({ url: v.string(), expiresAt: Instant })
export type OneTimeLink = v.InferOutput<typeof OneTimeLink>
