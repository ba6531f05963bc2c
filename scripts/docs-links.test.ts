/**
 * Documents name files, and files move: every relative link leads to a file and, after `#`, to a heading; every path in
 * backticks is one of this repository.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from './root.ts'

const FILES = trackedFiles()
const PATHS = new Set([...FILES, ...FILES.flatMap(foldersOf)])
const TOP_FOLDERS = new Set(FILES.filter((file) => file.includes('/')).map((file) => file.split('/')[0]))
const DOCUMENTS = FILES.filter((file) => file.endsWith('.md') && !file.includes('/fixtures/'))

/** Messages name sections: `(README: On a network)`, `The README has …, under "On a network".` */
const CATALOGUES = FILES.filter((file) => /\/src\/.*\bmessages\/.*en\.(json|txt)$/.test(file))

/** What documents speak of and no commit holds. */
const GENERATED = ['apps/web/dist', 'test/test-results']

test.each(DOCUMENTS)('every link of %s leads somewhere', (document) => {
  expect(linksOf(document).filter((link) => !leadsSomewhere(document, link))).toEqual([])
})

test.each(DOCUMENTS)('every path that %s names is there', (document) => {
  expect(namedPathsOf(document).filter((path) => !isThere(document, path))).toEqual([])
})

test.each(CATALOGUES)('every section of the README that %s names is there', (catalogue) => {
  const sections = sectionsNamedIn(readFileSync(join(ROOT, catalogue), 'utf8'))
  expect(sections.filter((title) => !leadsSomewhere('README.md', `#${addressOf(title)}`))).toEqual([])
})

test('a link or a path that leads nowhere is noticed', () => {
  expect(leadsSomewhere('docs/operating.md', '../packages/sync/PROTOCOL.md')).toBe(true)
  expect(leadsSomewhere('docs/operating.md', '../packages/sync/NOTHING.md')).toBe(false)
  expect(leadsSomewhere('docs/operating.md', '../README.md#settings')).toBe(true)
  expect(leadsSomewhere('docs/operating.md', '../README.md#nothing')).toBe(false)
  expect(sectionsNamedIn('(README: On a network). The README has it, under \\"Settings\\".')).toEqual([
    'On a network',
    'Settings',
  ])
  expect(isThere('README.md', 'test/integration/hostile-*')).toBe(true)
  expect(isThere('README.md', 'packages/sync/src/nothing.ts')).toBe(false)
  expect(isThere('packages/sync/README.md', 'src/room/')).toBe(true)
  expect(isThere('packages/sync/README.md', 'room/nothing.ts')).toBe(false)
})

/** Of git, with new files that nobody ignores, and without those that were deleted. */
function trackedFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT })
  return [...new Set(listed.toString().split('\0'))].filter((file) => file !== '' && existsSync(join(ROOT, file)))
}

function foldersOf(file: string): string[] {
  const parts = file.split('/')
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join('/'))
}

/** Its prose: without fenced and indented code. */
function proseOf(document: string): string {
  return readFileSync(join(ROOT, document), 'utf8')
    .replace(/^```[\s\S]*?^```$/gm, '')
    .replace(/(?<=\n\n)( {4}.*\n+)+/g, '')
}

function linksOf(document: string): string[] {
  const links = [...proseOf(document).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '')
  return links.filter((link) => !/^(https?|mailto):/.test(link))
}

function leadsSomewhere(document: string, link: string): boolean {
  const [path = '', heading] = link.split('#')
  const target = path === '' ? document : withoutSlash(normalize(join(dirname(document), path)))
  if (!PATHS.has(target)) return false
  return heading === undefined || headingsOf(target).includes(heading)
}

function headingsOf(document: string): string[] {
  return [...proseOf(document).matchAll(/^#+ (.+)$/gm)].map((match) => addressOf(match[1] ?? ''))
}

/** As GitHub addresses a heading: lower case, hyphens for spaces, without punctuation. */
function addressOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-')
}

function sectionsNamedIn(text: string): string[] {
  const named = [...text.matchAll(/README: ([^)"\\]+)|README[^"\\]*, under \\?["“]([^"”\\]+)/g)]
  return named.map((match) => match[1] ?? match[2] ?? '')
}

/** In backticks: what begins with a folder of the repository or of the workspace, and names of source files. */
function namedPathsOf(document: string): string[] {
  const quoted = [...proseOf(document).matchAll(/`([^`\s]+)`/g)].map((match) => match[1] ?? '')
  return quoted.filter((text) => {
    if (!/^[\w.*/-]+$/.test(text) || text.startsWith('/')) return false
    if (/\w\.(ts|tsx|mjs|css)$/.test(text)) return true
    return text.includes('/') && (text.startsWith('src/') || TOP_FOLDERS.has(text.split('/')[0]))
  })
}

/** From the root, from the document's folder, or the end of some path: `room/room.ts`. A `*` stands for any characters. */
function isThere(document: string, path: string): boolean {
  if (GENERATED.includes(path)) return true
  const pattern = withoutSlash(path).replace(/[.]/g, '\\.').replaceAll('*', '[^/]*')
  const isSource = /\.(ts|tsx|mjs|css)$/.test(path)
  const exactly = new RegExp(`^(${dirname(document)}/)?${pattern}$`)
  const atTheEnd = new RegExp(`(^|/)${pattern}$`)
  const isWhole = TOP_FOLDERS.has(path.split('/')[0])
  return [...PATHS].some((known) => exactly.test(known) || (isSource && !isWhole && atTheEnd.test(known)))
}

function withoutSlash(path: string): string {
  return path.replace(/\/$/, '')
}
