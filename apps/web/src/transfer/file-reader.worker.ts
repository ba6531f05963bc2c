/** Reads a file beside the page, so that a large one freezes nothing and can be given up at once. */
import { readFile } from '@coeval/formats'
import type { FileSummary, ReadRequest } from './read-aside.ts'

interface WorkerScope {
  onmessage: ((event: MessageEvent<ReadRequest>) => void) | null
  postMessage(message: FileSummary): void
}

const scope = globalThis as unknown as WorkerScope

scope.onmessage = ({ data: { bytes, fileName, encoding } }) => {
  const { chronology, problems, offer } = readFile(bytes, { fileName, encoding })
  const summary = chronology && {
    title: chronology.meta.title,
    events: chronology.events.length,
    sources: chronology.sources.length,
  }
  scope.postMessage({ summary, problems, offer })
}
