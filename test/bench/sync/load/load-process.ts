// A process of the load generator: does what the bench asks for over IPC, and ends with it.
import { LoadCommands } from './load-commands.ts'

const commands = new LoadCommands()

process.on('disconnect', () => process.exit())
process.on('message', (request: { id: number; name: keyof LoadCommands; argument: never }) => {
  void answer(request)
})

async function answer({ id, name, argument }: { id: number; name: keyof LoadCommands; argument: never }) {
  try {
    process.send?.({ id, result: await commands[name](argument) })
  } catch (error) {
    process.send?.({ id, error: String(error) })
  }
}
