import { cajJson } from '@coeval/caj'
import { expect, test } from 'vitest'
import { StorageError } from '../storage/contract/index.ts'
import { type Domains, openDomains, ROOM } from '../testing/domains.ts'
import { testVerbs, type VerbCase } from '../testing/verb-suite.ts'
import type { Chronologies } from './chronologies.ts'

const ASKER = { key: 'test' }

const VERBS: Record<Exclude<keyof Chronologies, 'list' | 'check'>, VerbCase> = {
  create: {
    does: ({ chronologies, by }) => chronologies.create(by('ada'), ' Jade '),
    stored: titles,
    is: ['Jade', 'Silk'],
    closes: [],
    logs: [['chronology-made', 'ada', expect.any(String), null, null]],
  },
  createCaj: {
    does: ({ chronologies, by }) => chronologies.createCaj(by('ada')),
    stored: async ({ storage }) => (await storage.catalogue.list()).map(({ id }) => id).toSorted(),
    is: ['caj', ROOM],
    closes: [],
    logs: [['chronology-made', 'ada', 'caj', null, null]],
  },
  import: {
    does: ({ chronologies, by }) =>
      chronologies.import(by('ada'), { bytes: new TextEncoder().encode(cajJson()) }, { asker: ASKER, title: 'Copy' }),
    stored: titles,
    is: ['Copy', 'Silk'],
    closes: [],
    logs: [['chronology-imported', 'ada', expect.any(String), null, null]],
  },
  export: {
    does: ({ chronologies, by }) => chronologies.export(by('ada'), ROOM, { format: 'json', asker: ASKER }),
    stored: (_domains, result) => (result as { fileName?: string } | undefined)?.fileName,
    is: 'silk.json',
    closes: [],
    logs: [['chronology-exported', 'ada', ROOM, null, 'json']],
  },
  rename: {
    does: ({ chronologies, by }) => chronologies.rename(by('eve'), ROOM, 'Jade'),
    stored: titles,
    is: ['Jade'],
    closes: [],
    logs: [['chronology-renamed', 'eve', ROOM, null, 'Silk → Jade']],
  },
  trash: {
    does: ({ chronologies, by }) => chronologies.trash(by('ada'), ROOM),
    stored: isTrashed,
    is: true,
    closes: ['ada', 'bot', 'eve', 'gil', 'ned', 'ops', 'rob'].map((name) => `${name} trashed`),
    logs: [['chronology-trashed', 'ada', ROOM, null, null]],
  },
  restore: {
    before: ({ chronologies, by }) => chronologies.trash(by('ada'), ROOM),
    does: ({ chronologies, by }) => chronologies.restore(by('ada'), ROOM),
    stored: isTrashed,
    is: false,
    closes: [],
    logs: [['chronology-restored', 'ada', ROOM, null, null]],
  },
  setVisibility: {
    does: ({ chronologies, by }) => chronologies.setVisibility(by('ada'), ROOM, 'private'),
    stored: async ({ storage }) => (await storage.catalogue.get(ROOM))?.visibility,
    is: 'private',
    closes: ['ned forbidden', 'ops forbidden', 'rob forbidden'],
    logs: [['visibility-changed', 'ada', ROOM, null, 'private']],
  },
  delete: {
    before: ({ chronologies, by }) => chronologies.trash(by('ada'), ROOM),
    does: ({ chronologies, by }) => chronologies.delete(by('ada'), ROOM),
    stored: titles,
    is: [],
    closes: [],
    logs: [['chronology-deleted', 'ada', ROOM, null, null]],
  },
}

testVerbs(VERBS)

test('an export does not fail for the log, and a change does', async () => {
  const domains = await openDomains()
  const { chronologies, storage, by } = domains
  storage.audit.add = () => Promise.reject(new StorageError('the disk is full'))
  const exported = await chronologies.export(by('ada'), ROOM, { format: 'json', asker: ASKER })
  expect(exported.title).toBe('Silk')
  await expect(chronologies.setVisibility(by('ada'), ROOM, 'private')).rejects.toThrow('the disk is full')
  expect(domains.closed).toContain('ned forbidden')
  await domains.close()
})

async function titles({ storage }: Domains): Promise<string[]> {
  return (await storage.catalogue.list()).map(({ title }) => title).toSorted()
}

async function isTrashed({ storage, chronologies }: Domains): Promise<boolean> {
  const isStored = (await storage.catalogue.get(ROOM))?.trashedMs !== null
  expect(chronologies.list.whyClosed(ROOM) !== undefined).toBe(isStored)
  return isStored
}
