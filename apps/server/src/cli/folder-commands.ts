/** `backup`, `restore`, `recover`, `new-secret` and `serve`: what is about the data folder as a whole. */
import { readConfig } from '../config.ts'
import type { CliIo, Command } from './cli-io.ts'
import { expectOperands } from './options.ts'
import { t } from '../messages/sentence.ts'

export const backup: Command = async ({ operands, options }, io) => {
  const [file] = expectOperands('backup', operands, [t('commandLine.needs-output')])
  const { backUp } = await import('./backups.ts')
  const { write, say } = io
  return backUp(dataFolderOf(io), file ?? '', { force: options.force === true, write, say })
}

export const restore: Command = async ({ operands }, io) => {
  const [file] = expectOperands('restore', operands, [t('commandLine.needs-backup')])
  const backups = await import('./backups.ts')
  return backups.restore(dataFolderOf(io), file ?? '', io.say)
}

export const recover: Command = async ({ operands }, io) => {
  expectOperands('recover', operands, [])
  const backups = await import('./backups.ts')
  return backups.recover(dataFolderOf(io), io.say)
}

export const newSecret: Command = async ({ operands }, io) => {
  expectOperands('new-secret', operands, [])
  const { makeNewSecret } = await import('./backups.ts')
  return makeNewSecret(dataFolderOf(io), io.say)
}

export const serve: Command = async ({ operands }, io) => {
  expectOperands('serve', operands, [])
  await io.serve()
  return 'running'
}

export function dataFolderOf({ env }: CliIo): string {
  return readConfig(env, { isTerminal: false }).dataFolder
}
