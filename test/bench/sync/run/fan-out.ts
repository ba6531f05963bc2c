import type { FanOutLoad } from '../loads.ts'
import type { Peer } from '../peer.ts'
import { Audience, type WindowFigures } from './audience.ts'

/** Writers and readers in one room of this server, for one window. */
export async function runFanOut(
  peer: Peer,
  load: FanOutLoad,
  options: { windowMs: number; warmUpMs: number; sampled: number },
): Promise<WindowFigures> {
  const [target] = await peer.rooms(1)
  if (!target) throw new Error('no room')
  const audience = await Audience.join({ ...load, target, pid: peer.pid, sampled: options.sampled })
  try {
    return await audience.measure(options)
  } finally {
    audience.close()
  }
}
