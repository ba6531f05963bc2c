import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ServerProcess } from '../../server-process.ts'
import type { Target } from './wire/client.ts'
import type { PeerName } from './wire/dialect.ts'

const LISTEN_WITHIN_MS = 20_000

/** A server under load: a process of its own. */
export interface Peer {
  name: PeerName
  pid: number
  /** New rooms, empty and open to join. */
  rooms(count: number): Promise<Target[]>
  /** Ends it the hard way; whatever it kept goes. */
  close(): Promise<void>
}

/** Starts one with nothing in it. Throws if it does not listen. */
export async function startPeer(name: PeerName): Promise<Peer> {
  return name === 'coeval' ? startCoeval() : startScript(name)
}

async function startCoeval(): Promise<Peer> {
  const server = await ServerProcess.start()
  const peer = coevalPeer(server)
  return {
    name: peer.name,
    get pid() {
      return peer.pid
    },
    async rooms(count) {
      const rooms = await peer.rooms(count)
      // As after a restart: rooms are in the store, none in memory, so that joining them is what is measured.
      await server.stop()
      await server.listen()
      return rooms
    },
    close: () => peer.close(),
  }
}

/** A server of ours that runs already. */
export function coevalPeer(server: ServerProcess): Peer {
  return {
    name: 'coeval',
    get pid() {
      return server.pid
    },
    async rooms(count) {
      const rooms: Target[] = []
      const key = await server.makeKey()
      const headers = { writer: { authorization: `Bearer ${key}` }, reader: { origin: server.url } }
      for (let i = 0; i < count; i++) {
        const response = await server.fetch('/api/chronologies', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ title: `Room ${i}` }),
        })
        if (response.status !== 201) throw new Error(`no room was made: ${await response.text()}`)
        const { id } = (await response.json()) as { id: string }
        await server.fetch(`/api/chronologies/${id}`, {
          method: 'PATCH',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ visibility: 'public' }),
        })
        rooms.push({ peer: 'coeval', port: server.port, room: id, headers })
      }
      return rooms
    },
    async close() {
      await server.kill()
      await server.close()
    },
  }
}

async function startScript(name: PeerName): Promise<Peer> {
  const child = spawn(process.execPath, [fileURLToPath(new URL(`peers/${name}.ts`, import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  try {
    const port = await portOf(child, name)
    return {
      name,
      pid: child.pid ?? Number.NaN,
      rooms: async (count) =>
        Array.from({ length: count }, (_, index) => ({ peer: name, port, room: `room-${index}` })),
      close: async () => {
        child.kill('SIGKILL')
      },
    }
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
}

function portOf(child: ChildProcess, name: PeerName): Promise<number> {
  return new Promise((resolve, reject) => {
    const tooLong = setTimeout(() => reject(new Error(`${name} did not listen in time`)), LISTEN_WITHIN_MS)
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code} before it listened`)))
    let said = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const port = /port (\d+)\n/.exec(said)?.[1]
      if (port === undefined) return
      clearTimeout(tooLong)
      resolve(Number(port))
    })
  })
}
