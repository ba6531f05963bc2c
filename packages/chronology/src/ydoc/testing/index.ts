export { type HostileDocument, hostileDocument } from './hostile-document.ts'
export { type Draw, ODD_DATES, ODD_IDS, ODD_TEXTS } from './hostile-values.ts'
