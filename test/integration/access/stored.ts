/** What is in the database file of a server, as somebody sees it who got hold of a copy. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** All bytes of the database, its write-ahead log, and what else lies there, but for the files that are secrets. */
export function storedBytes(folder: string): Buffer {
  const names = readdirSync(folder).filter((name) => name !== 'secret' && name !== 'server.json')
  return Buffer.concat(names.map((name) => readFileSync(join(folder, name))))
}

/** Of identity providers. */
export function storedTokens(folder: string): string[] {
  using db = new DatabaseSync(join(folder, 'coeval.sqlite'), { readOnly: true })
  const rows = db.prepare('select accessToken, refreshToken, idToken from "account"').all()
  return rows.flatMap((row) => Object.values(row)).filter((value): value is string => typeof value === 'string')
}
