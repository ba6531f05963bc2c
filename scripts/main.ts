import { Failure } from './bootstrap/failure.mjs'

/** Run a script's main function: a Failure becomes its sentence on standard error and exit code 1. */
export async function main(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
