export { type Format, type FormatId, formats } from './formats.ts'
export { type ReadResult, readJson, writeJson } from './json.ts'
