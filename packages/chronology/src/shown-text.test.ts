import { expect, test } from 'vitest'
import { shortenText, shownLine, shownText } from './shown-text.ts'

const RLO = '\u202e'
const PDF = '\u202c'
const FAMILY = '👨‍👩‍👧‍👦'

test('a text within its limit is the same, one character more ends in an ellipsis', () => {
  expect(shortenText('abcde', 5)).toBe('abcde')
  expect(shortenText('abcdef', 5)).toBe('abcd…')
  expect(shortenText('', 0)).toBe('')
  expect(shortenText('x'.repeat(3_000_000), 500)).toBe(`${'x'.repeat(499)}…`)
})

test('a cut never leaves half a character, nor a letter without its accent', () => {
  for (let most = 1; most < 60; most++) {
    const emoji = shortenText(FAMILY.repeat(10), most)
    expect(emoji.isWellFormed(), String(most)).toBe(true)
    expect(emoji.slice(0, -1).length % FAMILY.length, `${most}: ${emoji}`).toBe(0)
    expect(emoji.length).toBeLessThanOrEqual(most)
    const accents = shortenText('e\u0301'.repeat(60), most)
    expect(accents.slice(0, -1).length % 2, `${most}: ${accents}`).toBe(0)
  }
})

test('a letter under a thousand accents is cut all the same', () => {
  const zalgo = shortenText(`e${'\u0301'.repeat(1000)}`, 100)
  expect(zalgo.length).toBeLessThanOrEqual(100)
  expect(zalgo.length).toBeGreaterThan(50)
})

test('a name with an override does not read as another one: the control is seen', () => {
  expect(shownText(`${RLO}gnp.exe`, 500)).toBe('⟨U+202E⟩gnp.exe')
  expect(shownText(`a${RLO}b${PDF}c`, 500)).toBe('a⟨U+202E⟩b⟨U+202C⟩c')
})

test.each(['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069'])(
  'no control of direction is left to act on what is around: %j',
  (control) => {
    const shown = shownText(`x${control}y`, 500)
    expect(shown).not.toContain(control)
    // Also within a text that is isolated itself, whose end it could be.
    const inside = shownText(`אב${control}ג`, 500)
    expect(inside).toBe(`\u2068אב⟨U+${control.charCodeAt(0).toString(16).toUpperCase()}⟩ג\u2069`)
  },
)

test('Hebrew and Arabic keep their own marks, and are isolated from the sentence around them', () => {
  expect(shownText('שלום 2004', 500)).toBe('\u2068שלום 2004\u2069')
  expect(shownText('معاهدة (\u200f2004)', 500)).toBe('\u2068معاهدة (\u200f2004)\u2069')
  expect(shownText('12-\u200f34', 500)).toBe('12-⟨U+200F⟩34')
  expect(shownText('12-\u061c34', 500)).toBe('12-⟨U+061C⟩34')
})

test('an isolate is closed after a cut', () => {
  const shown = shownText('ש'.repeat(1000), 500)
  expect(shown.startsWith('\u2068')).toBe(true)
  expect(shown.endsWith('…\u2069')).toBe(true)
})

test('control characters are seen, and nothing reaches a terminal', () => {
  expect(shownText('a\u0000b\u001b[31mc\u007fd\u009be', 500)).toBe('a␀b␛[31mc␡d⟨U+009B⟩e')
  expect(shownText('a\nb\tc', 500)).toBe('a\nb\tc')
  expect(shownLine('  a\nb\t\u2028c\r\nd ', 500)).toBe('a b c␍ d')
})

test('what is shown once may be shown again, within another limit', () => {
  const once = shownText('שלום \u202e2004', 500)
  expect(shownText(once, 500)).toBe(once)
  expect(shownText(once, 6)).toBe('\u2068שלום…\u2069')
  expect(shownText('\u2068\u2069\u2069', 500)).toBe('⟨U+2069⟩')
})

test('half a character is mended', () => {
  expect(shownText('a\ud800b', 500)).toBe('a\ufffdb')
  expect(shownText('\udc00', 500)).toBe('\ufffd')
})

test('what needs no work is the same text', () => {
  for (const text of ['Astana, 2004', '東京', 'Первая встреча', '😀', 'naïve', '']) {
    expect(shownText(text, 500)).toBe(text)
  }
})
