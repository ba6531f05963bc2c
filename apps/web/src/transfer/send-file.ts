/** A file on its way to the server. With XMLHttpRequest, for fetch tells nobody how much of it has been sent. */
import { type ApiFailure, ApiError, type ChronologyInfo } from '../api/client.ts'
import { t } from '../i18n/index.ts'

interface Sending {
  /** As somebody agreed that it is to be read; undefined: it is UTF-8. */
  encoding: string | undefined
  signal: AbortSignal
  /** From 0 to 1; at 1 the server has it and reads. */
  onProgress: (part: number) => void
}

/** A new chronology of it. Rejects with ApiError, or with the signal's reason: then nothing was made, or will be. */
export function sendFile(file: File, { encoding, signal, onProgress }: Sending): Promise<ChronologyInfo> {
  signal.throwIfAborted()
  const query = new URLSearchParams({ name: file.name })
  if (encoding !== undefined) query.set('encoding', encoding)
  const { promise, resolve, reject } = Promise.withResolvers<ChronologyInfo>()
  const request = new XMLHttpRequest()
  const onAbort = () => request.abort()
  request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total)
  request.upload.onload = () => onProgress(1)
  request.onload = () => {
    const answer = parsed(request.responseText) as (ChronologyInfo & Partial<ApiFailure>) | null
    if (request.status >= 200 && request.status < 300 && answer) return resolve(answer)
    const { code = 'unknown', message = `${request.status} ${request.statusText}`, problems } = answer?.error ?? {}
    reject(new ApiError(request.status, code, message, problems))
  }
  request.onerror = () => reject(new ApiError(0, 'unreachable', t('app.unreachable')))
  request.onabort = () => reject(signal.reason as Error)
  request.open('POST', `/api/chronologies/import?${query}`)
  request.setRequestHeader('content-type', 'application/json')
  signal.addEventListener('abort', onAbort, { once: true })
  request.send(file)
  return promise.finally(() => signal.removeEventListener('abort', onAbort))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // Not from our server: a proxy's page.
  }
}
