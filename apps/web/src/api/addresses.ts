/** Addresses that the browser itself opens, or that are asked without `api`. */
import { addressOf, probes, routes } from '@coeval/api'

export const exportAddress = (id: string, format: string) =>
  addressOf(routes.exportChronology, { params: { id }, query: { format } })
/** Whether the server is there. */
export const livezAddress = () => addressOf(probes.readLivez)
export const auditCsvAddress = (id: string) => addressOf(routes.readAuditFile, { params: { id } })
export const instanceAuditCsvAddress = () => addressOf(routes.readInstanceAuditFile)
/** Of a page at this origin. */
export const echoAddress = (origin: string) => `${origin.replace(/^http/, 'ws')}${addressOf(routes.openEcho)}`
