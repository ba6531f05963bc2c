import { expect, test } from 'vitest'
import { ItemFeed, PER_FRAME } from './item-feed.ts'

interface Item {
  id: string
  signature: string
}

/** A feed whose frames come when they are asked for, and what it has handed on. */
function makeFeed() {
  const drawn = new Map<string, string>()
  const steps: { gone: string[]; changed: string[] }[] = []
  let frames: (() => void)[] = []
  const feed = new ItemFeed<Item>({
    apply: (gone, changed) => {
      steps.push({ gone: [...gone], changed: changed.map(({ id }) => id) })
      for (const id of gone) drawn.delete(id)
      for (const { id, signature } of changed) drawn.set(id, signature)
    },
    nextFrame: (work) => {
      frames.push(work)
      return () => {
        frames = frames.filter((one) => one !== work)
      }
    },
  })
  const frame = () => {
    for (const work of frames.splice(0)) work()
  }
  return { feed, drawn, steps, frame, framesWaiting: () => frames.length }
}

function items(count: number, from = 0): Item[] {
  return Array.from({ length: count }, (_, index) => ({ id: `e${from + index}`, signature: 'a' }))
}

test('at once, all that is new is handed on in one step, and again nothing', () => {
  const { feed, drawn, steps } = makeFeed()
  feed.want(items(100))
  feed.pass(Infinity)
  feed.want(items(100))
  feed.pass(Infinity)
  expect(steps).toHaveLength(1)
  expect(drawn.size).toBe(100)
})

test('only what has another signature is handed on again', () => {
  const { feed, drawn, steps } = makeFeed()
  feed.want(items(3))
  feed.pass(Infinity)
  feed.want([...items(2), { id: 'e2', signature: 'b' }])
  feed.pass(Infinity)
  expect(steps.at(-1)).toEqual({ gone: [], changed: ['e2'] })
  expect(drawn.get('e2')).toBe('b')
})

test('while the window moves what has left goes at once, and what comes is spread over frames', () => {
  const { feed, drawn, steps, frame, framesWaiting } = makeFeed()
  feed.want(items(PER_FRAME))
  feed.pass(Infinity)
  feed.want(items(PER_FRAME * 2 + 1, 1_000))
  feed.pass(PER_FRAME)
  expect(steps.at(-1)?.gone).toHaveLength(PER_FRAME)
  expect(drawn.size).toBe(PER_FRAME)
  frame()
  expect(drawn.size).toBe(PER_FRAME * 2)
  frame()
  expect(drawn.size).toBe(PER_FRAME * 2 + 1)
  expect(framesWaiting()).toBe(0)
})

test('what is wanted no more before its frame comes is never drawn', () => {
  const { feed, drawn, frame } = makeFeed()
  feed.want(items(PER_FRAME * 3))
  feed.pass(PER_FRAME)
  expect(feed.has(`e${PER_FRAME}`)).toBe(false)
  feed.want(items(2))
  feed.pass(PER_FRAME)
  frame()
  frame()
  expect([...drawn.keys()]).toEqual(['e0', 'e1'])
})

test('two passes in one frame leave one frame to come', () => {
  const { feed, framesWaiting } = makeFeed()
  feed.want(items(PER_FRAME * 5))
  feed.pass(PER_FRAME)
  feed.pass(PER_FRAME)
  expect(framesWaiting()).toBe(1)
})

test('what could not be drawn is handed on again', () => {
  let fails = true
  const drawn: string[] = []
  const feed = new ItemFeed<Item>({
    apply: (_, changed) => {
      if (fails) throw new Error('no room')
      drawn.push(...changed.map(({ id }) => id))
    },
    nextFrame: () => () => {},
  })
  feed.want(items(1))
  expect(() => feed.pass(Infinity)).toThrow('no room')
  expect(feed.has('e0')).toBe(false)
  fails = false
  feed.want(items(1))
  feed.pass(Infinity)
  expect(drawn).toEqual(['e0'])
})

test('after the end no frame draws any more', () => {
  const { feed, drawn, frame } = makeFeed()
  feed.want(items(PER_FRAME * 2))
  feed.pass(PER_FRAME)
  feed.close()
  frame()
  expect(drawn.size).toBe(PER_FRAME)
})
