import WebSocket from 'ws'

/** For y-websocket's `WebSocketPolyfill`: the sockets of a program, whose upgrade has these headers. */
export function socketWith(headers: Record<string, string>): typeof globalThis.WebSocket {
  class SocketWith extends WebSocket {
    constructor(address: string) {
      super(address, { headers })
    }
  }
  return SocketWith as unknown as typeof globalThis.WebSocket
}
