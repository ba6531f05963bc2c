/**
 * Whether a text repeats eight words in a row of the article, which is not part of the repository: only salted hashes of
 * its runs are (`article-runs.json`: `bytes` of the SHA-256 of salt, space and words, sorted, in base64).
 */
import { createHash } from 'node:crypto'
import article from './article-runs.json' with { type: 'json' }

const known = hashesOf(article)

/**
 * The runs of eight words of `text` that stand in the article. Case, punctuation, quotation marks and hyphens make no
 * difference: words are runs of letters and digits.
 */
export function copiedRuns(text: string): string[] {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return words
    .slice(0, Math.max(0, words.length - article.words + 1))
    .map((_, start) => words.slice(start, start + article.words).join(' '))
    .filter((run) => known.has(hashOf(run)))
}

function hashOf(run: string): string {
  return createHash('sha256')
    .update(`${article.salt} ${run}`)
    .digest('hex')
    .slice(0, 2 * article.bytes)
}

function hashesOf({ runs, bytes }: { runs: string; bytes: number }): ReadonlySet<string> {
  const packed = Buffer.from(runs, 'base64')
  return new Set(
    Array.from({ length: packed.length / bytes }, (_, index) =>
      packed.subarray(index * bytes, (index + 1) * bytes).toString('hex'),
    ),
  )
}
