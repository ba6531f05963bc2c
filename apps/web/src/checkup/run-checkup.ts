/** Looks at the installation from this browser: what the server says of itself, and what only a browser sees. */
import { ApiError, api } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { echo } from './echo.ts'
import { judgeClock, judgeSocket, judgeTls, type Observation, type Reachability } from './local-findings.ts'

export async function runCheckup(): Promise<Observation[]> {
  const { origin } = location
  const [answer, echoed, copy] = await Promise.all([askServer(origin), echo(origin), judgeCopy()])
  const ofThisBrowser = [judgeTls(origin), ...judgeSocket(echoed, reachabilityOf(answer)), judgeCookies(), copy]
  return sorted(withoutRepetition(answer.fromServer, [...answer.byComparison, ...ofThisBrowser]))
}

function reachabilityOf({ isThere, fromServer }: ServerAnswer): Reachability {
  if (!isThere) return 'silent'
  const isElsewhere = fromServer.some(({ about, state }) => about === 'address' && state !== 'ok')
  return isElsewhere ? 'elsewhere' : 'answers'
}

interface ServerAnswer {
  isThere: boolean
  fromServer: Observation[]
  /** What follows from the answer and this browser's clock. */
  byComparison: Observation[]
}

async function askServer(origin: string): Promise<ServerAnswer> {
  const askedAtMs = Date.now()
  try {
    const { now, findings } = await api.checkup(origin)
    return {
      isThere: true,
      fromServer: [{ about: 'server', state: 'ok', sentence: t('checkup.server.ok') }, ...findings],
      byComparison: [judgeClock(Date.parse(now), askedAtMs, Date.now())],
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    // What refuses is there: at another address than its own, say.
    const isThere = error instanceof ApiError && error.status > 0
    const sentence = t(isThere ? 'checkup.server.refuses' : 'checkup.server.silent', { reason })
    return { isThere, fromServer: [{ about: 'server', state: 'problem', sentence }], byComparison: [] }
  }
}

function judgeCookies(): Observation {
  return navigator.cookieEnabled
    ? { about: 'cookies', state: 'ok', sentence: t('checkup.cookies.ok') }
    : { about: 'cookies', state: 'problem', sentence: t('checkup.cookies.blocked') }
}

/** Whether what is written offline survives a reload. */
function judgeCopy(): Promise<Observation> {
  const name = 'coeval-checkup'
  return new Promise((resolve) => {
    const end = (isKept: boolean) =>
      resolve({
        about: 'copy',
        state: isKept ? 'ok' : 'warning',
        sentence: t(isKept ? 'checkup.copy.ok' : 'checkup.copy.blocked'),
      })
    try {
      const opening = indexedDB.open(name)
      opening.addEventListener('error', () => end(false))
      opening.addEventListener('success', () => {
        opening.result.close()
        indexedDB.deleteDatabase(name)
        end(true)
      })
    } catch {
      end(false) // Forbidden altogether, in some private windows.
    }
  })
}

const GRAVITY = { problem: 0, warning: 1, ok: 2 } as const

/** Of two judgements of the same, the graver one; the server's where they are equal. */
function withoutRepetition(fromServer: Observation[], fromHere: Observation[]): Observation[] {
  const isGraver = (one: Observation, other: Observation) =>
    one.about === other.about && GRAVITY[one.state] < GRAVITY[other.state]
  const news = fromHere.filter((mine) =>
    fromServer.every((theirs) => theirs.about !== mine.about || isGraver(mine, theirs)),
  )
  return [...fromServer.filter((theirs) => !news.some((mine) => isGraver(mine, theirs))), ...news]
}

function sorted(observations: Observation[]): Observation[] {
  return observations.toSorted((a, b) => GRAVITY[a.state] - GRAVITY[b.state])
}
