export type { Complaint } from './complaints.ts'
export { readInput } from './read-input.ts'
