// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { BREAKPOINTS_PX, CONTAINER_BREAKPOINTS_PX } from './breakpoints.ts'

const SOURCES = fileURLToPath(new URL('..', import.meta.url))
const tokens = readFileSync(`${SOURCES}/theme/tokens.css`, 'utf8')

const sheets = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.css'))

test('sizes of type and corners are tokens, or follow what is around them', () => {
  expect(
    declared(/(?:font-size|font): .*/g).filter((each) => /\d(px|rem)/.test(each) && !/clamp\(/.test(each)),
  ).toEqual([])
  expect(declared(/border(?:-[a-z-]+)?-radius: .*/g).filter((each) => /\d(px|rem)/.test(each))).toEqual([])
})

test('a shadow that lifts something is a token; a ring or a mark has no blur and the colour of a token', () => {
  const drawn = declared(/box-shadow:\s[^;]+/g)
    // Commas within a colour part no shadows.
    .map((each) => each.replaceAll(/color-mix\((?:[^()]|\([^()]*\))*\)/g, 'var(--mixed)'))
    .map((each) => each.replace(/^.*?box-shadow:\s+/s, ''))
    .flatMap((shadows) => shadows.split(/,\s+/))
  const isMark = (shadow: string) => /^(inset )?(-?\d+(px)? ){2}0( \d+px)? var\(--[\w-]+\)$/.test(shadow)
  expect(drawn.filter((shadow) => !/^(none|var\(--shadow-[\w-]+\))/.test(shadow) && !isMark(shadow))).toEqual([])
})

test('every token that is used is there', () => {
  const known = new Set([...tokens.matchAll(/(--[\w-]+):/g)].map(([, name]) => name))
  const used = declared(/var\(--(?:type|radius|space|shadow)-[\w-]+/g).map((each) => each.replace(/^.*var\(/s, ''))
  expect(used.filter((name) => !known.has(name))).toEqual([])
  expect(used.length).toBeGreaterThan(100)
})

test('the page changes at the widths of one list', () => {
  const widths = Object.values(BREAKPOINTS_PX)
  const media = numbers(declared(/@media [^{]+/g), /max-width: (\d+)px/g)
  expect(media.filter((width) => !widths.some((known) => known === width))).toEqual([])
  const from = numbers(declared(/@media [^{]+/g), /min-width: (\d+)px/g)
  expect(from.filter((width) => !widths.some((known) => known + 1 === width))).toEqual([])
  const containers = numbers(declared(/@container [^{]+/g), /width: (\d+)px/g)
  expect(containers.filter((width) => !CONTAINER_BREAKPOINTS_PX.includes(width))).toEqual([])
})

/** What the pattern finds, each after the path of its sheet. */
function declared(pattern: RegExp): string[] {
  return sheets.flatMap((path) => {
    const css = readFileSync(`${SOURCES}/${path}`, 'utf8')
    return [...css.matchAll(pattern)].map(([found]) => `${path}: ${found}`)
  })
}

function numbers(texts: readonly string[], pattern: RegExp): number[] {
  return texts.flatMap((text) => [...text.matchAll(pattern)].map(([, width]) => Number(width)))
}
