/** Work that must not overlap: each piece begins when the one before has ended, however it ended. */
export function inOrder(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const result = last.then(work)
    last = result.catch(() => {
      // Reported to the caller whose work it was.
    })
    return result
  }
}
