/** The list of chronologies and what is done with one as a whole. Under `/chronologies`. */
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Logger } from 'pino'
import { type Access, mayLeave, type Standing } from '../access/access.ts'
import type { Audit } from '../access/audit.ts'
import { FailureLimits } from '../access/failure-limits.ts'
import type { LiveConnections } from '../access/live-connections.ts'
import { personOf } from '../access/principal.ts'
import type { ChronologyFacts, Chronologies, ExportedFile } from '../chronologies.ts'
import type { Quotas } from '../costs/quotas.ts'
import { acceptedLanguages } from '../messages/sentence.ts'
import { sayProblems } from '../messages/say-problems.ts'
import { Refusal } from '../refusal.ts'
import type { Asker, Transfers } from '../transfer/transfers.ts'
import { type AuditAction, type ChronologyInfo, routes } from '@coeval/api'
import { requireJson } from './json-body.ts'
import { type Api, DONE, reply } from './serve-route.ts'
import { declaredBytes, drain, readFileBody } from './file-body.ts'
import { actorOf, type Request } from './context.ts'
import { limitedAddress } from '../net/client-address.ts'
import { isNobody, tooManyTries } from './guard.ts'

export interface ChronologyRoutesOptions {
  chronologies: Chronologies
  transfers: Transfers
  access: Access
  live: LiveConnections
  audit: Audit
  quotas: Quotas
  log: Logger
  nowMs: () => number
}

const unpack = promisify(gunzip)

/** Exports of one address by nobody in particular that are written down: else anybody could fill the disk with the log. */
const WRITTEN_DOWN = { most: 20, everyMs: 60_000 }

/** Exports that have to be made for nobody in particular, by address. What was made already costs nothing. */
const MADE_FOR_NOBODY = { most: 20, everyMs: 3000 }

export function chronologyRoutes(
  api: Api,
  { chronologies, transfers, access, live, audit, quotas, log, nowMs }: ChronologyRoutesOptions,
): void {
  const madeForNobody = new FailureLimits(MADE_FOR_NOBODY, nowMs)
  const writtenDown = new FailureLimits(WRITTEN_DOWN, nowMs)
  const writeDown = (
    c: Request,
    action: AuditAction,
    { id, title }: Pick<ChronologyFacts, 'id' | 'title'>,
    detail?: string,
  ) => audit.write(actorOf(c), action, { chronology: { id, title }, detail })
  /** As the one who asks may see it: readers have a lineage of their own. */
  const infoFor = async (facts: ChronologyFacts, standing: Pick<Standing, 'role' | 'restsOn'>) => {
    const generation = await chronologies.generationFor(facts, standing.role ?? 'viewer')
    return asSeenBy({ ...facts, generation }, standing)
  }
  const answer = async (c: Request, facts: ChronologyFacts) => reply(200, await infoFor(facts, c.get('standing')))
  /** New ones belong to the person who makes them; the command line's to nobody, until the instance has an owner. */
  const ownerOf = (c: Request) => personOf(c.get('who'))?.id ?? chronologies.instanceOwner()

  api.answer(routes.listChronologies, async (c) => {
    const standingIn = await access.standings(c.get('who'))
    const facts = await chronologies.list((id) => standingIn(id).role !== null)
    const seen = facts
      .map((each) => asSeenBy(each, standingIn(each.id)))
      .filter(({ trashedAt, role }) => trashedAt === null || role === 'owner')
    return reply(200, { chronologies: seen })
  })

  api.answer(routes.createChronology, async (c, { body }) => {
    const owner = await ownerOf(c)
    const facts = await quotas.makeChronology(c.get('who'), () =>
      'from' in body ? chronologies.createCaj(owner) : chronologies.create(body.title, owner),
    )
    await writeDown(c, 'chronology-made', facts)
    return reply(201, { ...facts, role: 'owner' } satisfies ChronologyInfo)
  })

  api.answer(routes.importChronology, async (c, { query }) => {
    requireJson(c)
    const asker = askerOf(c)
    const { bytes, release } = await receive(c, transfers, asker)
    const file = { bytes, fileName: query.name, encoding: encodingIn(c, query.encoding) }
    try {
      if (query.dryRun === '1') {
        const checked = await chronologies.check(file, asker)
        return reply(200, { ...checked, problems: sayProblems(checked.problems, languagesOf(c)) })
      }
      const owner = await ownerOf(c)
      const { info, problems } = await quotas.makeChronology(c.get('who'), () =>
        chronologies.import(file, { title: query.title, owner }, asker),
      )
      await writeDown(c, 'chronology-imported', info)
      return reply(201, {
        ...info,
        role: 'owner',
        problems: sayProblems(problems, languagesOf(c)),
      } satisfies ChronologyInfo & { problems: unknown })
    } finally {
      release()
    }
  })

  api.answer(routes.readChronology, async (c, { params }) => answer(c, await chronologies.get(params.id)))

  api.answer(routes.changeChronology, async (c, { params, body }) => {
    const id = params.id
    if ('trashed' in body) {
      const facts = await chronologies.setTrashed(id, body.trashed)
      await writeDown(c, body.trashed ? 'chronology-trashed' : 'chronology-restored', facts)
      return answer(c, facts)
    }
    if ('visibility' in body) {
      const { visibility } = body
      const facts = await chronologies.setVisibility(id, visibility)
      await live.chronologyChanged(id)
      await writeDown(c, 'visibility-changed', facts, visibility)
      return answer(c, facts)
    }
    const { title } = body
    const { title: before } = await chronologies.get(id)
    const facts = await chronologies.rename(id, title, personOf(c.get('who'))?.id)
    if (facts.title !== before) await writeDown(c, 'chronology-renamed', facts, `${before} → ${facts.title}`)
    return answer(c, facts)
  })

  api.answer(routes.removeChronology, async (c, { params }) => {
    const facts = await chronologies.get(params.id)
    await chronologies.remove(facts.id)
    await writeDown(c, 'chronology-deleted', facts)
    return DONE
  })

  api.answer(routes.exportChronology, async (c, { params, query }) => {
    const id = params.id
    const format = query.format ?? 'json'
    const isForNobody = isNobody(c.get('who'))
    const address = limitedAddress(c.get('address'))
    const mayMake = () => {
      const waitMs = isForNobody ? madeForNobody.take(address) : 0
      if (waitMs > 0) throw tooManyTries('Many chronologies were exported from this address; sign in to go on.', waitMs)
    }
    const file = await chronologies.export(id, format, askerOf(c), mayMake)
    const { fileName, mediaType, title } = file
    const isWrittenDown = !isForNobody || writtenDown.take(address) === 0
    // Whoever takes the work away from a disk that is full must not be kept from it by the log.
    if (isWrittenDown) {
      await writeDown(c, 'chronology-exported', { id, title }, format).catch((error: unknown) => {
        log.error({ err: error, chronology: id }, 'an export was not recorded in the log')
      })
    }
    c.header('content-type', `${mediaType}; charset=utf-8`)
    c.header('content-disposition', attachment(fileName))
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

/** Who waits in the queue for it, and until when. */
function askerOf(c: Request): Asker {
  const who = c.get('who')
  const key = personOf(who)?.id ?? (isNobody(who) ? limitedAddress(c.get('address')) : who.kind)
  // The adapter's own reason is a text, which nobody could catch as an error.
  const gone = new AbortController()
  const leave = () => gone.abort(new Refusal(400, 'cancelled', 'The request was given up before it was done.'))
  const { signal } = c.req.raw
  if (signal.aborted) leave()
  else signal.addEventListener('abort', leave, { once: true })
  return { key, signal: gone.signal }
}

/** The file, and what gives its room back. Throws Refusal. */
async function receive(c: Request, transfers: Transfers, asker: Asker) {
  const { maxImportBytes } = transfers
  let declared: number | undefined
  let release: () => void
  try {
    declared = declaredBytes(c, maxImportBytes)
    release = transfers.hold(asker, declared ?? maxImportBytes)
  } catch (refusal) {
    await drain(c)
    throw refusal
  }
  try {
    return { bytes: await readFileBody(c, maxImportBytes, declared), release }
  } catch (error) {
    release()
    throw error
  }
}

/** What somebody said about the file: in the address, else in its type. */
function encodingIn(c: Request, asked: string | undefined): string | undefined {
  if (asked !== undefined && asked !== '') return asked
  return /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(c.req.header('content-type') ?? '')?.[1]
}

/** Packed as it is kept, for everyone who takes it so. */
async function sendPacked(c: Request, { packed, byteLength }: ExportedFile): Promise<Response> {
  c.header('vary', 'accept-encoding')
  if (acceptsGzip(c.req.header('accept-encoding'))) {
    c.header('content-encoding', 'gzip')
    c.header('content-length', String(packed.length))
    // How much there will be of it once it is unpacked: for one who shows how far it is.
    c.header('coeval-length', String(byteLength))
    return c.body(packed)
  }
  const file = new Uint8Array(await unpack(packed))
  c.header('content-length', String(file.length))
  return c.body(file)
}

/** RFC 9110: named, or by a star, and not with a weight of 0. */
function acceptsGzip(header = ''): boolean {
  const codings = header.split(',').map((part) =>
    part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/),
  )
  const coding =
    codings.find(([name]) => name === 'gzip' || name === 'x-gzip') ?? codings.find(([name]) => name === '*')
  return coding !== undefined && !coding.some((part) => /^q=0(\.0*)?$/.test(part))
}

/** RFC 6266: a plain name for old readers, the real one in UTF-8. */
function attachment(fileName: string): string {
  const plain = fileName.normalize('NFKD').replace(/[^\w.-]+/g, '') || 'chronology.json'
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName)}`
}

function languagesOf(c: Request): string[] {
  return acceptedLanguages(c.req.header('accept-language'))
}
