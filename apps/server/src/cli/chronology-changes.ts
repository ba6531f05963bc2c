/** What the command line does to chronologies in the data folder, by the verbs that HTTP calls as well. */
import type { NewLink } from '@coeval/api'
import type { Problem } from '@coeval/chronology'
import { AT_THE_MACHINE } from '../access/at-the-machine.ts'
import type { ImportedFile } from '../chronologies/imported-file.ts'
import { sentence } from '../messages/sentence.ts'
import type { Core } from '../program.ts'
import { Refusal } from '../refusal.ts'
import { openSharing } from '../sharing/sharing.ts'
import type { CommandLineLink } from './chronology-client.ts'

const AT_THE_KEYBOARD = { key: 'command line' }

export async function exportFrom(
  { chronologies }: Core,
  id: string,
  format: string,
): Promise<{ bytes: Uint8Array; isPacked: boolean; changedIds: number }> {
  const { packed, changedIds } = await chronologies.export(AT_THE_MACHINE, id, { format, asker: AT_THE_KEYBOARD })
  return { bytes: packed, isPacked: true, changedIds }
}

export async function importInto(
  { chronologies }: Core,
  file: ImportedFile,
  { title }: { title: string | undefined },
): Promise<{ id: string; title: string; problems: Problem[] }> {
  const { info, problems } = await chronologies.import(AT_THE_MACHINE, file, { title, asker: AT_THE_KEYBOARD })
  return { id: info.id, title: info.title, problems }
}

export async function linkInto(
  { chronologies, services }: Core,
  id: string,
  settings: CommandLineLink,
): Promise<NewLink> {
  const { places, storage } = services
  if (!(await storage.catalogue.get(id))) {
    throw new Refusal(404, 'not-found', sentence('guard.not-found', { id }))
  }
  const sharing = openSharing({ ...services, named: (chronology) => chronologies.list.named(chronology) })
  return sharing.makeLink(AT_THE_MACHINE, id, { ...settings, baseUrl: places.baseUrl })
}
