/** What a server can see of its own installation: sentences that name what is wrong. */
import { access, constants, statfs } from 'node:fs/promises'
import type { Checkup, Finding } from '@coeval/api'
import type { TrustedProxies } from '../net/client-address.ts'
import { FORWARDED, isLocalName } from '../net/loopback.ts'
import type { PublicOrigins } from '../net/public-origins.ts'
import { isOwnHost, isOwnOrigin } from '../net/security.ts'

export interface CheckupParts {
  places: PublicOrigins
  trustedProxies: TrustedProxies
  dataFolder: string
  /** In words, where the storage fails. */
  storageTrouble: () => Promise<string | undefined>
  nowMs: () => number
}

export interface AskedCheckup {
  /** Where the page says that it is. */
  origin: string | undefined
  /** Of the request, by names in lower case. */
  header: (name: string) => string | undefined
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
  return { now: new Date(nowMs()).toISOString(), baseUrl: places.baseUrl, findings }
}

function addressFinding(at: string | undefined, places: PublicOrigins): Finding {
  if (at === undefined || isOwnOrigin(at, places)) {
    return { about: 'address', state: 'ok', sentence: `This server is at ${places.baseUrl}.` }
  }
  return {
    about: 'address',
    state: 'problem',
    sentence: `You are at ${at.slice(0, 200)}, and this server takes itself to be at ${places.baseUrl}: nobody can sign in or edit here. Open that address, or start the server with BASE_URL set to the one that people use.`,
  }
}

function tlsFinding({ header }: AskedCheckup, { baseUrl, isConfigured, localOnly }: PublicOrigins): Finding {
  const { protocol, host } = new URL(baseUrl)
  if (protocol === 'https:') return { about: 'tls', state: 'ok', sentence: 'The public address has HTTPS.' }
  if (!isConfigured && !localOnly) {
    return {
      about: 'tls',
      state: 'warning',
      sentence:
        'The server listens for the whole network, over plain HTTP: whoever is in it can read the passwords and links of all who come from another machine. Put a proxy with HTTPS in front and set BASE_URL to its address.',
    }
  }
  if (isLocalName(host)) {
    return {
      about: 'tls',
      state: 'ok',
      sentence: 'The address is for this machine only, where plain HTTP is safe.',
    }
  }
  const says = header('x-forwarded-proto') === 'https'
  return {
    about: 'tls',
    state: 'problem',
    sentence: says
      ? 'A proxy brings HTTPS, but the server is told of plain HTTP. Set BASE_URL to the address with https://.'
      : 'People come over plain HTTP: whoever is on the way can read passwords and links. Put a proxy with HTTPS in front and set BASE_URL to its address.',
  }
}

function proxyFinding({ header }: AskedCheckup, places: PublicOrigins, trusted: TrustedProxies): Finding {
  const { isConfigured, baseUrl } = places
  const host = header('host')
  if (isConfigured && !isOwnHost(host, places)) {
    return {
      about: 'proxy',
      state: 'problem',
      sentence: `The proxy asks for ${host ?? 'no host'} instead of ${new URL(baseUrl).host}, so everything else is refused. Let it pass on the header Host as it came (nginx: proxy_set_header Host $host).`,
    }
  }
  const headers = FORWARDED.filter((name) => header(name) !== undefined)
  const hasAddress = header('x-forwarded-for') !== undefined
  if (trusted && !hasAddress) {
    return {
      about: 'proxy',
      state: 'problem',
      sentence:
        'TRUST_PROXY is set, but this request brought no X-Forwarded-For header, so everyone seems to come from the proxy. Let the proxy send it, or take TRUST_PROXY away where there is none.',
    }
  }
  if (!trusted && headers.length > 0) {
    return {
      about: 'proxy',
      state: 'warning',
      sentence: `A proxy is in front (${headers.join(', ')}), but TRUST_PROXY is not set: everyone seems to come from its address, and limits per address count all of them together. Set TRUST_PROXY=1.`,
    }
  }
  if (isConfigured && !trusted && !isLocalName(new URL(baseUrl).host)) {
    return {
      about: 'proxy',
      state: 'warning',
      sentence:
        'BASE_URL is set and no proxy has left a header. If one is in front, let it send X-Forwarded-For and set TRUST_PROXY=1.',
    }
  }
  return {
    about: 'proxy',
    state: 'ok',
    sentence: trusted ? 'The proxy says who comes through it.' : 'No proxy is in front.',
  }
}

async function diskFinding(folder: string): Promise<Finding> {
  try {
    await access(folder, constants.W_OK)
    const { bavail, bsize } = await statfs(folder)
    const freeBytes = bavail * bsize
    if (freeBytes >= LITTLE_BYTES) return { about: 'disk', state: 'ok', sentence: 'The disk has room.' }
    return {
      about: 'disk',
      state: freeBytes < TOO_LITTLE_BYTES ? 'problem' : 'warning',
      sentence: 'The disk of the server is nearly full. Make room before changes cannot be saved any more.',
    }
  } catch {
    return {
      about: 'disk',
      state: 'problem',
      sentence: 'The data folder of the server cannot be written to. Its log says more.',
    }
  }
}

async function storageFinding(storageTrouble: () => Promise<string | undefined>): Promise<Finding> {
  const trouble = await storageTrouble()
  if (trouble === undefined) return { about: 'storage', state: 'ok', sentence: 'The database answers.' }
  return { about: 'storage', state: 'problem', sentence: trouble }
}

function clockFinding(nowMs: number): Finding {
  if (nowMs >= NOT_BEFORE) return { about: 'clock', state: 'ok', sentence: 'The clock of the server is plausible.' }
  return {
    about: 'clock',
    state: 'problem',
    sentence: `The clock of the server says ${new Date(nowMs).toISOString()}. Set it right: sessions and links end by it.`,
  }
}
