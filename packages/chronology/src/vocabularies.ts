/** Words with a meaning of their own in a chronology. Others are kept as they are. */

/** Where the date of an event comes from. */
export const DATE_BASES = ['stated', 'footnote', 'inferred', 'undated'] as const
export type DateBasis = (typeof DATE_BASES)[number]

/** Whether a source says that the event happened, or it follows from what the source says. */
export const CERTAINTIES = ['stated', 'inferred', 'disputed'] as const
export type Certainty = (typeof CERTAINTIES)[number]

/** Kinds with a mark of their own on the timeline. An event may have any other kind; it is drawn as 'context'. */
export const EVENT_KINDS = [
  'meeting',
  'speech',
  'document',
  'visit',
  'policy',
  'project',
  'publication',
  'phase',
  'context',
  'snapshot',
  'gap',
  'era',
] as const
export type EventKind = (typeof EVENT_KINDS)[number]

/** How people met. An event may have any other mode. */
export const MODES = ['online', 'in person', 'hybrid'] as const

/**
 * dispute  readings that cannot all hold       gap      what a source ought to say and does not
 * caution  a defect or an ambiguity of a source that a reader must know
 */
export const DISPUTE_TYPES = ['dispute', 'gap', 'caution'] as const
export type DisputeType = (typeof DISPUTE_TYPES)[number]

export const RELATION_TYPES = [
  'after',
  'before',
  'contemporary-with',
  'ended-by',
  'part-of',
  'started-by',
  'same-as',
] as const
export type RelationType = (typeof RELATION_TYPES)[number]

/** CSL locator terms offered in the interface (citationstyles.org, "Locators"). */
export const LOCATOR_LABELS = [
  'page',
  'chapter',
  'section',
  'paragraph',
  'note',
  'volume',
  'line',
  'figure',
  'table',
] as const
