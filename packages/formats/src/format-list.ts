/** The formats there are, without the code that reads and writes them: what a menu needs. A new one begins with a line here. */
export const FORMAT_LIST = [
  { id: 'json', name: 'Coeval JSON', extension: 'json', mediaType: 'application/json' },
] as const satisfies readonly FormatFacts[]

export interface FormatFacts {
  id: string
  /** As a menu shows it. */
  name: string
  /** Without the dot. */
  extension: string
  mediaType: string
}

export type FormatId = (typeof FORMAT_LIST)[number]['id']
