/** Loaded into a server under test (`--import`): writes down, in the file that COEVAL_TEST_OUTGOING names, the addresses it calls. */
import dns from 'node:dns'
import { appendFileSync } from 'node:fs'
import { Socket } from 'node:net'

const file = process.env.COEVAL_TEST_OUTGOING
if (file !== undefined) {
  const note = (line: string) => appendFileSync(file, `${line}\n`)
  // oxlint-disable-next-line typescript/unbound-method -- it is called with the `this` that it would have had
  const { connect } = Socket.prototype
  Socket.prototype.connect = function (this: Socket, ...args: unknown[]): Socket {
    note(`connect ${JSON.stringify(args[0])}`)
    return Reflect.apply(connect as (...all: unknown[]) => Socket, this, args)
  } as typeof connect
  for (const [of, names] of [
    [dns, ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveSrv', 'resolveTxt']],
    [dns.promises, ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveSrv', 'resolveTxt']],
  ] as const) {
    const functions = of as unknown as Record<string, (...args: unknown[]) => unknown>
    for (const name of names) {
      const original = functions[name]
      functions[name] = (...args) => {
        note(`${name} ${String(args[0])}`)
        return original?.(...args)
      }
    }
  }
  note('watching')
}
