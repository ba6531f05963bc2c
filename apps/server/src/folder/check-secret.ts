import { lstatSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { SECRET } from './names.ts'
import { attempt, type Refuse } from './refuse-folder.ts'
import { fingerprintOf, readSecretFile, SECRET_BYTES } from './secret.ts'

/**
 * Refuses a secret that is missing, cut short or of another database. `fingerprint` undefined: the database is older than
 * fingerprints.
 */
export function checkSecret(folder: string, fingerprint: string | undefined, refuse: Refuse): void {
  const path = join(folder, SECRET)
  const anew = `Put back the one that belongs to the database, from a backup. If it is lost, make a new one: npm run coeval -- new-secret. Everybody signs in again then.`
  if (!lstatSync(path, { throwIfNoEntry: false })) {
    // A first start that was ended between two steps.
    const unfinished = lstatSync(`${path}.new`, { throwIfNoEntry: false }) && readSecretFile(`${path}.new`)
    if (fingerprint !== undefined && unfinished && fingerprintOf(unfinished) === fingerprint) return
    return refuse(`the file ${SECRET} is missing, which signs who is signed in`, anew)
  }
  if (!statSync(path, { throwIfNoEntry: false })) refuse(`${SECRET} is a link to something that is not there`, anew)
  if (!statSync(path).isFile()) refuse(`${SECRET} is not a file`, anew)
  const secret = attempt(folder, () => readSecretFile(path))
  if (secret === '') refuse(`the file ${SECRET} is empty`, anew)
  if (secret.length < SECRET_BYTES) refuse(`the file ${SECRET} is too short: a part of it is missing`, anew)
  if (fingerprint !== undefined && fingerprintOf(secret) !== fingerprint) {
    refuse(`the file ${SECRET} is not the one that belongs to the database`, anew)
  }
}
