/** What a server can see of its own installation: sentences that name what is wrong. */
import { access, constants, statfs } from 'node:fs/promises'
import type { Checkup, Finding as SaidFinding } from '@coeval/api'
import { say, type Sentence, sentence } from '../messages/sentence.ts'
import type { TrustedProxies } from '../net/client-address.ts'
import { FORWARDED, isLocalName } from '../net/loopback.ts'
import type { PublicOrigins } from '../net/public-origins.ts'
import { isOwnHost, isOwnOrigin } from '../net/security.ts'

export interface CheckupParts {
  places: PublicOrigins
  trustedProxies: TrustedProxies
  dataFolder: string
  /** In words, where the storage fails. */
  storageTrouble: () => Promise<Sentence | string | undefined>
  nowMs: () => number
}

/** Not yet said. A text is what the storage says of itself. */
type Finding = Omit<SaidFinding, 'sentence'> & { said: Sentence | string }

export interface AskedCheckup {
  /** Where the page says that it is. */
  origin: string | undefined
  /** Of the request, by names in lower case. */
  header: (name: string) => string | undefined
  /** In which languages the findings are wanted, the dearest first. */
  languages: readonly string[]
}

const LITTLE_BYTES = 1024 ** 3
const TOO_LITTLE_BYTES = 100 * 1024 ** 2
/** No clock that is right was ever before this program was written. */
const NOT_BEFORE = Date.UTC(2026, 0, 1)

export async function checkUp(parts: CheckupParts, asked: AskedCheckup): Promise<Checkup> {
  const { places, trustedProxies, dataFolder, storageTrouble, nowMs } = parts
  const findings: Finding[] = [
    addressFinding(asked.origin, places),
    tlsFinding(asked, places),
    proxyFinding(asked, places, trustedProxies),
    await diskFinding(dataFolder),
    await storageFinding(storageTrouble),
    clockFinding(nowMs()),
  ]
  return {
    now: new Date(nowMs()).toISOString(),
    baseUrl: places.baseUrl,
    findings: findings.map(({ about, state, said }) => ({ about, state, sentence: say(said, asked.languages) })),
  }
}

function addressFinding(at: string | undefined, places: PublicOrigins): Finding {
  const { baseUrl } = places
  if (at === undefined || isOwnOrigin(at, places)) {
    return { about: 'address', state: 'ok', said: sentence('checkup.address-ok', { baseUrl }) }
  }
  const said = sentence('checkup.address-other', { address: at.slice(0, 200), baseUrl })
  return { about: 'address', state: 'problem', said }
}

function tlsFinding({ header }: AskedCheckup, { baseUrl, isConfigured, localOnly }: PublicOrigins): Finding {
  const { protocol, host } = new URL(baseUrl)
  if (protocol === 'https:') return { about: 'tls', state: 'ok', said: sentence('checkup.tls-ok') }
  if (!isConfigured && !localOnly) return { about: 'tls', state: 'warning', said: sentence('checkup.tls-network') }
  if (isLocalName(host)) return { about: 'tls', state: 'ok', said: sentence('checkup.tls-local') }
  const isByProxy = header('x-forwarded-proto') === 'https'
  return {
    about: 'tls',
    state: 'problem',
    said: isByProxy ? sentence('checkup.tls-proxy') : sentence('checkup.tls-plain'),
  }
}

function proxyFinding({ header }: AskedCheckup, places: PublicOrigins, trusted: TrustedProxies): Finding {
  const { isConfigured, baseUrl } = places
  const host = header('host')
  const expected = new URL(baseUrl).host
  if (isConfigured && !isOwnHost(host, places)) {
    const said =
      host === undefined
        ? sentence('checkup.proxy-no-host')
        : sentence('checkup.proxy-foreign-host', { host, expected })
    return { about: 'proxy', state: 'problem', said }
  }
  const headers = FORWARDED.filter((name) => header(name) !== undefined)
  const hasAddress = header('x-forwarded-for') !== undefined
  if (trusted && !hasAddress) return { about: 'proxy', state: 'problem', said: sentence('checkup.proxy-silent') }
  if (!trusted && headers.length > 0) {
    const said = sentence('checkup.proxy-not-trusted', { headers: headers.join(', ') })
    return { about: 'proxy', state: 'warning', said }
  }
  if (isConfigured && !trusted && !isLocalName(expected)) {
    return { about: 'proxy', state: 'warning', said: sentence('checkup.proxy-no-headers') }
  }
  return { about: 'proxy', state: 'ok', said: trusted ? sentence('checkup.proxy-ok') : sentence('checkup.proxy-none') }
}

async function diskFinding(folder: string): Promise<Finding> {
  try {
    await access(folder, constants.W_OK)
    const { bavail, bsize } = await statfs(folder)
    const freeBytes = bavail * bsize
    if (freeBytes >= LITTLE_BYTES) return { about: 'disk', state: 'ok', said: sentence('checkup.disk-ok') }
    const state = freeBytes < TOO_LITTLE_BYTES ? 'problem' : 'warning'
    return { about: 'disk', state, said: sentence('checkup.disk-low') }
  } catch {
    return { about: 'disk', state: 'problem', said: sentence('checkup.disk-unwritable') }
  }
}

async function storageFinding(storageTrouble: () => Promise<Sentence | string | undefined>): Promise<Finding> {
  const trouble = await storageTrouble()
  if (trouble === undefined) return { about: 'storage', state: 'ok', said: sentence('checkup.storage-ok') }
  return { about: 'storage', state: 'problem', said: trouble }
}

function clockFinding(nowMs: number): Finding {
  if (nowMs >= NOT_BEFORE) return { about: 'clock', state: 'ok', said: sentence('checkup.clock-ok') }
  const said = sentence('checkup.clock-wrong', { now: new Date(nowMs).toISOString() })
  return { about: 'clock', state: 'problem', said }
}
