/** Reads a file beside the page, so that a large one freezes nothing and can be given up at once. */
import type { Catalogue } from '@coeval/chronology/messages'
import type { FileSummary, ReadRequest } from './read-aside.ts'
import { readForPage } from './read-for-page.ts'

interface WorkerScope {
  onmessage: ((event: MessageEvent<ReadRequest>) => void) | null
  postMessage(message: FileSummary): void
}

const scope = globalThis as unknown as WorkerScope

const catalogues = import.meta.glob<Catalogue>(
  ['../../../../packages/{chronology,formats}/src/messages/*.json', '!**/en.json'],
  { import: 'default' },
)

function loadersOf(language: string) {
  return Object.entries(catalogues).flatMap(([path, load]) => (path.endsWith(`/${language}.json`) ? [load] : []))
}

scope.onmessage = ({ data }) => {
  readForPage(data, loadersOf).then(
    (summary) => scope.postMessage(summary),
    // Reaches the page as the worker's error.
    (error: unknown) =>
      queueMicrotask(() => {
        throw error
      }),
  )
}
