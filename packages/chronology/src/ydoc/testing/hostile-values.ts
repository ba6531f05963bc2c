/** Texts, dates and values that no form of ours would write, and that a Yjs update may carry all the same. */
import * as Y from 'yjs'

/** Draws from a seed: `SeededRandom` of @coeval/sync/testing fits. */
export interface Draw {
  below(limit: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
}

const RLO = '\u202e'
const LRI = '\u2066'

/** Ids and keys that are something else to JavaScript, to CSS selectors, to addresses, or to a person. */
export const ODD_IDS: readonly string[] = [
  '',
  ' ',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'length',
  '0',
  '-1',
  'chronology',
  '../../etc/passwd',
  'a/b?c#d&e=f',
  `"]'></script><img src=x onerror=alert(1)>`,
  '"] *, [x="',
  '\\',
  'a\nb\r\nc',
  'nul\u0000here',
  '\ud800',
  `${RLO}gnp.exe`,
  '😀'.repeat(40),
  'x'.repeat(5000),
  '%00%ff%E0%A4',
]

export const ODD_TEXTS: readonly string[] = [
  '',
  ' ',
  '\n\n\n',
  '\u0000',
  'before\u0000after',
  '\ud800',
  '\udc00x',
  `invoice ${RLO}gnp.exe`,
  `${RLO.repeat(200)}text`,
  `${LRI.repeat(500)}never closed`,
  '\u200b\u200b\u200b',
  '\u2028\u2029',
  '\ufeffmarked',
  'שלום עולם — مرحبا بالعالم',
  `Z${'\u0335\u0321\u0310\u034a'.repeat(400)}algo`,
  '👨‍👩‍👧‍👦'.repeat(200),
  '中央アジア＋日本'.repeat(300),
  '<script>alert(1)</script>',
  'javascript:alert(1)',
  '{{constructor.constructor("alert(1)")()}}',
  '%s %d %n ${x} $& $1',
  'x'.repeat(100_000),
  'word '.repeat(20_000),
  '١٢٣٤',
  '-0',
  'NaN',
  'null',
  'undefined',
  '[object Object]',
]

/** Dates: far, endless, inside out, half finished, not there. */
export const ODD_DATES: readonly string[] = [
  '',
  ' ',
  '2004',
  'Y-300000',
  'Y300000',
  'Y-271822',
  'Y275761',
  'Y1000000000000',
  'Y-1000000000000',
  'Y1E12',
  'Y-1E12',
  'Y1E308',
  'Y-1E308',
  'Y1E999999999',
  'Y17E8S3',
  '0000',
  '-0001',
  '-9999-12-31',
  '9999-12-31T23:59:59Z',
  '2004-13-45',
  '2004-02-30',
  '2004-06-XX',
  'XXXX',
  'XXXX-XX-XX',
  '1XXX-XX',
  '2004-25',
  '2004-41',
  '2004?/2005~',
  '../..',
  '/',
  '../2004',
  '2004/..',
  '2010/2004',
  'Y-500000/2004',
  'Y-4500000000/Y1000000000',
  '[1667,1668,1670..1672]',
  '{1960,1961-12}',
  `{${Array.from({ length: 100 }, (_, n) => 1900 + n).join(',')}}`,
  `[${Array.from({ length: 101 }, (_, n) => 1900 + n).join(',')}]`,
  '[..1984]',
  '{1670..1672}',
  '{..}',
  '{{{{{{{{',
  `${'['.repeat(200)}`,
  `Y${'1'.repeat(199)}`,
  `Y${'1'.repeat(16_000)}`,
  `{${'2004,'.repeat(20_000)}2004}`,
  '2004-06-11T14:30:00+99:99',
  '２００４',
  '2004\u200b',
  `2004${RLO}`,
  'some time',
  'NaN',
  'Infinity',
]

/** A value of another type than the field has: plain, binary, or a shared type of its own. */
export function oddValue(draw: Draw): unknown {
  return draw.pick(ODD_VALUES)()
}

const ODD_VALUES: readonly (() => unknown)[] = [
  () => null,
  () => undefined,
  () => true,
  () => false,
  () => 0,
  () => -1,
  () => 1e300,
  () => Number.NaN,
  () => Number.POSITIVE_INFINITY,
  // JSON has no word for these, and lib0 has.
  () => [2n ** 62n],
  () => ({ big: -1n, at: [undefined, Number.NaN] }),
  () => [],
  () => [null, 1, 'x', { a: [] }],
  () => ({}),
  () => JSON.parse('{"toString":"no function","length":-1,"then":"x"}') as unknown,
  () => [JSON.parse('{"__proto__":{"polluted":true},"constructor":1}') as unknown],
  () => ({ toString: 1, valueOf: 2 }),
  () => nestedJson(90),
  () => new Uint8Array(64),
  () => new Y.Text('a text'),
  () => new Y.Map(),
  () => new Y.Array(),
  () => new Y.XmlElement('p'),
  () => new Y.XmlText('x'),
  () => new Y.XmlFragment(),
  () => nestedMaps(60),
  () => ({ name: { first: 'x' }, value: [1], id: 7 }),
]

function nestedJson(levels: number): unknown {
  let value: unknown = 'in the middle'
  for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { in: value }
  return value
}

/** Below the depth at which an update is refused. */
function nestedMaps(levels: number): Y.Map<unknown> {
  const outer = new Y.Map<unknown>()
  let inner = outer
  for (let level = 0; level < levels; level++) {
    const next = new Y.Map<unknown>()
    inner.set('in', next)
    inner = next
  }
  return outer
}
