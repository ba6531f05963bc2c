/** The list of chronologies and what is done with one as a whole. Under `/chronologies`. */
import { Hono } from 'hono'
import type { Logger } from 'pino'
import type { Access } from '../access/access.ts'
import type { Audit } from '../access/audit.ts'
import { FailureLimits } from '../access/failure-limits.ts'
import type { LiveConnections } from '../access/live-connections.ts'
import { personOf } from '../access/principal.ts'
import { PARTS } from '../access/rules.ts'
import type { ChronologyFacts, Chronologies } from '../chronologies.ts'
import type { Quotas } from '../costs/quotas.ts'
import { Refusal } from '../refusal.ts'
import type { AuditAction, ChronologyInfo, Role } from './api-types.ts'
import { limitTo, oneOf, readBody, requireJson, smallBody } from './body.ts'
import { actorOf, type Env, idOf, type Request } from './context.ts'
import { limitedAddress } from './client-address.ts'
import { type Guard, isNobody } from './guard.ts'

export interface ChronologyRoutesOptions {
  chronologies: Chronologies
  access: Access
  guard: Guard
  live: LiveConnections
  audit: Audit
  quotas: Quotas
  log: Logger
  nowMs: () => number
}

/** Exports of one address by nobody in particular that are written down: else anybody could fill the disk with the log. */
const WRITTEN_DOWN = { most: 20, everyMs: 60_000 }

const MAX_IMPORT_BYTES = 50 * 1024 * 1024

export function chronologyRoutes({
  chronologies,
  access,
  guard,
  live,
  audit,
  quotas,
  log,
  nowMs,
}: ChronologyRoutesOptions) {
  const writtenDown = new FailureLimits(WRITTEN_DOWN, nowMs)
  const writeDown = (c: Request, action: AuditAction, { id, title }: ChronologyFacts, detail?: string) =>
    audit.write(actorOf(c), action, { chronology: { id, title }, detail })
  /** As the one who asks may see it: readers have a lineage of their own. */
  const infoFor = async (facts: ChronologyFacts, role: Role): Promise<ChronologyInfo> => ({
    ...facts,
    generation: await chronologies.generationFor(facts, role),
    role,
  })
  const answer = async (c: Request, facts: ChronologyFacts) =>
    c.json(await infoFor(facts, c.get('standing').role ?? 'viewer'))
  /** New ones belong to the person who makes them; the command line's to nobody, until the instance has an owner. */
  const ownerOf = (c: Request) => personOf(c.get('who'))?.id ?? chronologies.instanceOwner()

  return new Hono<Env>()
    .get('/', async (c) => {
      const roleIn = await access.roles(c.get('who'))
      const facts = await chronologies.list((id) => roleIn(id) !== null)
      const seen = facts
        .map((each): ChronologyInfo => ({ ...each, role: roleIn(each.id) ?? 'viewer' }))
        .filter(({ trashedAt, role }) => trashedAt === null || role === 'owner')
      return c.json({ chronologies: seen })
    })

    .post('/', smallBody, async (c) => {
      const body = await readBody(c)
      const owner = await ownerOf(c)
      const facts = await quotas.makeChronology(c.get('who'), () =>
        body.from === 'caj' ? chronologies.createCaj(owner) : chronologies.create(titleIn(body), owner),
      )
      await writeDown(c, 'chronology-made', facts)
      return c.json({ ...facts, role: 'owner' } satisfies ChronologyInfo, 201)
    })

    .post('/import', limitTo(MAX_IMPORT_BYTES), async (c) => {
      requireJson(c)
      const text = await c.req.text()
      if (c.req.query('dryRun') === '1') return c.json(await chronologies.check(text))
      const owner = await ownerOf(c)
      const { info, problems } = await quotas.makeChronology(c.get('who'), () =>
        chronologies.import(text, { title: c.req.query('title'), owner }),
      )
      await writeDown(c, 'chronology-imported', info)
      return c.json({ ...info, role: 'owner', problems } satisfies ChronologyInfo & { problems: unknown }, 201)
    })

    .get('/:id', async (c) => answer(c, await chronologies.get(idOf(c, 'id'))))

    .patch('/:id', smallBody, async (c) => {
      const body = await readBody(c)
      const id = idOf(c, 'id')
      if (typeof body.trashed === 'boolean') {
        guard.require(PARTS.trash, c)
        const facts = await chronologies.setTrashed(id, body.trashed)
        await writeDown(c, body.trashed ? 'chronology-trashed' : 'chronology-restored', facts)
        return answer(c, facts)
      }
      if (body.visibility !== undefined) {
        guard.require(PARTS.visibility, c)
        const visibility = oneOf(body, 'visibility', ['private', 'public'])
        const facts = await chronologies.setVisibility(id, visibility)
        await live.chronologyChanged(id)
        await writeDown(c, 'visibility-changed', facts, visibility)
        return answer(c, facts)
      }
      const title = titleIn(body)
      const { title: before } = await chronologies.get(id)
      const facts = await chronologies.rename(id, title, personOf(c.get('who'))?.id)
      if (facts.title !== before) await writeDown(c, 'chronology-renamed', facts, `${before} → ${facts.title}`)
      return answer(c, facts)
    })

    .delete('/:id', async (c) => {
      const facts = await chronologies.get(idOf(c, 'id'))
      await chronologies.remove(facts.id)
      await writeDown(c, 'chronology-deleted', facts)
      return c.body(null, 204)
    })

    .get('/:id/export', async (c) => {
      const id = idOf(c, 'id')
      const format = c.req.query('format') ?? 'json'
      const { fileName, mediaType, text } = await chronologies.export(id, format)
      const isWrittenDown = !isNobody(c.get('who')) || writtenDown.take(limitedAddress(c.get('address'))) === 0
      // Whoever takes the work away from a disk that is full must not be kept from it by the log.
      if (isWrittenDown) {
        await writeDown(c, 'chronology-exported', await chronologies.get(id), format).catch((error: unknown) => {
          log.error({ err: error, chronology: id }, 'an export was not written down')
        })
      }
      c.header('content-type', `${mediaType}; charset=utf-8`)
      c.header('content-disposition', attachment(fileName))
      return c.body(text)
    })
}

function titleIn(body: Record<string, unknown>): string {
  if (typeof body.title === 'string') return body.title
  throw new Refusal(
    400,
    'bad-request',
    'Send { "title": "…" }; for a copy of the CAJ chronology { "from": "caj" }; or { "trashed": true }, { "visibility": "public" }.',
  )
}

/** RFC 6266: a plain name for old readers, the real one in UTF-8. */
function attachment(fileName: string): string {
  const plain = fileName.normalize('NFKD').replace(/[^\w.-]+/g, '') || 'chronology.json'
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName)}`
}
