/** A tab's side of a real socket: y-websocket's own provider, and what it is told beyond its protocol. */
import { TAG, readSaved, readStorage } from '@coeval/sync'
import { expect, vi } from 'vitest'
import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { ServerProcess } from './server-process.ts'

export class RealTab {
  readonly doc = new Y.Doc()
  readonly provider: WebsocketProvider
  /** The sentence that the server sent last while it cannot store. */
  trouble: string | undefined
  readonly closeCodes: number[] = []
  #sent = 0
  #saved = 0

  /** `headers` say who it is: without, the program that has the server's key. */
  constructor(server: ServerProcess, room: string, headers: Record<string, string> = server.asProgram) {
    const startCounting = () => {
      this.#sent = 0
      this.#saved = 0
    }
    const countWrite = () => this.#sent++
    class CountingSocket extends WebSocket {
      constructor(address: string) {
        super(address, { headers })
        startCounting()
      }
      override send(data: Uint8Array): void {
        if (data[0] === 0 && data[1] !== 0) countWrite()
        super.send(data)
      }
    }
    this.provider = new WebsocketProvider(server.syncAddress, room, this.doc, {
      params: { ack: '1' },
      disableBc: true,
      maxBackoffTime: 300,
      WebSocketPolyfill: CountingSocket as unknown as typeof globalThis.WebSocket,
    })
    this.provider.messageHandlers[TAG.saved] = (_encoder, decoder) => {
      this.#saved = readSaved(decoder)
    }
    this.provider.messageHandlers[TAG.storage] = (_encoder, decoder) => {
      const { failing, reason } = readStorage(decoder)
      this.trouble = failing ? reason : undefined
    }
    this.provider.on('connection-close', (event) => {
      if (event) this.closeCodes.push(event.code)
    })
  }

  /** All that it has sent over the present connection is on disk, says the server. */
  get isSaved(): boolean {
    return this.provider.synced && this.#saved === this.#sent
  }

  write(text: string): void {
    this.doc.getText('test').insert(0, text)
  }

  get text(): string {
    return this.doc.getText('test').toString()
  }

  close(): void {
    this.provider.destroy()
  }
}

/** Resolves when it holds. The time is there to end a test that hangs, and no busy machine gets near it. */
export function until(condition: () => unknown): Promise<void> {
  return vi.waitFor(() => expect(condition()).toBeTruthy(), { timeout: 90_000, interval: 10 })
}
