/**
 * ISO 8601-2 does not tie seasons to months. For bounds we take the meteorological seasons: whole months, spring from March
 * in the north and from September in the south. 21 to 24 name no hemisphere; they are read as northern. A winter in the north
 * and a summer in the south begin in December of the named year and end with February of the next one.
 */
export interface Season {
  code: number
  name: 'spring' | 'summer' | 'autumn' | 'winter' | 'quarter' | 'third' | 'half'
  hemisphere?: 'north' | 'south'
  /** Which quarter, third or half. */
  number?: number
  firstMonth: number
  months: 3 | 4 | 6
}

const NAMES = ['spring', 'summer', 'autumn', 'winter'] as const

function seasons(first: number, hemisphere?: 'north' | 'south'): Season[] {
  const firstMonths = hemisphere === 'south' ? [9, 12, 3, 6] : [3, 6, 9, 12]
  return NAMES.map((name, index) => {
    return { code: first + index, name, hemisphere, firstMonth: firstMonths[index] as number, months: 3 }
  })
}

function parts(first: number, name: 'quarter' | 'third' | 'half', months: 3 | 4 | 6): Season[] {
  return Array.from({ length: 12 / months }, (_, index) => {
    return { code: first + index, name, number: index + 1, firstMonth: index * months + 1, months }
  })
}

/** One cycle each, in the order of the calendar year. */
export const CYCLES: Season[][] = [
  seasons(21),
  seasons(25, 'north'),
  seasons(29, 'south').sort((a, b) => a.firstMonth - b.firstMonth),
  parts(33, 'quarter', 3),
  parts(37, 'third', 4),
  parts(40, 'half', 6),
]

const byCode = new Map(CYCLES.flat().map((season) => [season.code, season]))

export function seasonByCode(code: number): Season | undefined {
  return byCode.get(code)
}
