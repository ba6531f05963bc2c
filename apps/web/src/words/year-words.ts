/** The years of a long axis in words: "120,000 BCE", "1.2 million years BCE". Pure. */

export interface YearWords {
  bce: (year: string) => string
  ce: (year: string) => string
  million: (count: string) => string
  billion: (count: string) => string
  /** What stands above short labels: "BCE" or "thousand years BCE". */
  eras: Record<Unit, { bce: string; ce: string }>
}

type Unit = 'one' | 'thousand' | 'million' | 'billion'

const UNITS = [
  ['billion', 1e9],
  ['million', 1e6],
  ['thousand', 1e3],
  ['one', 1],
] as const

/** How `long-axis.ts` says a year, and its era where the labels leave it out. */
export function yearWords(language: string, words: YearWords) {
  const grouped = new Intl.NumberFormat(language, { maximumFractionDigits: 0 })
  const places = new Intl.NumberFormat(language, { maximumFractionDigits: 3 })

  /** `year` as astronomers count (0 is 1 BCE). */
  function year(year: number, step: number): string {
    const count = year > 0 ? year : 1 - year
    const number = numberOf(count, step)
    if (year <= 0) return words.bce(number)
    // 2004 needs no word, and neither does a year among such.
    return count < 1000 || count > 9999 ? words.ce(number) : number
  }

  function numberOf(count: number, step: number): string {
    // Only where three places tell neighbours apart.
    if (count >= 1e9 && step >= 1e6) return words.billion(places.format(count / 1e9))
    if (count >= 1e6 && step >= 1e3) return words.million(places.format(count / 1e6))
    return count > 9999 ? grouped.format(count) : String(count)
  }

  /** As short as can be: the unit and the era stand in the row above. */
  function shortYear(year: number, step: number): { label: string; above: string } {
    const [unit, size] = UNITS.find(([, size]) => step >= size / 2) ?? UNITS[3]
    const count = year > 0 ? year : 1 - year
    const era = words.eras[unit][year > 0 ? 'ce' : 'bce']
    // Where thousands are counted, the year 1 is where counting begins.
    const label = size > 1 && count === 1 ? '0' : places.format(count / size)
    return { label: size === 1 && count <= 9999 ? String(count) : label, above: era }
  }

  return { year, shortYear }
}
