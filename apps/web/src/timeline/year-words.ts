/** The years of a long axis in words: "120,000 BCE", "1.2 million years BCE". Pure. */

export interface YearWords {
  bce: (year: string) => string
  ce: (year: string) => string
  million: (count: string, isShort: boolean) => string
  billion: (count: string, isShort: boolean) => string
  /** "BCE" and "CE" alone. */
  eras: { bce: string; ce: string }
}

/** How `long-axis.ts` says a year, and its era where the labels leave it out. */
export function yearWords(language: string, words: YearWords) {
  const grouped = new Intl.NumberFormat(language, { maximumFractionDigits: 0 })
  const places = new Intl.NumberFormat(language, { maximumFractionDigits: 3 })

  /** `year` as astronomers count (0 is 1 BCE); short ones say neither "years" nor the era. */
  function year(year: number, step: number, isShort: boolean): string {
    const count = year > 0 ? year : 1 - year
    const number = numberOf(count, step, isShort)
    if (isShort) return number
    if (year <= 0) return words.bce(number)
    // 2004 needs no word, and neither does a year among such.
    return count < 1000 || count > 9999 ? words.ce(number) : number
  }

  function numberOf(count: number, step: number, isShort: boolean): string {
    for (const [unit, say] of [[1e9, words.billion] as const, [1e6, words.million] as const]) {
      // Only where three places tell neighbours apart.
      if (count >= unit && step >= unit / 1000) return say(places.format(count / unit), isShort)
    }
    return count > 9999 ? grouped.format(count) : String(count)
  }

  return { year, era: (year: number) => (year > 0 ? words.eras.ce : words.eras.bce) }
}
