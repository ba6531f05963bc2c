import { expect, test } from 'vitest'
import { isSafeHref, MAX_NEW_RICH_TEXT_DEPTH } from '../index.ts'
import { errors, type Fields, file, paragraph, read, warnings } from './testing/files.ts'

test.each([
  'javascript:alert(1)',
  ' java\tscript:alert(1)',
  '\u0001javascript:alert(1)',
  'data:text/html,<script>',
  'vbscript:x',
  '//evil.example',
  '/relative',
  'http:evil',
  'https://a\nb',
  '',
  7,
  undefined,
])('a link to %j is removed with a warning and its text kept', (href) => {
  const link = { type: 'link', attrs: { href } }
  const { chronology, problems } = read(file({ commentary: paragraph({ type: 'text', text: 'here', marks: [link] }) }))
  expect(chronology.commentary).toEqual(paragraph({ type: 'text', text: 'here' }))
  expect(problems.map((problem) => problem.path)).toEqual(['/commentary/content/0/content/0/marks/0'])
})

test('a hostile address is removed from nodes and marks of any type', () => {
  const href = 'javascript:alert(1)'
  const commentary = paragraph(
    { type: 'button', attrs: { href, label: 'x' } },
    { type: 'text', text: 'y', marks: [{ type: 'superlink', attrs: { href } }] },
  )
  expect(read(file({ commentary })).chronology.commentary).toEqual(
    paragraph({ type: 'button', attrs: { label: 'x' } }, { type: 'text', text: 'y' }),
  )
})

test.each(['https://example.org/a?b=c#d', 'HTTP://example.org', 'mailto:a@example.org'])(
  'a link to %s stays',
  (href) => {
    expect(isSafeHref(href)).toBe(true)
    const commentary = paragraph({ type: 'text', marks: [{ type: 'link', attrs: { href } }], text: 'here' })
    expect(read(file({ commentary }))).toMatchObject({ chronology: { commentary }, problems: [] })
  },
)

test('rich text as deep as allowed is read, one level more is an error', () => {
  const nested = (depth: number): Fields => {
    let node: Fields = { type: 'paragraph' }
    for (let level = 0; level < depth; level++) node = { type: 'blockquote', content: [node] }
    return file({ commentary: { type: 'doc', content: [node] } })
  }
  expect(JSON.stringify(read(nested(MAX_NEW_RICH_TEXT_DEPTH)).chronology.commentary)).toContain('paragraph')
  expect(errors(nested(MAX_NEW_RICH_TEXT_DEPTH + 1))[0]?.message).toContain('nested more than 98 levels deep')
  expect(errors(nested(50_000))[0]?.message).toContain('nested more than 1000 levels deep')
})

test('what rich text cannot carry is left out with a warning, not silently', () => {
  const commentary = {
    type: 'doc',
    content: [
      { type: 'hr', text: 'x', glow: 1 },
      { type: 'text', text: 'y', attrs: { a: 1 } },
    ],
    version: 3,
  }
  expect(warnings(file({ commentary })).sort()).toEqual([
    'warning /commentary/content/0',
    'warning /commentary/content/0/glow',
    'warning /commentary/content/1/attrs',
    'warning /commentary/version',
  ])
})
