/** A file on its way to the server. With XMLHttpRequest, because fetch does not report how much has been sent. */
import { addressOf, type ChronologyInfo, routes } from '@coeval/api'
import { replyOf } from '../api/ask.ts'
import { ApiError } from '../api/client.ts'
import { notUnderstood } from '../api/not-understood.ts'
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
  const { promise, resolve, reject } = Promise.withResolvers<ChronologyInfo>()
  const request = new XMLHttpRequest()
  const onAbort = () => request.abort()
  request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total)
  request.upload.onload = () => onProgress(1)
  request.onload = () => {
    try {
      resolve(madeBy(request))
    } catch (error) {
      reject(error as ApiError)
    }
  }
  request.onerror = () => reject(new ApiError(0, 'unreachable', t('app.unreachable')))
  request.onabort = () => reject(signal.reason as Error)
  request.open(
    routes.importChronology.method,
    addressOf(routes.importChronology, { query: { name: file.name, encoding } }),
  )
  request.setRequestHeader('content-type', 'application/json')
  signal.addEventListener('abort', onAbort, { once: true })
  request.send(file)
  return promise.finally(() => signal.removeEventListener('abort', onAbort))
}

/** Throws ApiError. */
function madeBy(request: XMLHttpRequest): ChronologyInfo {
  const { status, body } = replyOf(routes.importChronology, request, parsed(request.responseText))
  if (status === 201) return body
  throw notUnderstood(status, 'the file was only checked')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // Not from our server: a proxy's page.
  }
}
