/** A request as bytes: with targets and headers that no client library would send. */
import { connect } from 'node:net'

export interface RawRequest {
  method?: string
  /** As it is: nothing is made of `//`, `..` or `%2f`. */
  target: string
  headers?: Record<string, string>
  body?: string
}

/** Status and body of the answer; 0 where the line was cut without one. */
export function rawRequest(
  port: number,
  { method = 'GET', target, headers = {}, body = '' }: RawRequest,
): Promise<{ status: number; text: string }> {
  const all: Record<string, string> = { host: `127.0.0.1:${port}`, connection: 'close', ...headers }
  if (body !== '') all['content-length'] ??= String(Buffer.byteLength(body))
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const parts: Buffer[] = []
    let isAnswered = false
    const answer = () => {
      if (isAnswered) return
      isAnswered = true
      const text = Buffer.concat(parts).toString('utf8')
      resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0), text })
      socket.destroy()
    }
    socket.on('data', (part) => {
      parts.push(part)
      // An upgraded connection stays open.
      if (part.toString('latin1').startsWith('HTTP/1.1 101')) answer()
    })
    socket.on('close', answer)
    socket.on('error', answer)
    socket.write(`${method} ${target} HTTP/1.1\r\n${head.join('')}\r\n${body}`)
  })
}
