export { type ExpectedValue, expectedValue, fitsField } from './claim-value.ts'
