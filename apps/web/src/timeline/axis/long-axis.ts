/**
 * The ticks of an axis that vis' own cannot draw: of more than a thousand years, where its steps end, or so far away that
 * its Dates end. At round years as people count them (120,000 BCE and not -119,999), with labels that keep apart. Pure.
 */
import { startOfFarDay, ymd } from '@coeval/chronology/edtf'
import type { AxisFormat } from './axis-format.ts'
import { YEAR_MS } from './axis-reach.ts'
import type { TimeWindow } from './time-window.ts'

export interface Tick {
  /** UTC ms. */
  ms: number
  /** From the left edge of the window. */
  x: number
  minor: string
  /** Stands in the row above, where it changes. */
  major: string
}

export interface LongAxisWords {
  /** A year as astronomers count them; `step` is the distance to the next label in years. */
  year: (year: number, step: number) => string
  /** The same for little room, and what goes above it: unit and era. */
  shortYear: (year: number, step: number) => { label: string; above: string }
  /** Of what is shorter than a year. */
  format: AxisFormat
  /** Width of a label. */
  labelPx: (text: string) => number
}

interface Step {
  unit: 'year' | 'month' | 'day' | 'hour'
  count: number
}

const DAY_MS = 86_400_000
const UNIT_MS = { year: YEAR_MS, month: YEAR_MS / 12, day: DAY_MS, hour: DAY_MS / 24 }
/** Between the end of one label and the next tick. */
const GAP_PX = 8
/** Labels of the upper row are set in bold. */
const BOLD = 1.1
const MAX_LABELS = 15
/** With fewer, the axis says too little: the labels are written shorter. */
const FEW_LABELS = 4
const STEPS: readonly Step[] = [
  ...[1, 3, 6, 12].map((count): Step => ({ unit: 'hour', count })),
  ...[1, 2, 5, 10].map((count): Step => ({ unit: 'day', count })),
  ...[1, 3, 6].map((count): Step => ({ unit: 'month', count })),
  ...Array.from({ length: 11 }, (_, power) => [1, 2, 5].map((digit) => digit * 10 ** power)).flatMap((counts) =>
    counts.map((count): Step => ({ unit: 'year', count })),
  ),
]

/** From left to right, none of whose labels reaches the next. Empty for a window without width. */
export function axisTicks(window: TimeWindow, widthPx: number, words: LongAxisWords): Tick[] {
  const spanMs = window.toMs - window.fromMs
  if (!(widthPx > 0) || !(spanMs > 0) || !Number.isFinite(spanMs)) return []
  const full = ticksThatFit(window, widthPx, words, false)
  if (full.length >= FEW_LABELS) return majorsApart(full, words)
  const short = ticksThatFit(window, widthPx, words, true)
  return majorsApart(short.length > full.length ? short : full, words)
}

/** The upper row has a label where it changes, the first at the left edge. A label without room there is left out. */
function majorsApart(ticks: Tick[], { labelPx }: LongAxisWords): Tick[] {
  const first = ticks[0]?.major ?? ''
  const next = ticks.find(({ major }) => major !== first)
  if (!next || labelPx(first) * BOLD + GAP_PX <= next.x) return ticks
  return ticks.map((tick) => (tick.major === first ? { ...tick, major: '' } : tick))
}

function ticksThatFit(window: TimeWindow, widthPx: number, words: LongAxisWords, isShort: boolean): Tick[] {
  const pxPerMs = widthPx / (window.toMs - window.fromMs)
  for (const step of STEPS) {
    const apartPx = step.count * UNIT_MS[step.unit] * pxPerMs
    if (apartPx < widthPx / MAX_LABELS) continue
    const ticks = ticksOf(step, window, pxPerMs, words, isShort)
    const fits = ticks.every((tick, index) => {
      const next = ticks[index + 1]
      return !next || tick.x + words.labelPx(tick.minor) + GAP_PX <= next.x
    })
    if (fits) return ticks
  }
  return []
}

function ticksOf(step: Step, window: TimeWindow, pxPerMs: number, words: LongAxisWords, isShort: boolean): Tick[] {
  const ticks: Tick[] = []
  for (const { ms, year } of timesOf(step, window)) {
    ticks.push({ ms, x: (ms - window.fromMs) * pxPerMs, ...labelsOf(ms, year, step, words, isShort) })
  }
  return ticks
}

function labelsOf(
  ms: number,
  year: number,
  step: Step,
  { year: inFull, shortYear, format }: LongAxisWords,
  isShort: boolean,
): { minor: string; major: string } {
  if (step.unit !== 'year') return { minor: format.minor(ms, step.unit), major: format.major(ms, step.unit) }
  if (!isShort) return { minor: inFull(year, step.count), major: '' }
  const { label, above } = shortYear(year, step.count)
  return { minor: label, major: above }
}

/** Within the window, in their order. */
function* timesOf({ unit, count }: Step, { fromMs, toMs }: TimeWindow): Generator<{ ms: number; year: number }> {
  const stepMs = count * UNIT_MS[unit]
  // More than there can be: far away, where numbers are coarse, a step may not move at all.
  const start = ymd(fromMs)
  const most = Math.min(Math.ceil((toMs - fromMs) / stepMs) + 3, 200)
  if (unit === 'hour') {
    const first = Math.floor(fromMs / stepMs)
    for (let index = 0; index < most; index++) {
      const ms = (first + index) * stepMs
      if (ms > fromMs && ms < toMs) yield { ms, year: start.year }
    }
    return
  }
  if (unit === 'year') {
    const first = Math.floor(start.year / count)
    for (let index = 0; index <= most; index++) {
      // Not read back from the time, which billions of years away is too coarse for a year.
      const year = roundYear(first + index, count)
      const ms = startOfFarDay(year, 1, 1)
      if (ms > fromMs && ms < toMs) yield { ms, year }
    }
    return
  }
  if (unit === 'month') {
    const first = Math.floor((start.month - 1) / count) * count
    for (let index = 0; index <= most; index++) {
      const ms = startOfFarDay(start.year, first + index * count + 1, 1)
      if (ms > fromMs && ms < toMs) yield { ms, year: start.year }
    }
    return
  }
  for (let month = 0; month < 12 * 3; month++) {
    for (let day = 1; day <= 28 || count === 1; day += count) {
      const ms = startOfFarDay(start.year, start.month + month, day)
      if (ymd(ms).day !== day) break
      if (ms >= toMs) return
      // The 31st beside the 1st would crowd it.
      if (ms > fromMs) yield { ms, year: start.year }
    }
  }
}

/** 120,000 BCE is the year -119999; between 100 BCE and 100 CE the label is 1 CE, where single years cannot be told apart. */
function roundYear(index: number, count: number): number {
  if (index > 0 || count === 1) return index * count
  return index * count + 1
}
