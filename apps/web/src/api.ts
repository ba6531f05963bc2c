/** The server's HTTP API, typed and with its error sentences. Paths and shapes: apps/server/README.md. */
import type { Problem } from '@coeval/chronology'
import { t } from './i18n/index.ts'

export interface ChronologyInfo {
  id: string
  title: string
  generation: string
  /** ISO 8601 instants, UTC. */
  createdAt: string
  updatedAt: string
  trashedAt: string | null
  events: number
}

/** The server's refusal, in a sentence for the person who asked. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly problems: Problem[]

  constructor(status: number, code: string, message: string, problems: Problem[] = [], options?: ErrorOptions) {
    super(message, options)
    this.name = 'ApiError'
    this.status = status
    this.code = code
    this.problems = problems
  }
}

export const api = {
  chronologies: () =>
    request<{ chronologies: ChronologyInfo[] }>('GET', '/api/chronologies').then((body) => body.chronologies),
  chronology: (id: string) => request<ChronologyInfo>('GET', `/api/chronologies/${encodeURIComponent(id)}`),
  create: (title: string) => request<ChronologyInfo>('POST', '/api/chronologies', { title }),
  rename: (id: string, title: string) =>
    request<ChronologyInfo>('PATCH', `/api/chronologies/${encodeURIComponent(id)}`, { title }),
  trash: (id: string, trashed: boolean) =>
    request<ChronologyInfo>('PATCH', `/api/chronologies/${encodeURIComponent(id)}`, { trashed }),
  /** `text` is the file as it is. */
  importFile: (text: string) => request<ChronologyInfo>('POST', '/api/chronologies/import', text),
  exportAddress: (id: string, format = 'json') =>
    `/api/chronologies/${encodeURIComponent(id)}/export?format=${encodeURIComponent(format)}`,
}

async function request<T>(method: string, path: string, body?: unknown): Promise<T> {
  const asked = fetch(path, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  })
  // What browsers say here ("Failed to fetch") tells nobody what to do.
  const response = await asked.catch((cause: unknown) => {
    throw new ApiError(0, 'unreachable', t('app.unreachable'), [], { cause })
  })
  const answer = (await response.json().catch(() => null)) as
    | (T & { error?: { code: string; message: string; problems?: Problem[] } })
    | null
  if (response.ok && answer !== null) return answer
  throw new ApiError(
    response.status,
    answer?.error?.code ?? 'unknown',
    answer?.error?.message ?? `${response.status} ${response.statusText}`,
    answer?.error?.problems,
  )
}
