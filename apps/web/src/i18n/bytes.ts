import { currentLanguage } from './index.ts'

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** "12.4 MB": three figures are enough. */
export function bytesInWords(bytes: number): string {
  let step = 0
  let amount = bytes
  while (amount >= 1000 && step < UNITS.length - 1) {
    amount /= 1000
    step += 1
  }
  return amount.toLocaleString(currentLanguage(), {
    style: 'unit',
    unit: UNITS[step],
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumSignificantDigits: 3,
  })
}
