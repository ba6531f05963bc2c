/** `list`, `export` and `import`. */
import { basename } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { type Chronology, MAX_TITLE_LENGTH, shownLine } from '@coeval/chronology'
import { textsOverLimit } from '@coeval/chronology/check'
import type { Command } from './cli-io.ts'
import { withClient } from './open-client.ts'
import { expectOperands } from './options.ts'
import { readInput } from './read-input.ts'
import { sayProblems } from '../messages/say-problems.ts'
import { OWN_LANGUAGES, t } from '../messages/sentence.ts'

export const list: Command = ({ operands }, io) => {
  expectOperands('list', operands, [])
  return withClient(io, async (client) => {
    for (const { id, title, events, trashedAt } of await client.list()) {
      await io.write(
        `${id}\t${events}\t${shownLine(title, MAX_TITLE_LENGTH)}${trashedAt === null ? '' : `\t${t('commandLine.in-trash')}`}\n`,
      )
    }
    return 0
  })
}

export const exportFile: Command = async ({ operands, options }, io) => {
  const [id] = expectOperands('export', operands, [t('commandLine.needs-id')])
  const { bytes, isPacked, changedIds } = await withClient(io, (client) =>
    client.export(id ?? '', options.format ?? 'json'),
  )
  const file = isPacked ? gunzipSync(bytes) : bytes
  await io.write(file)
  for (const { path, message } of textsOverLimit(JSON.parse(new TextDecoder().decode(file)) as Chronology)) {
    io.say(t('commandLine.warning', { path, message }))
  }
  if (changedIds > 0) io.say(t('commandLine.changed-ids', { count: changedIds }))
  return 0
}

export const importFile: Command = async ({ operands, options }, io) => {
  const [file] = expectOperands('import', operands, [t('commandLine.needs-input')])
  // Read to its end before the data folder is taken: `export | import` needs it twice.
  const bytes = await readInput(file ?? '', io.stdin)
  const fileName = file === '-' ? undefined : basename(file ?? '')
  return withClient(io, async (client) => {
    const { id, title, problems } = await client.import(
      { bytes, fileName, encoding: options.encoding },
      { title: options.title },
    )
    for (const { severity, path, message } of sayProblems(problems, OWN_LANGUAGES)) {
      io.say(`${severity} at ${path || '/'}: ${message}`)
    }
    io.say(t('commandLine.imported', { title: shownLine(title, MAX_TITLE_LENGTH) }))
    await io.write(`${id}\n`)
    return 0
  })
}
