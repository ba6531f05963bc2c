import type { Initiator } from './audit.ts'
import { MACHINE } from './principal.ts'

/** The command line, where it works straight in the data folder. */
export const AT_THE_MACHINE: Initiator = { who: MACHINE, address: null }
