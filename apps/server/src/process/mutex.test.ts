import { expect, test } from 'vitest'
import { inOrder } from './mutex.ts'

test('one piece of work begins when the one before it has ended, also where that one failed', async () => {
  const run = inOrder()
  const said: string[] = []
  const work =
    (name: string, fails = false) =>
    async () => {
      said.push(`${name} begins`)
      await Promise.resolve()
      said.push(`${name} ends`)
      if (fails) throw new Error(name)
      return name
    }
  const results = await Promise.allSettled([run(work('a')), run(work('b', true)), run(work('c'))])
  expect(said).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})
