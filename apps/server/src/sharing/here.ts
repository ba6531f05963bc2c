/** Who is in a chronology now. */
import type { Here } from '@coeval/api'
import type { LiveConnection } from '../access/live-connections.ts'
import { personOf } from '../access/principal.ts'
import { mayWrite } from '../access/roles.ts'
import type { SharingParts } from './sharing-parts.ts'

/** Who writes or may comment is named; those who only read are counted. */
export async function readHere({ storage, live }: SharingParts, chronology: string): Promise<Here> {
  const labels = new Map((await storage.links.list(chronology)).map(({ id, label }) => [id, label]))
  return hereOf(live.here(chronology), labels)
}

function hereOf(connections: readonly LiveConnection[], labels: ReadonlyMap<string, string>): Here {
  const people = new Map<string, Here['people'][number]>()
  let readers = 0
  for (const { who, standing } of connections) {
    const person = personOf(who)
    if (!person || standing.role === null || standing.role === 'viewer') {
      readers++
      continue
    }
    if (!mayWrite(standing.role)) readers++
    const known = people.get(person.id)
    if (known) known.connections++
    else {
      const link = typeof standing.restsOn === 'object' ? (labels.get(standing.restsOn.link) ?? '') : null
      const { id, name, colour } = person
      people.set(id, { id, name, colour, role: standing.role, connections: 1, link })
    }
  }
  return { people: [...people.values()], readers }
}
