/** A data folder that is empty before each test, and what can be done to the files in it. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach } from 'vitest'

/** Of the file of tests that imports it. */
export const folder = mkdtempSync(join(tmpdir(), 'coeval-folder-'))

beforeEach(() => {
  mkdirSync(folder, { recursive: true })
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

export function at(name: string): string {
  return join(folder, name)
}

export function remove(name: string): void {
  rmSync(at(name))
}

export function removeBut(kept: string): void {
  for (const name of readdirSync(folder)) if (name !== kept) rmSync(at(name), { recursive: true })
}

export function sql(text: string): void {
  using db = new DatabaseSync(at('coeval.sqlite'))
  db.exec(text)
}

export function spoil(name: string, position: number): void {
  const bytes = readFileSync(at(name))
  bytes.fill(0x5a, position, position + 16)
  writeFileSync(at(name), bytes)
}

/** The root of every second table. */
export function spoilPages(): void {
  const bytes = readFileSync(at('coeval.sqlite'))
  for (let start = 4096 * 2; start < bytes.length; start += 4096 * 2) bytes.fill(0xff, start, start + 64)
  writeFileSync(at('coeval.sqlite'), bytes)
}
