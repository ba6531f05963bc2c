/** Loaded into a server under test (`--import`): its clock is so many ms ahead, or behind. */
const shiftMs = Number(process.env.COEVAL_TEST_CLOCK_MS ?? 0)
const RealDate = Date
globalThis.Date = class extends RealDate {
  constructor(...args: [] | [string | number | Date]) {
    if (args.length === 0) super(RealDate.now() + shiftMs)
    else super(...(args as [string]))
  }
  static override now(): number {
    return RealDate.now() + shiftMs
  }
} as DateConstructor
