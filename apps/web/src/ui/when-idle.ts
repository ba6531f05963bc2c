/** Runs the action when the browser is idle, at the latest after `withinMs`. Returns what cancels it. Safari has no idle. */
export function whenIdle(action: () => void, withinMs: number): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(action, withinMs)
    return () => clearTimeout(timer)
  }
  const handle = requestIdleCallback(action, { timeout: withinMs })
  return () => cancelIdleCallback(handle)
}
