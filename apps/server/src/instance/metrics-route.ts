/** `/metrics`, and who may read it: the figures are no secret, but nobody else's business either. */
import { getConnInfo } from '@hono/node-server/conninfo'
import type { MiddlewareHandler } from 'hono'
import { isSameSecret } from '../access/tokens.ts'
import type { ServerMetrics } from '../metrics.ts'
import { isFromHere, type PeerRequest } from '../net/loopback.ts'

export interface MetricsReaders {
  /** Whoever sends it may read, and nobody else. */
  token?: string
  /** A public address is configured, so what seems to come from this machine may come from anywhere. */
  behindProxy: boolean
}

export interface MetricsOptions {
  figures: Pick<ServerMetrics, 'text' | 'contentType'>
  readers: MetricsReaders
}

export function metricsRoute({ figures, readers }: MetricsOptions): MiddlewareHandler {
  return async (c) => {
    const { address } = getConnInfo(c).remote
    c.header('cache-control', 'no-store')
    const refusal = whyNoMetrics({ address, header: (name) => c.req.header(name) }, readers)
    if (refusal !== undefined) return c.text(refusal, 403)
    return c.body(await figures.text(), 200, { 'content-type': figures.contentType })
  }
}

/** A sentence for whoever may not read the metrics; undefined for one who may. */
export function whyNoMetrics(request: PeerRequest, { token, behindProxy }: MetricsReaders): string | undefined {
  if (token !== undefined) {
    return isSameSecret(request.header('authorization') ?? '', `Bearer ${token}`)
      ? undefined
      : 'Send "Authorization: Bearer …" with what COEVAL_METRICS_TOKEN is set to on the server.'
  }
  if (!behindProxy && isFromHere(request)) return undefined
  return (
    'Without COEVAL_METRICS_TOKEN only programs on the machine of the server may read its metrics, and only where no ' +
    'proxy stands in front (BASE_URL). Set COEVAL_METRICS_TOKEN, and send it as "Authorization: Bearer …".'
  )
}
