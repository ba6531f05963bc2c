/**
 * Puts a restored backup in the place of what is there, in steps of which each can be the last before the power fails:
 * the unpacked backup gets the name `restore-ready` once it is whole, and from then on every start goes on with it. What
 * was there is moved to a folder beside, and can be used as a data folder from there.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { handOver, renameDurably, syncToDisk } from './durably.ts'
import { ANNOUNCEMENT, DATABASE, INSTANCE, RESTORE_READY, RESTORING, SECRET, SHM, WAL } from './names.ts'

const PLAN = 'plan.json'
/** The log first: beside the database that comes it would be wrong. */
const STEPS = [
  { name: WAL, before: DATABASE },
  { name: SHM, before: DATABASE },
  { name: `${DATABASE}-journal`, before: DATABASE },
  { name: DATABASE, before: DATABASE },
  { name: SECRET, before: SECRET },
  { name: INSTANCE, before: INSTANCE },
] as const

export interface SwapPlan {
  /** The folder that what is there moves to. */
  keepIn: string
}

/** After this the restore takes place, come what may. */
export function commitRestore(folder: string): void {
  renameDurably(join(folder, RESTORING), join(folder, RESTORE_READY))
}

export function planPath(folder: string): string {
  return join(folder, RESTORING, PLAN)
}

/** Nothing happens where nothing is ready. Only for the holder of the lock. */
export function finishRestore(folder: string): void {
  const ready = join(folder, RESTORE_READY)
  if (!existsSync(ready)) return
  const planFile = join(ready, PLAN)
  if (existsSync(planFile)) {
    const { keepIn } = JSON.parse(readFileSync(planFile, 'utf8')) as SwapPlan
    const kept = join(folder, keepIn)
    // Left by a server that was killed: with it, a database without a log is taken for one that has lost it.
    rmSync(join(folder, ANNOUNCEMENT), { force: true })
    for (const { name, before } of STEPS) {
      // What lies in the folder is the former one for as long as the new one has not left for it.
      const isFormer = existsSync(join(ready, before))
      if (isFormer && existsSync(join(folder, name))) {
        mkdirSync(kept, { recursive: true, mode: 0o700 })
        handOver(kept)
        renameDurably(join(folder, name), join(kept, name))
      }
      if (name === before && isFormer) renameDurably(join(ready, name), join(folder, name))
    }
    rmSync(planFile)
  }
  // What the database left there while it was prepared.
  rmSync(ready, { recursive: true })
  syncToDisk(folder)
}

/** Removes what an interrupted unpacking left: a copy of a backup. */
export function clearUnfinished(folder: string): void {
  // The plan first: what is only partly there must not be put in place by a server that was told of it before.
  rmSync(planPath(folder), { force: true })
  rmSync(join(folder, RESTORING), { recursive: true, force: true })
}

/** Whether one lies there whole, and waits to be put in place. */
export function isUnpacked(folder: string): boolean {
  return existsSync(planPath(folder))
}
