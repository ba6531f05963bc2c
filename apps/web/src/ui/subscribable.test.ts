import { expect, test, vi } from 'vitest'
import { Subscribable } from './subscribable.ts'

test('everyone hears what is told until they leave', () => {
  const news = new Subscribable<[number]>()
  const heard: string[] = []
  const { subscribe } = news
  const leave = subscribe((count) => heard.push(`a${count}`))
  subscribe((count) => heard.push(`b${count}`))
  news.tell(1)
  leave()
  news.tell(2)
  expect(heard).toEqual(['a1', 'b1', 'b2'])
})

test('a listener that fails is reported, and the others hear it all the same', () => {
  const reported: unknown[] = []
  vi.stubGlobal('reportError', (error: unknown) => reported.push(error))
  const news = new Subscribable()
  const heard: string[] = []
  const fault = new Error('of this listener')
  news.subscribe(() => {
    throw fault
  })
  news.subscribe(() => heard.push('the other'))
  news.tell()
  vi.unstubAllGlobals()
  expect([heard, reported]).toEqual([['the other'], [fault]])
})

test('after the end nobody is there to hear', () => {
  const news = new Subscribable()
  let told = 0
  news.subscribe(() => told++)
  expect(news.isHeard).toBe(true)
  news.clear()
  news.tell()
  expect([news.isHeard, told]).toEqual([false, 0])
})
