/** What the command line does to chronologies in the data folder: done and logged in one go. */
import type { NewLink } from '@coeval/api'
import type { Problem } from '@coeval/chronology'
import { AT_THE_MACHINE } from '../access/at-the-machine.ts'
import type { ImportedFile } from '../chronologies.ts'
import type { Core } from '../program.ts'
import { Refusal } from '../refusal.ts'
import type { CommandLineLink } from './chronology-client.ts'

const AT_THE_KEYBOARD = { key: 'command line' }

export async function exportFrom(
  { chronologies, services: { changes } }: Core,
  id: string,
  format: string,
): Promise<{ bytes: Uint8Array; isPacked: boolean; changedIds: number }> {
  const { packed, changedIds, title } = await chronologies.export(id, format, AT_THE_KEYBOARD)
  const change = {
    store: async () => {},
    tells: () => [],
    logs: () => [{ action: 'chronology-exported' as const, chronology: { id, title }, detail: format }],
  }
  // As over HTTP: a disk that is full keeps nobody from taking their work away.
  await changes.carryOut(AT_THE_MACHINE, change).catch(() => undefined)
  return { bytes: packed, isPacked: true, changedIds }
}

export async function importInto(
  { chronologies, services: { changes } }: Core,
  file: ImportedFile,
  { title }: { title: string | undefined },
): Promise<{ id: string; title: string; problems: Problem[] }> {
  const owner = await chronologies.instanceOwner()
  const { info, problems } = await changes.carryOut(AT_THE_MACHINE, {
    store: () => chronologies.import(file, { title, owner }, AT_THE_KEYBOARD),
    tells: () => [],
    logs: ({ info: { id, title: is } }) => [{ action: 'chronology-imported', chronology: { id, title: is } }],
  })
  return { id: info.id, title: info.title, problems }
}

export async function linkInto(
  { chronologies, services }: Core,
  id: string,
  settings: CommandLineLink,
): Promise<NewLink> {
  const { changes, links, places, storage } = services
  if (!(await storage.catalogue.get(id))) throw noSuchChronology(id)
  const { title } = await chronologies.get(id)
  return changes.carryOut(AT_THE_MACHINE, {
    store: () => links.make(id, settings, { createdBy: null, baseUrl: places.baseUrl }),
    tells: () => [],
    logs: (link) => [
      { action: 'link-made', chronology: { id, title }, subject: link.label || link.id, detail: link.role },
    ],
  })
}

function noSuchChronology(id: string): Refusal {
  return new Refusal(404, 'not-found', `There is no chronology with the id "${id}". List them: npm run coeval -- list`)
}
