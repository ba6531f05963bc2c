/**
 * Calls every listener. The fault of one is reported as the page's own (`reportError`) and stops neither the others nor
 * the caller: often that is Yjs in the middle of applying what the server sent.
 */
export function callEach<A extends unknown[]>(listeners: Iterable<(...args: A) => void>, ...args: A): void {
  for (const listener of listeners) {
    try {
      listener(...args)
    } catch (error) {
      reportError(error)
    }
  }
}
