/** Labels of the time axis: UTC, in the interface's language, years as years (44 BCE, not -0043). Pure. */

import { nearMs, ymd } from '@coeval/chronology/edtf'

export interface AxisFormat {
  minor: (ms: number, scale: string) => string
  major: (ms: number, scale: string) => string
}

/** `bce` writes a year before the common era, counted from 1. */
export function axisFormat(language: string, bce: (year: number) => string): AxisFormat {
  const make = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(language, { timeZone: 'UTC', ...options })
    return (ms: number) => format.format(nearMs(ms).ms)
  }
  const time = make({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const day = make({ day: 'numeric' })
  const month = make({ month: 'short' })
  const longMonth = make({ month: 'long' })
  const weekday = make({ weekday: 'short', day: 'numeric' })
  const dayMonth = make({ day: 'numeric', month: 'long' })
  const year = (ms: number) => {
    const number = ymd(ms).year
    return number > 0 ? String(number) : bce(1 - number)
  }
  return {
    minor: (ms, scale) => {
      if (['millisecond', 'second', 'minute', 'hour'].includes(scale)) return time(ms)
      if (scale === 'weekday') return weekday(ms)
      if (scale === 'day' || scale === 'week') return day(ms)
      return scale === 'month' ? month(ms) : year(ms)
    },
    major: (ms, scale) => {
      if (['millisecond', 'second', 'minute', 'hour'].includes(scale)) return `${dayMonth(ms)} ${year(ms)}`
      if (scale === 'weekday' || scale === 'day' || scale === 'week') return `${longMonth(ms)} ${year(ms)}`
      return scale === 'month' ? year(ms) : ''
    },
  }
}
