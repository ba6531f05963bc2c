import { type Few, useMost } from '../ui/use-few.tsx'
import { firstReadings, type ReadingGroup } from './group-claims.ts'

/** The first of the claims, with the disputes and facts that they belong to. */
export function useFewReadings(groups: readonly ReadingGroup[]): Few<ReadingGroup> {
  const { most, more } = useMost()
  const { few, left } = firstReadings(groups, most)
  return { few, more: more(left) }
}
