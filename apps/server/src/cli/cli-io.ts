import type { Options } from './options.ts'

/** What the command line works with: of the process, or of a test. */
export interface CliIo {
  env: Record<string, string | undefined>
  stdin: NodeJS.ReadableStream
  /** To standard output: data alone. Resolves when it is written. */
  write: (data: string | Uint8Array) => Promise<void>
  /** A line to standard error. */
  say: (text: string) => void
  serve: () => Promise<void>
}

/** What was written after the name of a command. */
export interface Given {
  operands: string[]
  options: Options
}

/** Returns the exit code; 'running' where a server goes on. */
export type Command = (given: Given, io: CliIo) => Promise<number | 'running'>
