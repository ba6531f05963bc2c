/** Writing that is on the disk when it returns. */
import { closeSync, fsyncSync, lchownSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** For the user who runs the server, and nobody else. */
export const PRIVATE = 0o600

/** A file or a folder; of a folder, its list of names. */
export function syncToDisk(path: string): void {
  const fd = openSync(path, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

/** Whole or not at all: under another name first, then in its place. */
export function writeDurably(path: string, text: string): void {
  const unfinished = `${path}.new`
  rmSync(unfinished, { force: true })
  writeFileSync(unfinished, text, { mode: PRIVATE, flush: true })
  handOver(unfinished)
  renameDurably(unfinished, path)
}

/** What root makes gets the owner of the folder around it: else the server could not read it. */
export function handOver(path: string): void {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = statSync(dirname(path))
  lchownSync(path, uid, gid)
}

export function renameDurably(from: string, to: string): void {
  renameSync(from, to)
  syncToDisk(dirname(to))
  if (dirname(from) !== dirname(to)) syncToDisk(dirname(from))
}
