const FIRST_SIGN = 0x4e00
const SIGN_REPEATED = 2

/** Two of a letter that no other event has, so that it is found also where Yjs has cut the words. */
export function signOf(id: string): string {
  return String.fromCodePoint(FIRST_SIGN + Number(id.slice(1))).repeat(SIGN_REPEATED)
}
