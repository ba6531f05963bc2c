// Made from the messages by `node scripts/message-values.ts`: not by hand.
export interface MessageValues {
  'app.unexpected': { message: string }
  'fault.elsewhere': { message: string }
  'save.offline': { count: number }
  'save.failing': { count: number }
  'save.refused': { count: number }
  'save.closed': { count: number }
  'leftBehind.text': { count: number }
  'sentAway.unknown': { reason: string }
  'sentAway.unsaved': { count: number }
  'workspace.openFailed': { reason: string }
  'timeline.bce': { year: string }
  'timeline.ce': { year: string }
  'timeline.millionYears': { number: string }
  'timeline.billionYears': { number: string }
  'timeline.before': { count: number }
  'timeline.after': { count: number }
  'timeline.earlier': { count: number }
  'timeline.later': { count: number }
  'timeline.undated': { count: number }
  'timeline.undatedIn': { lane: string }
  'timeline.more': { count: number; lane: string; from: string; to: string }
  'timeline.unchanged': { date: string }
  'timeline.moved': { title: string; date: string }
  'timeline.retracked': { title: string; track: string }
  'timeline.movedBoth': { title: string; date: string; track: string }
  'timeline.movedGone': { title: string }
  'timeline.cannotStep': { title: string }
  'timeline.trashed': { title: string }
  'timeline.added': { date: string }
  'timeline.claimed': { date: string }
  'list.dateRange': { start: string; end: string }
  'list.also': { tracks: string }
  'list.visitor': { name: string }
  'list.sourceCount': { count: number }
  'list.claims': { count: number }
  'list.about': { names: string }
  'list.layer': { name: string }
  'list.eventCount': { count: number }
  'panel.andMore': { count: number }
  'home.longTitle': { title: string }
  'home.events': { count: number }
  'home.updated': { when: string }
  'home.trashed': { when: string }
  'home.actions': { title: string }
  'home.loadFailed': { reason: string }
  'home.movedToTrash': { title: string }
  'home.putBack': { title: string }
  'home.removeTitle': { title: string }
  'home.removed': { title: string }
  'workspace.showTrack': { name: string }
  'workspace.hideTrack': { name: string }
  'workspace.colourSlot': { number: number }
  'workspace.editTrack': { name: string }
  'workspace.deleteTrackUsed': { count: number }
  'workspace.trashCount': { count: number }
  'workspace.eventsWord': { count: number }
  'people.here': { count: number }
  'people.you': { name: string }
  'people.more': { count: number }
  'people.whereEvent': { name: string; event: string }
  'people.whereField': { name: string; event: string; field: string }
  'people.nowhere': { name: string }
  'people.go': { name: string }
  'transfer.reading': { name: string }
  'transfer.summary': { title: string; events: number; sources: number }
  'transfer.arriving': { received: string }
  'transfer.offer': { name: string }
  'transfer.readAs': { name: string }
  'transfer.errors': { count: number }
  'transfer.warnings': { count: number }
  'transfer.failed': { reason: string }
  'transfer.longTexts': { count: number }
  'transfer.manyLongTexts': { count: number }
  'transfer.changedIds': { count: number }
  'panel.longText': { count: number; most: number }
  'panel.textFull': { most: number }
  'panel.hiddenControls': { text: string }
  'panel.trashed': { title: string }
  'panel.restored': { title: string }
  'panel.personHere': { name: string }
  'panel.bounds': { bounds: string }
  'panel.dateChanged': { date: string }
  'panel.addField': { field: string }
  'panel.remove': { name: string }
  'panel.edit': { name: string }
  'panel.moreChoices': { count: number }
  'panel.create': { name: string }
  'panel.ordinalWords': { number: number; status: string }
  'panel.ordinalInSeries': { number: number; series: string; status: string }
  'panel.locator.page': { count: number; locator: string }
  'panel.locator.chapter': { count: number; locator: string }
  'panel.locator.section': { count: number; locator: string }
  'panel.locator.paragraph': { count: number; locator: string }
  'panel.locator.note': { count: number; locator: string }
  'panel.locator.volume': { count: number; locator: string }
  'panel.locator.line': { count: number; locator: string }
  'panel.locator.figure': { count: number; locator: string }
  'panel.locator.table': { count: number; locator: string }
  'panel.quoted': { text: string }
  'panel.etAl': { name: string }
  'panel.circa': { year: string }
  'panel.presentValue': { value: string }
  'panel.disputeOption': { type: string; title: string }
  'panel.used': { value: string }
  'panel.eventCites': { sources: string }
  'panel.factOf': { field: string; name: string }
  'panel.relationWithCertainty': { words: string; certainty: string }
  'commentary.asOfWords': { date: string }
  'commentary.footnote': { number: number }
  'form.passwordShort': { count: number }
  'form.passwordLong': { count: number }
  'me.menu': { name: string }
  'me.signOutAccount': { name: string }
  'me.signOutGuest': { name: string }
  'signIn.with': { name: string }
  'signIn.already': { name: string }
  'signIn.guest': { name: string }
  'signIn.error.access_denied': { provider: string }
  'signIn.error.account_not_linked': { provider: string }
  'signIn.error.email_not_found': { provider: string }
  'signIn.error.unable_to_get_user_info': { provider: string }
  'signIn.error.unknown': { provider: string; code: string }
  'signUp.keepsWriting': { name: string }
  'signUp.keepsAll': { name: string }
  'signUp.already': { name: string }
  'account.signInAs': { email: string }
  'account.connect': { name: string }
  'account.connectHint': { name: string }
  'account.endKeys': { count: number }
  'account.guest': { name: string }
  'account.nameOnly': { name: string }
  'account.signOutOf': { browser: string }
  'account.lastSeen': { when: string }
  'account.from': { address: string }
  'keys.oneChronology': { chronology: string }
  'keys.days': { count: number }
  'keys.madeTitle': { name: string }
  'keys.revokeNamed': { name: string }
  'keys.revokeTitle': { name: string }
  'keys.lastUsed': { when: string }
  'keys.expires': { day: string }
  'keys.expired': { day: string }
  'instance.versionSince': { version: string; when: string }
  'instance.connections': { count: number }
  'instance.openChronologies': { count: number }
  'instance.storageText': { used: string; free: string; total: string }
  'instance.linkOnce': { when: string }
  'instance.guests': { count: number }
  'instance.owns': { count: number }
  'instance.lastSeen': { when: string }
  'instance.signInLinkTitle': { name: string }
  'instance.signInLinkText': { name: string }
  'instance.promoteText': { name: string }
  'instance.promoteUnvouched': { email: string }
  'instance.demoteText': { name: string }
  'instance.vouchText': { email: string; name: string }
  'instance.doubtText': { email: string; name: string }
  'instance.vouched': { email: string }
  'instance.removeTitle': { name: string }
  'instance.removeText': { name: string }
  'instance.ownedBy': { names: string }
  'instance.becomeOwnerOf': { title: string }
  'audit.times': { count: number }
  'audit.action.owner-claimed': { who: string }
  'audit.action.signed-in': { who: string }
  'audit.action.sign-in-failed': { subject: string }
  'audit.action.signed-up': { who: string }
  'audit.action.signed-out': { who: string }
  'audit.action.signed-out-everywhere': { who: string }
  'audit.action.password-changed': { who: string }
  'audit.action.guest-became-account': { who: string }
  'audit.action.link-made': { who: string; subject: string }
  'audit.action.link-used': { who: string; subject: string }
  'audit.action.link-changed': { who: string; subject: string }
  'audit.action.link-revoked': { who: string; subject: string }
  'audit.action.join-asked': { who: string; subject: string }
  'audit.action.join-let-in': { who: string; subject: string }
  'audit.action.join-refused': { who: string; subject: string }
  'audit.action.member-added': { who: string; subject: string }
  'audit.action.member-removed': { who: string; subject: string }
  'audit.action.member-left': { who: string }
  'audit.action.role-changed': { who: string; subject: string }
  'audit.action.visibility-changed': { who: string }
  'audit.action.key-made': { who: string; subject: string }
  'audit.action.key-revoked': { who: string; subject: string }
  'audit.action.keys-ended': { who: string; subject: string }
  'audit.action.sign-in-link-made': { who: string; subject: string }
  'audit.action.chronology-made': { who: string }
  'audit.action.chronology-imported': { who: string }
  'audit.action.chronology-exported': { who: string }
  'audit.action.chronology-trashed': { who: string }
  'audit.action.chronology-restored': { who: string }
  'audit.action.chronology-deleted': { who: string; subject: string }
  'audit.action.instance-changed': { who: string }
  'audit.action.invitation-made': { who: string }
  'audit.action.ownership-changed': { who: string; subject: string }
  'audit.action.person-removed': { who: string; subject: string }
  'audit.action.person-renamed': { who: string }
  'audit.action.chronology-renamed': { who: string }
  'audit.action.audit-downloaded': { who: string }
  'audit.action.request-refused': { who: string }
  'checkup.problems': { count: number }
  'checkup.warnings': { count: number }
  'checkup.server.silent': { reason: string }
  'checkup.server.refuses': { reason: string }
  'checkup.tls.plain': { hostname: string }
  'checkup.clock.ahead': { count: number }
  'checkup.clock.behind': { count: number }
  'checkup.speed.ok': { ms: number }
  'checkup.speed.slow': { ms: number }
  'role.left': { count: number }
  'namePrompt.keep': { name: string }
  'namePrompt.done': { name: string }
  'share.added.owner': { name: string }
  'share.added.editor': { name: string }
  'share.added.commenter': { name: string }
  'share.added.viewer': { name: string }
  'share.invited': { email: string }
  'share.wrongNumber': { most: string }
  'share.byLink': { label: string }
  'share.tabs': { count: number }
  'share.readers': { count: number }
  'share.lastSeen': { when: string }
  'share.updates': { count: number }
  'share.roleOf': { name: string }
  'share.removeOf': { name: string }
  'share.removeText': { name: string }
  'share.requestText': { label: string }
  'share.asked': { when: string }
  'share.unvouched': { email: string }
  'share.letInOf': { name: string }
  'share.refuseOf': { name: string }
  'share.linkFor': { email: string }
  'share.changeOf': { name: string }
  'share.revokeOf': { name: string }
  'share.revokePersonalText': { name: string }
  'share.stays.owner': { name: string }
  'share.stays.editor': { name: string }
  'share.stays.commenter': { name: string }
  'share.stays.viewer': { name: string }
  'share.keep': { count: number }
  'share.latestOnly': { count: number }
  'share.uses': { count: number }
  'share.usesOf': { count: number; most: number }
  'share.lastUsed': { when: string }
  'share.made': { when: string }
  'share.madeBy': { when: string; name: string }
  'share.ends': { day: string }
  'share.ended': { day: string }
  'share.revokedAt': { when: string }
  'invited.textSignedIn': { email: string }
  'invited.state.waiting': { when: string }
  'invited.state.refused': { when: string }
  'invited.state.ended': { when: string }
  'leave.title': { title: string }
  'leave.done': { title: string }
}
