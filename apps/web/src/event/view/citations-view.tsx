import type { FieldProps } from '../../fields/field-row.tsx'
import { CitationList } from '../citation-list.tsx'

export function CitationsView({ event }: FieldProps) {
  return <CitationList citations={event.citations} />
}
