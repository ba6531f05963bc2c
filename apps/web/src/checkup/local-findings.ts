/** What only a browser can see of an installation, judged. Each a sentence and what to do; no DOM in here. */
import type { Finding } from '@coeval/api'
import { t } from '../i18n/late.ts'
import { isThisMachine } from '../ui/this-machine.ts'

/** As the server's findings, and what concerns this browser alone. */
export interface Observation {
  about: Finding['about'] | 'server' | 'cookies' | 'copy' | 'speed'
  state: Finding['state']
  sentence: string
}

const CLOCKS_MAY_DIFFER_MS = 60_000
const SLOW_MS = 1_000

/** Plain HTTP is for a page on the machine that one sits at. */
export function judgeTls(origin: string): Observation {
  const { protocol, hostname } = new URL(origin)
  if (protocol === 'https:') return { about: 'tls', state: 'ok', sentence: t('checkup.tls.ok') }
  if (isThisMachine(hostname)) return { about: 'tls', state: 'ok', sentence: t('checkup.tls.local') }
  return { about: 'tls', state: 'problem', sentence: t('checkup.tls.plain', { hostname }) }
}

/** `askedAtMs` and `answeredAtMs` by the browser's clock, `serverNowMs` somewhere in between by the server's. */
export function judgeClock(serverNowMs: number, askedAtMs: number, answeredAtMs: number): Observation {
  const aheadMs = (askedAtMs + answeredAtMs) / 2 - serverNowMs
  if (Math.abs(aheadMs) <= CLOCKS_MAY_DIFFER_MS) return { about: 'clock', state: 'ok', sentence: t('checkup.clock.ok') }
  const minutes = Math.round(Math.abs(aheadMs) / 60_000)
  return {
    about: 'clock',
    state: 'warning',
    sentence: t(aheadMs > 0 ? 'checkup.clock.ahead' : 'checkup.clock.behind', { count: minutes }),
  }
}

export type EchoResult = { kind: 'echoed'; roundTripsMs: number[] } | { kind: 'refused' } | { kind: 'silent' }

/** How the server answers otherwise: `elsewhere` where it takes this for a foreign address, and refuses sockets there. */
export type Reachability = 'answers' | 'elsewhere' | 'silent'

const REFUSED = {
  answers: 'checkup.socket.refused',
  elsewhere: 'checkup.socket.elsewhere',
  silent: 'checkup.socket.noServer',
} as const

export function judgeSocket(result: EchoResult, reachability: Reachability): Observation[] {
  switch (result.kind) {
    case 'echoed':
      return [{ about: 'socket', state: 'ok', sentence: t('checkup.socket.ok') }, judgeSpeed(result.roundTripsMs)]
    case 'refused':
      return [{ about: 'socket', state: 'problem', sentence: t(REFUSED[reachability]) }]
    case 'silent':
      return [{ about: 'proxy', state: 'problem', sentence: t('checkup.socket.silent') }]
  }
}

function judgeSpeed(roundTripsMs: number[]): Observation {
  const sorted = roundTripsMs.toSorted((a, b) => a - b)
  const median = Math.max(1, Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0))
  return median > SLOW_MS
    ? { about: 'speed', state: 'warning', sentence: t('checkup.speed.slow', { ms: median }) }
    : { about: 'speed', state: 'ok', sentence: t('checkup.speed.ok', { ms: median }) }
}
