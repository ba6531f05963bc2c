import { expect, test } from 'vitest'
import { laneSize, MIN_LANE_PX } from './lane-size.ts'

const PLAIN = { eras: false, hidden: false }

test('a lane has room for two lines of its name, and more for rows, counts and the names of eras', () => {
  expect(laneSize(1, 1, PLAIN)).toEqual({ topPx: 0, heightPx: MIN_LANE_PX })
  const three = laneSize(1, 3, PLAIN).heightPx
  expect(three).toBeGreaterThan(MIN_LANE_PX)
  expect(laneSize(1, 3, { eras: false, hidden: true }).heightPx).toBeGreaterThan(three)
})

test('eras are named above the first lane alone', () => {
  const first = laneSize(0, 3, { eras: true, hidden: false })
  expect(first.topPx).toBeGreaterThan(0)
  expect(first.heightPx - first.topPx).toBe(laneSize(0, 3, PLAIN).heightPx)
  expect(laneSize(1, 3, { eras: true, hidden: false })).toEqual(laneSize(1, 3, PLAIN))
})
