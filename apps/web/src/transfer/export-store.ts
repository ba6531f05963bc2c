/** The running export of this page: one at a time, shown wherever an export can be started. */
import { useSyncExternalStore } from 'react'
import { exportAddress } from '../api/addresses.ts'
import { ApiError, type ApiFailure } from '../api/client.ts'
import { t } from '../i18n/index.ts'
import { saveFile } from './save-file.ts'
import { Subscribable } from '../ui/subscribable.ts'

export type ExportState =
  | { phase: 'waiting' | 'arriving'; received: number; total: number | null; cancel: () => void }
  /** The file is saved: how many of its texts are longer than what the page shows of them, and how many ids are others in it. */
  | { phase: 'done'; longTexts: number; changedIds: number; close: () => void }
  | { phase: 'failed'; error: unknown; again: () => void; close: () => void }
  | null

let state: ExportState = null
const changes = new Subscribable()

export function isUnderWay(now: ExportState): boolean {
  return now !== null && now.phase !== 'failed' && now.phase !== 'done'
}

export function useExportState(): ExportState {
  return useSyncExternalStore(changes.subscribe, () => state)
}

/** Takes a chronology from the server as a file. Does nothing while another one is on its way. */
export async function exportFromServer(id: string): Promise<void> {
  if (isUnderWay(state)) return
  const abort = new AbortController()
  const cancel = () => abort.abort()
  put({ phase: 'waiting', received: 0, total: null, cancel })
  try {
    const { name, file, longTexts, changedIds } = await download(exportAddress(id), abort.signal, (received, total) =>
      put({ phase: 'arriving', received, total, cancel }),
    )
    saveFile(name, 'application/json', file)
    const close = () => put(null)
    put(longTexts === 0 && changedIds === 0 ? null : { phase: 'done', longTexts, changedIds, close })
  } catch (error) {
    const again = () => void exportFromServer(id)
    put(abort.signal.aborted ? null : { phase: 'failed', error, again, close: () => put(null) })
  }
}

async function download(
  address: string,
  signal: AbortSignal,
  onProgress: (received: number, total: number | null) => void,
): Promise<{ name: string; file: Blob; longTexts: number; changedIds: number }> {
  const response = await fetch(address, { signal }).catch((cause: unknown) => {
    throw signal.aborted ? cause : new ApiError(0, 'unreachable', t('app.unreachable'), [], { cause })
  })
  if (!response.ok || !response.body) {
    const answer = (await response.json().catch(() => null)) as Partial<ApiFailure> | null
    const message = answer?.error?.message ?? `${response.status} ${response.statusText}`
    throw new ApiError(response.status, answer?.error?.code ?? 'unknown', message)
  }
  const total = Number(response.headers.get('coeval-length') ?? response.headers.get('content-length')) || null
  const parts: Uint8Array<ArrayBuffer>[] = []
  let received = 0
  const reader = response.body.getReader()
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw signal.aborted ? cause : new ApiError(0, 'unreachable', t('app.unreachable'), [], { cause })
    })
    if (done) break
    parts.push(value)
    received += value.length
    onProgress(received, total)
  }
  const longTexts = Number(response.headers.get('coeval-problems')) || 0
  const changedIds = Number(response.headers.get('coeval-changed-ids')) || 0
  return { name: nameIn(response.headers.get('content-disposition')), file: new Blob(parts), longTexts, changedIds }
}

function nameIn(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  try {
    return encoded ? decodeURIComponent(encoded) : 'chronology.json'
  } catch {
    return 'chronology.json' // A stray %.
  }
}

function put(next: ExportState): void {
  state = next
  changes.tell()
}
