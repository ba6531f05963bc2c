/** Close codes of the server by name, from the one table that there is. */
import { CLOSE } from '@coeval/sync'

export type CloseName = keyof typeof CLOSE

/** The name in CLOSE of a close code, or undefined for codes of networks and proxies. */
export function closeName(code: number): CloseName | undefined {
  return (Object.keys(CLOSE) as CloseName[]).find((name) => CLOSE[name].code === code)
}
