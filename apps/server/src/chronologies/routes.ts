/** The list of chronologies and what is done with one as a whole. Under `/chronologies`. */
import { type ChronologyInfo, routes } from '@coeval/api'
import { type Access, mayLeave, type Standing } from '../access/access.ts'
import { askerOf } from '../http/asker.ts'
import { attachment } from '../http/attachment.ts'
import { initiatorOf, type Request } from '../http/context.ts'
import { encodingIn, receiveFile } from '../http/file-body.ts'
import { requireJson } from '../http/json-body.ts'
import { sendPacked } from '../http/packed-file.ts'
import { type Api, DONE, reply } from '../http/serve-route.ts'
import { acceptedLanguages } from '../messages/sentence.ts'
import { sayProblems } from '../messages/say-problems.ts'
import type { Transfers } from '../transfer/transfers.ts'
import type { Chronologies } from './chronologies.ts'
import type { ChronologyFacts } from './chronology-list.ts'

export interface ChronologyRoutesOptions {
  chronologies: Chronologies
  transfers: Pick<Transfers, 'hold' | 'maxImportBytes'>
  access: Access
}

export function chronologyRoutes(api: Api, { chronologies, transfers, access }: ChronologyRoutesOptions): void {
  const { list } = chronologies
  /** As the one who asks may see it: readers have a lineage of their own. */
  const infoFor = async (facts: ChronologyFacts, standing: Pick<Standing, 'role' | 'restsOn'>) => {
    const generation = await list.generationFor(facts, standing.role ?? 'viewer')
    return asSeenBy({ ...facts, generation }, standing)
  }

  api.answer(routes.listChronologies, async (c) => {
    const standingIn = await access.standings(c.get('who'))
    const facts = await list.all((id) => standingIn(id).role !== null)
    const seen = facts
      .map((each) => asSeenBy(each, standingIn(each.id)))
      .filter(({ trashedAt, role }) => trashedAt === null || role === 'owner')
    return reply(200, { chronologies: seen })
  })

  api.answer(routes.createChronology, async (c, { body }) => {
    const facts = await ('from' in body
      ? chronologies.createCaj(initiatorOf(c))
      : chronologies.create(initiatorOf(c), body.title))
    return reply(201, { ...facts, role: 'owner' } satisfies ChronologyInfo)
  })

  api.answer(routes.importChronology, async (c, { query: { name, encoding, title, dryRun } }) => {
    requireJson(c)
    const asker = askerOf(c)
    const hold = (bytes: number) => transfers.hold(asker, bytes)
    const { bytes, release } = await receiveFile(c, transfers.maxImportBytes, hold)
    const file = { bytes, fileName: name, encoding: encodingIn(c, encoding) }
    try {
      if (dryRun === '1') {
        const checkedFile = await chronologies.check(file, asker)
        return reply(200, { ...checkedFile, problems: sayProblems(checkedFile.problems, languagesOf(c)) })
      }
      const { info, problems } = await chronologies.import(initiatorOf(c), file, { title, asker })
      return reply(201, {
        ...info,
        role: 'owner',
        problems: sayProblems(problems, languagesOf(c)),
      } satisfies ChronologyInfo & {
        problems: unknown
      })
    } finally {
      release()
    }
  })

  api.answer(routes.readChronology, async (c, { params }) =>
    reply(200, await infoFor(await list.get(params.id), c.get('standing'))),
  )

  api.answer(routes.changeChronology, async (c, { params: { id }, body }) => {
    const change = (): Promise<ChronologyFacts> => {
      if ('visibility' in body) return chronologies.setVisibility(initiatorOf(c), id, body.visibility)
      if ('title' in body) return chronologies.rename(initiatorOf(c), id, body.title)
      return body.trashed ? chronologies.trash(initiatorOf(c), id) : chronologies.restore(initiatorOf(c), id)
    }
    return reply(200, await infoFor(await change(), c.get('standing')))
  })

  api.answer(routes.removeChronology, async (c, { params }) => {
    await chronologies.delete(initiatorOf(c), params.id)
    return DONE
  })

  api.answer(routes.exportChronology, async (c, { params, query: { format = 'json' } }) => {
    const file = await chronologies.export(initiatorOf(c), params.id, { format, asker: askerOf(c) })
    c.header('content-type', `${file.mediaType}; charset=utf-8`)
    c.header('content-disposition', attachment(file.fileName))
    if (file.problems.length > 0) c.header('coeval-problems', String(file.problems.length))
    if (file.changedIds > 0) c.header('coeval-changed-ids', String(file.changedIds))
    return sendPacked(c, file)
  })
}

function asSeenBy(facts: ChronologyFacts, standing: Pick<Standing, 'role' | 'restsOn'>): ChronologyInfo {
  const role = standing.role ?? 'viewer'
  const isLikeAnybody = role !== 'viewer' || facts.visibility !== 'public' || !mayLeave(standing)
  return { ...facts, role, ...(!isLikeAnybody && { mayLeave: true }) }
}

function languagesOf(c: Request): string[] {
  return acceptedLanguages(c.req.header('accept-language'))
}
