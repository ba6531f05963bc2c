// Made from the messages by `node scripts/message-values.ts`: not by hand.
export interface MessageValues {
  'accounts.dead-link-command': { command: string | number }
  'accounts.for-another-than': { email: string | number }
  'accounts.long-password': { max: string | number }
  'accounts.oidc-down': { name: string | number }
  'accounts.short-password': { min: string | number }
  'backUp.in-data-folder': { path: string | number; folder: string | number }
  'backUp.is-folder': { path: string | number; example: string | number }
  'backUp.is-there': { path: string | number }
  'backUp.no-data-folder': { folder: string | number }
  'backUp.no-folder': { parent: string | number }
  'backUp.not-written': { reason: string | number; where: string | number }
  'backUp.nothing-replaced': { path: string | number }
  'backUp.nothing-yet': { folder: string | number }
  'backupFile.bad-file': { path: string | number; why: string | number }
  'backups.kept': { keptIn: string | number }
  'backups.new-secret': { path: string | number }
  'backups.no-data-folder': { folder: string | number }
  'backups.nothing-done': { reason: string | number }
  'backups.recovered': { path: string | number; wal: string | number }
  'backups.restored': { path: string | number; made: string | number; counted: string | number; checksum: string | number }
  'backups.unreadable': { id: string | number; why: string | number }
  'checkup.address-ok': { baseUrl: string | number }
  'checkup.address-other': { address: string | number; baseUrl: string | number }
  'checkup.clock-wrong': { now: string | number }
  'checkup.proxy-foreign-host': { host: string | number; expected: string | number }
  'checkup.proxy-not-trusted': { headers: string | number }
  'chronologies.long-title': { most: string | number }
  'chronologies.not-found': { id: string | number }
  'chronologies.unknown-format': { format: string | number; known: string | number }
  'chronologies.unreadable-file': { reason: string | number }
  'commandLine.changed-ids': { count: number }
  'commandLine.encoding-offer': { name: string | number; preview: string | number; label: string | number }
  'commandLine.give-number': { option: string | number; most: string | number }
  'commandLine.give-one-of': { option: string | number; choices: string | number }
  'commandLine.good-once': { expiresAt: string | number }
  'commandLine.good-until': { expiresAt: string | number }
  'commandLine.imported': { title: string | number }
  'commandLine.input-too-large': { most: string | number }
  'commandLine.input-unreadable': { file: string | number; reason: string | number }
  'commandLine.key-made': { name: string | number }
  'commandLine.link-for': { name: string | number }
  'commandLine.link-role': { role: string | number }
  'commandLine.needs': { command: string | number; missing: string | number }
  'commandLine.no-command': { command: string | number }
  'commandLine.not-understood': { why: string | number }
  'commandLine.not-vouched': { email: string | number }
  'commandLine.unexpected-operand': { command: string | number; operand: string | number }
  'commandLine.until': { expiresAt: string | number }
  'commandLine.usage': { message: string | number }
  'commandLine.warning': { path: string | number; message: string | number }
  'commandLineAccess.no-such-key': { id: string | number }
  'commandLineAccess.no-such-person': { email: string | number }
  'commandLineAccess.not-found': { id: string | number }
  'config.address': { name: string | number; text: string | number }
  'config.log': { log: string | number; logLevels: string | number }
  'config.number': { name: string | number; value: string | number; fewest: string | number; usual: string | number }
  'config.oidc-issuer': { issuer: string | number }
  'config.port': { port: string | number }
  'config.security-contact': { text: string | number }
  'config.session-hours': { text: string | number; most: string | number }
  'config.trust-proxy': { text: string | number }
  'dataFolder.cannot-be-used': { folder: string | number; reason: string | number }
  'dataFolder.cannot-be-used-mend': { folder: string | number; detail: string | number }
  'dataFolder.damaged': { folder: string | number }
  'dataFolder.in-use': { folder: string | number }
  'dataFolder.set-your-own': { folder: string | number; reason: string | number }
  'failures.storage': { trouble: string | number }
  'fileBody.too-large': { megabytes: string | number }
  'guard.not-found': { id: string | number }
  'guard.role': { role: string | number; least: string | number }
  'guard.too-much': { seconds: string | number }
  'http.too-large': { most: string | number }
  'inspect.cannot-be-used': { folder: string | number; what: string | number; untouched: string | number; ways: string | number }
  'inspect.damaged': { folder: string | number; how: string | number; untouched: string | number; ways: string | number }
  'inspect.unreadable': { folder: string | number; reason: string | number; untouched: string | number }
  'instance.no-email': { name: string | number }
  'instance.owns-alone': { titles: string | number; count: number }
  'passwordGate.busy': { seconds: number }
  'quotas.too-many-bytes': { used: string | number; most: string | number }
  'quotas.too-many-chronologies': { chronologies: string | number; chronologiesPerPerson: string | number }
  'quotas.too-many-joins': { seconds: number }
  'quotas.too-many-keys': { count: string | number }
  'quotas.too-many-links': { count: string | number }
  'quotas.too-many-people': { count: string | number }
  'recover.is-there': { folder: string | number }
  'recover.not-whole': { path: string | number }
  'restore.no-file': { file: string | number }
  'restore.nothing-restored': { reason: string | number }
  'restore.other-files': { folder: string | number; names: string | number }
  'restore.unreadable': { reason: string | number }
  'restore.unreadable-chronology': { file: string | number; id: string | number; why: string | number }
  'security.foreign-host': { baseUrl: string | number; host: string | number }
  'security.foreign-origin': { baseUrl: string | number }
  'security.sockets-from': { baseUrl: string | number }
  'startServer.cannot-listen': { host: string | number; port: string | number; reason: string | number }
  'startServer.no-such-host': { host: string | number }
  'startServer.not-your-port': { port: string | number }
  'startServer.port-taken': { port: string | number }
  'transfers.closing': { kind: string | number }
  'transfers.not-found': { id: string | number }
  'transfers.not-transferred': { kind: string | number }
  'transfers.too-deep': { kind: string | number }
  'transfers.too-long': { kind: string | number; seconds: string | number }
  'transfers.too-much': { kind: string | number }
  'tries.addresses': { seconds: number }
  'tries.calls': { seconds: number }
  'tries.exports': { seconds: number }
  'tries.keys': { seconds: number }
  'tries.links': { seconds: number }
  'tries.password': { seconds: number }
  'tries.passwords': { seconds: number }
  'upgrades.websockets-only': { lines: string | number }
}
