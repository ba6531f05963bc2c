export { type ApiFacts, describeApi } from './describe-api.ts'
