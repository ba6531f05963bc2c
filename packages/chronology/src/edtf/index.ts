/**
 * Dates as scholars write them (EDTF, ISO 8601-2, levels 0 to 2): read, order, say in words, move, draw. The text is what is
 * stored; everything else is reckoned from it, in UTC and the proleptic Gregorian calendar.
 */
export { asOfMs } from './as-of.ts'
export { nearMs, startOfFarDay, ymd } from './calendar.ts'
export { compareEdtf } from './compare.ts'
export { drawSpan } from './draw-span.ts'
export { formatBounds } from './words/bounds.ts'
export { formatEdtf } from './words/format.ts'
export { MAX_EDTF_LENGTH } from '../limits.ts'
export { isEdtf, parseEdtf } from './parse.ts'
export { setEdtfEnd, shiftEdtf } from './shift.ts'
export type { DrawSpan, EdtfDate, EdtfPoint, EdtfResult, EdtfRun, Openness, Precision } from './types.ts'
export { edtfFromMs } from './write.ts'
