export {
  type CheckResult,
  checkChronology,
  MAX_ENTRIES_PER_LIST,
} from './check-chronology.ts'
export { MAX_PROBLEMS_PER_KIND } from './problem-list.ts'
export { textsOverLimit } from './check-limits.ts'
