import type { Problem } from '@coeval/chronology'
import type { EncodingOffer } from '@coeval/formats'
import { currentLanguage } from '../i18n/index.ts'

export interface ReadRequest {
  bytes: Uint8Array<ArrayBuffer>
  fileName: string
  encoding: string | undefined
  /** Of what is said: BCP 47. */
  language: string
}

/** What is in a file, as far as the person who chose it is told. */
export interface FileSummary {
  /** Null where it cannot be read. */
  summary: { title: string; events: number; sources: number } | null
  problems: Problem[]
  /** Where the file is not UTF-8. */
  offer?: EncodingOffer
}

/** Reads and checks a file in a thread of its own, which ends with it. Rejects with the signal's reason. */
export async function readAside(file: File, encoding: string | undefined, signal: AbortSignal): Promise<FileSummary> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  signal.throwIfAborted()
  const worker = new Worker(new URL('./file-reader.worker.ts', import.meta.url), { type: 'module' })
  try {
    return await new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
      worker.onmessage = ({ data }: MessageEvent<FileSummary>) => resolve(data)
      worker.onerror = ({ message }) => reject(new Error(message || 'The file could not be read.'))
      worker.postMessage({ bytes, fileName: file.name, encoding, language: currentLanguage() } satisfies ReadRequest, [
        bytes.buffer,
      ])
    })
  } finally {
    worker.terminate()
  }
}
