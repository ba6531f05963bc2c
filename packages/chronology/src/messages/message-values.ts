// Made from the messages by `node scripts/message-values.ts`: not by hand.
import type { SaidValue } from './said-types.ts'

export interface MessageValues {
  'check.actors-twice': { where: SaidValue; count: number; actors: SaidValue }
  'check.address-no-link': { address: SaidValue }
  'check.attributes-no-object': { where: SaidValue }
  'check.claim-outside-dispute': { where: SaidValue; what: SaidValue; dispute: SaidValue; type: SaidValue }
  'check.content-no-list': { where: SaidValue }
  'check.contradicts-event': { value: SaidValue; where: SaidValue; event: SaidValue; field: SaidValue; own: SaidValue }
  'check.csl-label': { label: SaidValue; where: SaidValue }
  'check.csl-type': { type: SaidValue; where: SaidValue }
  'check.date-not-csl': { key: SaidValue; where: SaidValue; example: SaidValue }
  'check.date-not-edtf': { key: SaidValue; text: SaidValue; where: SaidValue; hint: SaidValue }
  'check.dispute-one-sided': { where: SaidValue; readings: SaidValue }
  'check.duplicate-id': { list: SaidValue; id: SaidValue; first: SaidValue; second: SaidValue }
  'check.duplicate-inner-id': { key: SaidValue; where: SaidValue; id: SaidValue }
  'check.empty-text': { key: SaidValue; where: SaidValue }
  'check.end-before-start': { end: SaidValue; where: SaidValue; start: SaidValue }
  'check.fact-unknown-type': { where: SaidValue; type: SaidValue; known: SaidValue }
  'check.fact-without-id': { where: SaidValue; type: SaidValue }
  'check.hiding-characters': { key: SaidValue; where: SaidValue; controls: SaidValue }
  'check.key-not-kept': { key: SaidValue; where: SaidValue }
  'check.key-of-set': { key: SaidValue; where: SaidValue }
  'check.link-removed': { where: SaidValue; address: SaidValue }
  'check.long-text': { key: SaidValue; where: SaidValue; count: number; most: number }
  'check.mark-no-object': { where: SaidValue }
  'check.marks-no-list': { where: SaidValue }
  'check.marks-not-kept': { type: SaidValue; where: SaidValue }
  'check.missing-field': { where: SaidValue; key: SaidValue }
  'check.missing-id': { where: SaidValue }
  'check.names-not-csl': { key: SaidValue; where: SaidValue; example: SaidValue; institution: SaidValue }
  'check.newer-version': { version: SaidValue; known: SaidValue }
  'check.no-meta': { example: SaidValue }
  'check.no-version': { version: SaidValue }
  'check.node-no-object': { where: SaidValue }
  'check.not-a-list': { list: SaidValue }
  'check.not-an-object': { where: SaidValue; example: SaidValue }
  'check.not-rich-text': { where: SaidValue; example: SaidValue }
  'check.order-of-a-track': { order: SaidValue }
  'check.ordinal-not-whole': { where: SaidValue; value: SaidValue }
  'check.ordinal-too-large': { where: SaidValue; value: SaidValue }
  'check.reference-empty': { where: SaidValue; entry: SaidValue }
  'check.reference-missing': { where: SaidValue; what: SaidValue }
  'check.relation-to-itself': { where: SaidValue; event: SaidValue }
  'check.reserved-id': { id: SaidValue }
  'check.reserved-key': { key: SaidValue }
  'check.set-without-ids': { key: SaidValue; where: SaidValue; found: SaidValue }
  'check.subject-missing': { where: SaidValue; what: SaidValue }
  'check.text-node-empty': { where: SaidValue }
  'check.text-not-text': { key: SaidValue; where: SaidValue; cure: SaidValue }
  'check.theme-circle': { theme: SaidValue; circle: SaidValue }
  'check.too-deep': { most: SaidValue }
  'check.too-deep-text': { where: SaidValue; most: SaidValue }
  'check.too-many-entries': { list: SaidValue; count: number; most: number }
  'check.two-preferred': { first: SaidValue; second: SaidValue; what: SaidValue }
  'check.unknown-field': { where: SaidValue; field: SaidValue; what: SaidValue; known: SaidValue }
  'check.unknown-value': { where: SaidValue; key: SaidValue; value: SaidValue; otherwise: SaidValue; known: SaidValue }
  'check.unusable-id': { id: SaidValue }
  'check.value-does-not-fit': { value: SaidValue; where: SaidValue; field: SaidValue; type: SaidValue; wanted: SaidValue }
  'check.wrong-format': { format: SaidValue }
  'check.wrong-type': { key: SaidValue; where: SaidValue; expected: SaidValue; found: SaidValue }
  'found.text': { text: SaidValue }
  'kind.reference-missing': { entry: SaidValue }
  'kind.unknown-value': { key: SaidValue }
  'more': { count: SaidValue; kind: SaidValue }
  'numbered.actors': { number: SaidValue }
  'numbered.claims': { number: SaidValue }
  'numbered.disputes': { number: SaidValue }
  'numbered.documents': { number: SaidValue }
  'numbered.events': { number: SaidValue }
  'numbered.relations': { number: SaidValue }
  'numbered.sources': { number: SaidValue }
  'numbered.themes': { number: SaidValue }
  'numbered.tracks': { number: SaidValue }
  'part.and-more': { items: SaidValue; count: SaidValue }
  'part.circle': { narrower: SaidValue; broader: SaidValue }
  'part.circle-of-many': { narrower: SaidValue; broader: SaidValue }
  'part.csl-date': { example: SaidValue; literal: SaidValue }
  'part.fact': { field: SaidValue; what: SaidValue }
  'part.link-to': { address: SaidValue }
  'part.write-in-quotes': { key: SaidValue }
  'the.actor': { id: SaidValue }
  'the.document': { id: SaidValue }
  'the.event': { id: SaidValue }
  'the.source': { id: SaidValue }
  'the.track': { id: SaidValue }
  'the-entry.actors': { id: SaidValue }
  'the-entry.claims': { id: SaidValue }
  'the-entry.disputes': { id: SaidValue }
  'the-entry.documents': { id: SaidValue }
  'the-entry.events': { id: SaidValue }
  'the-entry.relations': { id: SaidValue }
  'the-entry.sources': { id: SaidValue }
  'the-entry.themes': { id: SaidValue }
  'the-entry.tracks': { id: SaidValue }
  'wanted.line': { most: SaidValue }
  'wanted.one-of': { others: SaidValue; last: SaidValue }
  'where.actors': { id: SaidValue }
  'where.citation-in': { where: SaidValue }
  'where.citation-of': { number: SaidValue; where: SaidValue }
  'where.claims': { id: SaidValue }
  'where.commentary-of': { where: SaidValue }
  'where.disputes': { id: SaidValue }
  'where.documents': { id: SaidValue }
  'where.events': { id: SaidValue }
  'where.field-of': { key: SaidValue; where: SaidValue }
  'where.relations': { id: SaidValue }
  'where.sources': { id: SaidValue }
  'where.themes': { id: SaidValue }
  'where.tracks': { id: SaidValue }
}
