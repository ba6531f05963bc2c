import { readdirSync, readFileSync } from 'node:fs'
import { deflateRawSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readFile } from '../read-file.ts'
import { FORMAT } from '@coeval/chronology'
import { english } from '../messages/english.ts'
import { recognised, type FileKind } from './file-kinds.ts'
import { recogniseFile } from './recognise-file.ts'

const FOLDER = new URL('../fixtures/foreign/', import.meta.url)

/** Nothing that only somebody knows who has read what JSON is. */
const JARGON = /not JSON: line|JSON object|value|key|literal|double quotes|after the end|remove it|must be "/

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))

/** A ZIP archive as far as its local headers; nothing reads further. */
function zip(files: Record<string, string>): Uint8Array {
  const parts = Object.entries(files).map(([name, content]) => {
    const data = deflateRawSync(content)
    const header = Buffer.alloc(30)
    header.write('PK\x03\x04', 'latin1')
    header.writeUInt16LE(8, 8)
    header.writeUInt32LE(data.length, 18)
    header.writeUInt16LE(name.length, 26)
    return Buffer.concat([header, Buffer.from(name), data])
  })
  return Buffer.concat(parts)
}

/** An OLE file as far as its signature and the name of a stream. */
function ole(stream: string): Uint8Array {
  const start = bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')
  return Buffer.concat([start, Buffer.alloc(500), Buffer.from(stream, 'utf16le')])
}

const MADE: [FileKind, Uint8Array, string?][] = [
  ['excel', zip({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>' })],
  ['word', zip({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<document/>' })],
  ['slides', zip({ 'ppt/presentation.xml': '<presentation/>' })],
  ['open-spreadsheet', bytes('PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK')],
  ['open-text', bytes('PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.textPK')],
  ['epub', bytes('PK\x03\x04mimetypeapplication/epub+zipPK')],
  ['zip', zip({ 'caj.json': '{}' })],
  ['old-word', ole('WordDocument')],
  ['old-excel', ole('Workbook')],
  ['pdf', bytes('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj')],
  ['gzip', gzipSync('{}')],
  ['sqlite', bytes('SQLite format 3\0\x10\x00')],
  ['image', bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR')],
  ['image', bytes('\xff\xd8\xff\xe0\0\x10JFIF')],
  ['image', bytes('GIF89a\x01\0')],
  ['media', bytes('\0\0\0\x18ftypmp42')],
  ['archive', bytes('7z\xbc\xaf\x27\x1c\0\x04')],
  ['binary', Uint8Array.from({ length: 2000 }, (_, at) => (at * 97) % 251)],
  ['yjs-update', Uint8Array.of(1, 2, 3, 250), 'caj.yjs-update'],
  ['markwhen', bytes('1648: Peace\n1733 - 1735: Flood\n')],
  ['edtf-list', bytes('1914')],
  ['edtf-list', bytes('{1960,1961-12}')],
  ['edtf-list', bytes('1914\n1918\n')],
  ['text', bytes('1914 began a war')],
  ['text', bytes('"Peace"')],
  ['text', bytes('null')],
  ['csv', bytes('"date","title","place"\n"1648","Peace","Isk"\n"1733","Flood","Isk"\n')],
  ['csv', bytes('1648,Peace,Isk\n1733,Flood,Isk\n1801,Fire,Isk\n')],
  ['csv', bytes('sep=,\r\n1648,Peace,Isk\r\n1733,Flood,Isk\r\n1801,Fire,Isk\r\n')],
]

for (const name of readdirSync(FOLDER)) {
  const kind = name.replace(/\.\w+$/, '') as FileKind
  test(`a file of the kind ${name} is named, with what to do`, () => {
    expectNamed(kind, readFileSync(new URL(name, FOLDER)), name)
    // Without its name, as standard input has none; what has nothing else to tell it by is a text then.
    expectNamed(kind, readFileSync(new URL(name, FOLDER)))
  })
}

for (const [kind, content, name] of MADE) {
  test(`${kind} (${JSON.stringify(Buffer.from(content.subarray(0, 12)).toString('latin1'))}) is named, with what to do`, () => {
    expectNamed(kind, content, name)
  })
}

test('a spreadsheet in UTF-16, as Excel saves "Unicode text", is a table and no question of encoding', () => {
  const text = '\ufeffyear\tevent\tplace\r\n1648\tFriede\tMünster\r\n1733\tFlut\tIsk\r\n'
  expectNamed('tsv', Buffer.from(text, 'utf16le'))
})

test('what is meant as JSON, ours or not, is left to those who read it', () => {
  for (const text of [
    '{',
    '{"a":',
    '{ "format": "x" ',
    '[{"a":1},',
    '{\n  "meta": {',
    "{ 'a': 1 }",
    '{ // mine\n}',
    '{a: 1}',
    '[true,',
  ]) {
    expect(recogniseFile(bytes(text)), text).toBeUndefined()
    const { problems } = readFile(bytes(text))
    expect(problems[0]?.message).toMatch(/not JSON: line \d+, column \d+/)
  }
  expect(readFile(bytes('')).problems[0]?.message).toContain('empty')
  expect(readFile(bytes(`{"format":"${FORMAT}","version":1,"meta":{"title":"Isk"}}`)).chronology?.meta.title).toBe(
    'Isk',
  )
})

test('a chronology of a newer version is read with a warning', () => {
  const { chronology, problems } = readFile(bytes(`{"format":"${FORMAT}","version":9,"meta":{"title":"Isk"}}`))
  expect(chronology?.meta.title).toBe('Isk')
  expect(problems).toMatchObject([{ severity: 'warning', message: expect.stringContaining('newer version') }])
})

test('a chronology in Windows-1252 is offered to be read so, and then is', () => {
  const file = bytes(`{"format":"${FORMAT}","version":1,"meta":{"title":"R\xe9tablissement"}}`)
  const refused = readFile(file)
  expect(refused).toMatchObject({ chronology: null, offer: { label: 'windows-1252' } })
  expect(refused.offer?.preview).toContain('Rétablissement')
  expect(readFile(file, { encoding: 'windows-1252' }).chronology?.meta.title).toBe('Rétablissement')
})

function expectNamed(kind: FileKind, content: Uint8Array, name?: string): void {
  const { chronology, problems } = readFile(content, { fileName: name })
  expect(chronology).toBeNull()
  expect(problems).toHaveLength(1)
  expect(problems[0]?.message).toBe(english(recognised(kind).said))
  expect(problems[0]?.message.replaceAll('Coeval JSON', '')).not.toMatch(JARGON)
}

test('half a character is mended with a warning, in a text and in a key', () => {
  const file = `{"format":"${FORMAT}","version":1,"meta":{"title":"a\\ud800b","x\\udc00":1}}`
  const { chronology, problems } = readFile(bytes(file))
  expect(chronology?.meta).toMatchObject({ title: 'a\ufffdb', 'x\ufffd': 1 })
  expect(problems.filter(({ message }) => message.includes('Half of a character'))).toHaveLength(2)
})
