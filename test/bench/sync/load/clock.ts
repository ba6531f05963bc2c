/** The system's monotonic clock in ms: the same in all processes of this machine. */
export function nowMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}
