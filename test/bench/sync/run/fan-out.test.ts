import { expect, test } from 'vitest'
import type { FanOutLoad } from '../loads.ts'
import { startPeer } from '../peer.ts'
import { PEERS } from '../wire/dialect.ts'
import { runFanOut } from './fan-out.ts'

const LOAD: FanOutLoad = {
  kind: 'fan-out',
  writers: 3,
  perSecond: 20,
  caret: true,
  readers: 6,
  targets: { cpuRatio: { peer: 'relay', atMost: 1 } },
}

test.each(PEERS)('%s is understood: every reader gets every update', async (name) => {
  const peer = await startPeer(name)
  try {
    const figures = await runFanOut(peer, LOAD, { warmUpMs: 200, windowMs: 600, sampled: 2 })
    expect(figures).toMatchObject({ readers: 6, missing: 0, incompleteReaders: 0, lost: [] })
    expect(figures.deliveriesPerSecond).toBeGreaterThan(0)
    expect(figures.p50Ms).toBeGreaterThan(0)
  } finally {
    await peer.close()
  }
})
