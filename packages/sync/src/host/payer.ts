/**
 * [F4] Who pays for what a connection costs this thread: a person, or where nobody knows one, an address. Handed in with
 * each connection, and the same for all of one person's; the rooms only say what was spent.
 */
export interface Payer {
  /** False while too much was spent: nothing more is done for it, and its connections are closed and may come back. */
  readonly mayGoOn: boolean
  /** [S9] How long one update may take, in ms. */
  readonly patienceMs: number
  /** So many ms of this thread were spent on it. */
  spent(ms: number): void
  /** [S9] An update took longer than it may and was stopped. */
  struck(): void
}
