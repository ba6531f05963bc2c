import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sayProblem } from '@coeval/chronology/messages'
import { expect, test } from 'vitest'
import ofChecks from '../../../chronology/src/messages/en.json' with { type: 'json' }
import { readFile } from '../read-file.ts'
import english from './en.json' with { type: 'json' }
import { fileSpeaker } from './index.ts'

const SOURCES = fileURLToPath(new URL('..', import.meta.url))

const code = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !/\.test\.|message-values|testing/.test(path))
  .map((path) => readFileSync(`${SOURCES}/${path}`, 'utf8').replace(/^\s*(\/\/|\/?\*).*$/gm, ''))
  .join('\n')

test('every message is said somewhere, and groups have other names than those of the checks', () => {
  const unsaid = Object.entries(english).flatMap(([group, messages]) =>
    Object.keys(messages).filter((name) => {
      const isComposed = code.includes(`said(\`${group}.\${`) && new RegExp(`\\b${name}\\b`).test(code)
      return !isComposed && !code.includes(`'${group}.${name}'`)
    }),
  )
  expect(unsaid).toEqual([])
  expect(Object.keys(english).filter((group) => group in ofChecks)).toEqual([])
})

test('a format says nothing that is not in the catalogue', () => {
  expect(code.match(/['`][^'`\n]*\b[a-z]+ [a-z]+ [a-z]+\b[^'`\n]*['`]/g)).toBeNull()
})

test('a message is free of apostrophes, which would quote', () => {
  expect(JSON.stringify(english)).not.toMatch(/'/)
})

test('what is wrong with a file is said in a language as far as that has it', () => {
  const speak = fileSpeaker('xx', [
    { where: { file: 'la fájlo' } },
    {
      file: { 'not-json': 'ne JSON {line}:{column} {what}', is: 'tio {what}. {advice}' },
      json: { 'is-empty': 'vaka' },
    },
  ])
  const said = (text: string) =>
    readFile(new TextEncoder().encode(text)).problems.map((found) => sayProblem(found, speak))
  expect(said('')).toEqual([{ severity: 'error', path: '', where: 'la fájlo', message: 'Ne JSON 1:1 vaka' }])
  expect(said('BEGIN:VCALENDAR')[0]?.message).toMatch(/^Tio an iCalendar file\. Coeval cannot import it yet/)
  expect(said('{')[0]?.message).toBe('Ne JSON 1:2 it ends before a "{" is closed; is the file complete?')
})
