/**
 * Loaded into a server under test (`node --import`), in front of its own code: makes its disk hang or its database
 * read-only while a test says so. `COEVAL_TEST_DISK` is a file; what it says is looked at before every transaction.
 *
 *   read-only   SQLite itself refuses to write
 *   hang        the storage thread stays in a system call that never returns (it reads from a pipe without a writer)
 */
import { openSync, readFileSync, readSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { isMainThread } from 'node:worker_threads'

const orders = process.env.COEVAL_TEST_DISK
if (!isMainThread && orders !== undefined) {
  // oxlint-disable-next-line typescript/unbound-method -- it is called with the `this` that it would have had
  const { exec } = DatabaseSync.prototype
  DatabaseSync.prototype.exec = function (sql: string): void {
    if (sql.startsWith('begin')) {
      const order = readFileSync(orders, 'utf8')
      if (order === 'hang') readSync(openSync(`${orders}.pipe`, 'r'), new Uint8Array(1))
      exec.call(this, `pragma query_only = ${order === 'read-only'}`)
    }
    exec.call(this, sql)
  }
}
