import { createReadStream } from 'node:fs'
import { StartupError } from '../process/startup-error.ts'
import { sentence, t } from '../messages/sentence.ts'

/** The server may take less: then it says so. */
const MAX_INPUT_BYTES = 200 * 1024 * 1024

/** Bytes: what they are in letters is found out by those who read files. Throws StartupError. */
export async function readInput(file: string, stdin: NodeJS.ReadableStream): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const parts: Uint8Array[] = []
    let length = 0
    for await (const part of file === '-' ? stdin : createReadStream(file)) {
      const bytes = typeof part === 'string' ? Buffer.from(part) : (part as Uint8Array)
      length += bytes.length
      if (length > MAX_INPUT_BYTES) {
        throw new StartupError(sentence('commandLine.input-too-large', { most: MAX_INPUT_BYTES / 1024 / 1024 }))
      }
      parts.push(bytes)
    }
    const whole = new Uint8Array(length)
    let at = 0
    for (const part of parts) {
      whole.set(part, at)
      at += part.length
    }
    return whole
  } catch (cause) {
    if (cause instanceof StartupError) throw cause
    const { code } = cause as NodeJS.ErrnoException
    const reason =
      code === 'ENOENT' ? t('reasons.not-there') : code === 'EISDIR' ? t('reasons.is-folder') : String(cause)
    throw new StartupError(sentence('commandLine.input-unreadable', { file, reason }), { cause })
  }
}
