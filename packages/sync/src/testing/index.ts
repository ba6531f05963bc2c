export { FaultyStorage } from './faulty-storage.ts'
export { HandClock, settle } from './hand-clock.ts'
export { SeededRandom } from './seeded-random.ts'
export { deliverAll, Tab } from './tab.ts'
