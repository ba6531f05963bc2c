import { expect, test } from 'vitest'
import { FairQueue, QueueFullError } from './fair-queue.ts'

function makeQueue(limits: Partial<{ atOnce: number; mostWaiting: number; mostOfOne: number }> = {}) {
  const queue = new FairQueue({ atOnce: 1, mostWaiting: 10, mostOfOne: 10, ...limits })
  const begun: string[] = []
  /** Work that goes on until it is told to end. */
  const enter = (asker: string, name: string, signal?: AbortSignal) => {
    const gate = Promise.withResolvers<void>()
    const done = queue.run(
      asker,
      async () => {
        begun.push(name)
        await gate.promise
      },
      signal,
    )
    done.catch(() => undefined)
    return { end: () => gate.resolve(), fail: (error: Error) => gate.reject(error), done }
  }
  return { queue, begun, enter }
}

test('those who ask take turns, however much one of them asks for', async () => {
  const { begun, enter } = makeQueue()
  const works = [enter('a', 'a1'), enter('a', 'a2'), enter('a', 'a3'), enter('b', 'b1'), enter('c', 'c1')]
  for (const { end } of works) end()
  await Promise.all(works.map(({ done }) => done))
  expect(begun).toEqual(['a1', 'a2', 'b1', 'c1', 'a3'])
})

test('at most so many are under way, each in a slot of its own', async () => {
  const { queue, begun, enter } = makeQueue({ atOnce: 2 })
  const [first, second, third] = [enter('a', '1'), enter('b', '2'), enter('c', '3')]
  await Promise.resolve()
  expect({ begun: begun.length, running: queue.running, waiting: queue.waiting }).toEqual({
    begun: 2,
    running: 2,
    waiting: 1,
  })
  first?.end()
  await first?.done
  expect(begun).toEqual(['1', '2', '3'])
  second?.end()
  third?.end()
  await Promise.all([second?.done, third?.done])
  expect(queue.running).toBe(0)
})

test('one fills only a part of the queue, and all together only the whole', async () => {
  const { queue, enter } = makeQueue({ mostOfOne: 2, mostWaiting: 2 })
  enter('a', 'a1')
  enter('a', 'a2')
  await expect(enter('a', 'a3').done).rejects.toMatchObject({ name: 'QueueFullError', whose: 'own' })
  enter('b', 'b1')
  await expect(enter('c', 'c1').done).rejects.toBeInstanceOf(QueueFullError)
  expect(() => queue.check('c')).toThrow(QueueFullError)
})

test('who goes away while waiting leaves the queue, and what fails frees its slot', async () => {
  const { queue, begun, enter } = makeQueue({ mostOfOne: 2 })
  const first = enter('a', '1')
  const abort = new AbortController()
  const second = enter('b', '2', abort.signal)
  const third = enter('b', '3')
  abort.abort(new Error('gone'))
  await expect(second.done).rejects.toThrow('gone')
  expect(queue.waiting).toBe(1)
  first.fail(new Error('broken'))
  await expect(first.done).rejects.toThrow('broken')
  third.end()
  await third.done
  expect(begun).toEqual(['1', '3'])
  await expect(enter('a', '4', AbortSignal.abort(new Error('before'))).done).rejects.toThrow('before')
  expect([queue.running, queue.waiting]).toEqual([0, 0])
})
