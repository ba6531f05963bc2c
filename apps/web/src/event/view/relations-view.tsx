import { RelatedList } from '../related-list.tsx'
import type { Related } from '../use-related.ts'

export function RelationsView({ related }: { related: readonly Related[] }) {
  return <RelatedList related={related} />
}
