import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BuiltPage } from './built-page.ts'

let folder: string
let nowMs: number

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'coeval-page-'))
  mkdirSync(join(folder, 'assets'))
  nowMs = 1_000_000
  write('index.html', 'first')
  write('assets/main-1.js', 'one')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('what was read once is served without the disk', async () => {
  const page = makePage()
  expect(await textOf(page, 'index.html')).toBe('first')
  renameSync(folder, `${folder}-away`)
  expect(await textOf(page, 'index.html')).toBe('first')
  nowMs += 60_000
  // The disk is looked at again, and is not there: the page is.
  expect(await textOf(page, 'assets/main-1.js')).toBe('one')
  expect(await page.find('none.js')).toBeUndefined()
  expect(await textOf(page, 'index.html')).toBe('first')
  renameSync(`${folder}-away`, folder)
})

test('a new build takes the place of the old one', async () => {
  const page = makePage()
  expect(await textOf(page, 'index.html')).toBe('first')
  const etag = (await page.find('index.html'))?.etag
  rmSync(join(folder, 'assets/main-1.js'))
  write('assets/main-2.js', 'two')
  write('index.html', 'second')
  nowMs += 2000
  // Its index names the new file, and a request for a file that was not there waits until it was looked for.
  expect(await textOf(page, 'assets/main-2.js')).toBe('two')
  expect(await textOf(page, 'index.html')).toBe('second')
  expect((await page.find('index.html'))?.etag).not.toBe(etag)
  expect(await page.find('assets/main-1.js')).toBeUndefined()
})

test('while a build has emptied the folder, people get the page as it was', async () => {
  const page = makePage()
  await page.find('index.html')
  rmSync(join(folder, 'index.html'))
  nowMs += 2000
  expect(await page.find('none.js')).toBeUndefined()
  expect(await textOf(page, 'index.html')).toBe('first')
})

test('a page that is built after the start is found', async () => {
  rmSync(join(folder, 'index.html'))
  const page = makePage()
  expect(await page.find('index.html')).toBeUndefined()
  write('index.html', 'late')
  nowMs += 2000
  expect(await textOf(page, 'index.html')).toBe('late')
})

test('a file that is written anew with the same content keeps its tag', async () => {
  const page = makePage()
  const etag = (await page.find('index.html'))?.etag
  utimesSync(join(folder, 'index.html'), 1, 1)
  nowMs += 2000
  await page.find('none.js')
  expect((await page.find('index.html'))?.etag).toBe(etag)
})

test('what is too big, alone or together, is read from the disk', async () => {
  write('assets/a.js', 'x'.repeat(100))
  write('assets/b.js', 'y'.repeat(100))
  write('assets/c.js', 'z'.repeat(500))
  const page = new BuiltPage(folder, { nowMs: () => nowMs, mostFileBytes: 200, mostBytes: 150 })
  expect((await page.find('assets/a.js'))?.body).toHaveLength(100)
  for (const path of ['assets/b.js', 'assets/c.js']) {
    const file = await page.find(path)
    expect(file?.body).toBeUndefined()
    expect(await new Response(file?.stream()).text()).toHaveLength(file?.bytes ?? 0)
  }
})

test('it is compressed once', async () => {
  const file = await makePage().find('index.html')
  expect(file?.encoded('br')).toBe(file?.encoded('br'))
  expect(brotliDecompressSync((await file?.encoded('br')) ?? '').toString()).toBe('first')
  expect(gunzipSync((await file?.encoded('gzip')) ?? '').toString()).toBe('first')
})

function makePage(): BuiltPage {
  return new BuiltPage(folder, { nowMs: () => nowMs })
}

function write(path: string, text: string): void {
  writeFileSync(join(folder, path), text)
}

async function textOf(page: BuiltPage, path: string): Promise<string | undefined> {
  const body = (await page.find(path))?.body
  return body && new TextDecoder().decode(body)
}
