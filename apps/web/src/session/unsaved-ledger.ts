/**
 * How many changes each tab had not saved, kept beside the local copy, so that the next visit can say so. Every tab
 * has a row of its own: one that has saved its own changes must not strike out what another left behind.
 *
 * The local copy holds the changes themselves; the rows are only its count. They are in localStorage because it is
 * written at once, also by a tab that is being closed.
 */
const PREFIX = 'coeval-unsaved'

export class UnsavedLedger {
  readonly #row: string
  readonly #prefix: string
  /** Rows that were there when this tab opened, as they were. */
  readonly #inherited: [key: string, value: string][] = []
  /** False if the browser stores nothing: then it is unknown whether anything is left. */
  readonly isKept: boolean

  /**
   * Read it before the local copy: a row that another tab writes between the two is then not taken for one that the
   * copy covers. `copy` names the local copy, `tab` this tab.
   */
  constructor(copy: string, tab: number) {
    this.#prefix = `${PREFIX}/${copy}/`
    this.#row = `${this.#prefix}${tab}`
    this.isKept = this.#inherit()
  }

  /** Changes of earlier visits, or of other tabs, that nobody has seen saved. */
  get inherited(): number {
    return this.#inherited.reduce((sum, [, value]) => sum + countOf(value), 0)
  }

  /** This tab's own number, and how many changes it has made at all, which tells two equal numbers apart. */
  keep(unsaved: number, made: number): void {
    try {
      if (unsaved === 0) localStorage.removeItem(this.#row)
      else localStorage.setItem(this.#row, `${unsaved} ${made}`)
    } catch {
      // Storage is blocked or full: the next visit cannot count, and says so (`isKept`).
    }
  }

  /** The server has all that was in the copy when this tab opened. A row that has changed since stays. */
  settleInherited(): void {
    for (const [key, value] of this.#inherited.splice(0)) {
      if (localStorage.getItem(key) === value) localStorage.removeItem(key)
    }
  }

  #inherit(): boolean {
    try {
      for (const key of keysFrom(this.#prefix)) this.#inherited.push([key, localStorage.getItem(key) ?? ''])
      return true
    } catch {
      return false
    }
  }
}

/** How many changes are unsaved in each copy whose name begins so. Empty where the browser keeps no count. */
export function unsavedByCopy(copyPrefix: string): Map<string, number> {
  const unsaved = new Map<string, number>()
  try {
    for (const key of keysFrom(`${PREFIX}/${copyPrefix}`)) {
      const copy = key.slice(PREFIX.length + 1, key.lastIndexOf('/'))
      const count = countOf(localStorage.getItem(key) ?? '')
      if (count > 0) unsaved.set(copy, (unsaved.get(copy) ?? 0) + count)
    }
  } catch {
    // Storage is blocked: nothing was kept.
  }
  return unsaved
}

/** Nothing of this copy is waited for any more: it was given up, or taken away as a file. */
export function forgetRows(copy: string): void {
  try {
    for (const key of keysFrom(`${PREFIX}/${copy}/`)) localStorage.removeItem(key)
  } catch {
    // Storage is blocked: nothing was kept.
  }
}

function keysFrom(prefix: string): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(prefix))
}

function countOf(value: string): number {
  const count = Number.parseInt(value, 10)
  return count > 0 ? count : 0
}
