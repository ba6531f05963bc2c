/** Asks a server that runs, by the routes of the contract: the command line is as old as the server, or a little older. */
import { addressWith, type AskedOf, probes, readAnswer, type ReplyOf, type Route } from '@coeval/api'
import { Refusal } from '../refusal.ts'
import { OWN_LANGUAGES, sentence } from '../messages/sentence.ts'
import { StartupError } from '../process/startup-error.ts'

export interface RunningServer {
  /** With a slash at the end. */
  address: string
  token: string
}

/** A function that asks a route and returns the body of its answer. It throws Refusal with the server's own sentence. */
export function askerOf(server: RunningServer) {
  return async <R extends Route>(
    route: R,
    asked: AskedOf<R>,
    file?: Uint8Array<ArrayBuffer>,
  ): Promise<ReplyOf<R>['body']> => {
    const response = await askServer(server, route, asked, file)
    const text = await response.text()
    const read = readAnswer(route, response.status, text === '' ? undefined : JSON.parse(text))
    if ('reply' in read) return read.reply.body
    throw notUnderstood('trouble' in read ? read.trouble : read.failure.message)
  }
}

/** The answer as it is; `file` is sent as the body. Throws Refusal with the server's own sentence. */
export async function askServer<R extends Route>(
  { address, token }: RunningServer,
  route: R,
  { params, query, body }: AskedOf<R>,
  file?: Uint8Array<ArrayBuffer>,
): Promise<Response> {
  const sends = file !== undefined || body !== undefined || route.method === 'POST'
  const response = await fetch(`${address}${addressWith(route, params, query).slice(1)}`, {
    method: route.method,
    headers: {
      authorization: `Bearer ${token}`,
      'accept-language': OWN_LANGUAGES.join(', '),
      ...(sends && { 'content-type': 'application/json' }),
    },
    ...(sends && { body: file ?? JSON.stringify(body ?? {}) }),
  })
  if (response.ok) return response
  const read = readAnswer(route, response.status, await response.json().catch(() => undefined))
  if (!('failure' in read)) throw notUnderstood(`${response.status}`)
  const { code, message, problems, offer } = read.failure
  throw new Refusal(response.status as Refusal['status'], code, message, { problems, offer })
}

function notUnderstood(why: string): StartupError {
  return new StartupError(sentence('commandLine.not-understood', { why }))
}

/** Whether a server answers at this address. */
export async function isAlive(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}${probes.readLivez.path.slice(1)}`)).ok
  } catch {
    return false // the announcement of one that was killed
  }
}
