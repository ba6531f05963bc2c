export { type ExpectedValue, expectedValue, fitsField } from './claim-value.ts'
export { factKey } from './fact-key.ts'
