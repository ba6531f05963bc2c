export { fitsField } from './claim-value.ts'
