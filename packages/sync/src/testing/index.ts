export { FaultyStorage, type LoadFault, type WriteFault } from './faulty-storage.ts'
export { HandClock, settle } from './hand-clock.ts'
export { SeededRandom } from './seeded-random.ts'
export { deliverAll, type Mishap, Tab } from './tab.ts'
