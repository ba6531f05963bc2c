/**
 * The part of the CSL-JSON schema 1.0.2 that an item can break (citation-style-language/schema, csl-data.json):
 * properties, item types, names and dates. `custom` alone takes data that CSL does not know. For tests.
 */
const NAMES =
  'author chair collection-editor compiler composer container-author contributor curator director editor ' +
  'editorial-director executive-producer guest host illustrator interviewer narrator organizer original-author ' +
  'performer producer recipient reviewed-author script-writer series-creator translator'

const DATES = 'accessed available-date event-date issued original-date submitted'

const TEXTS =
  'language journalAbbreviation shortTitle citation-key abstract annote archive archive_collection archive_location ' +
  'archive-place authority call-number citation-label collection-title container-title container-title-short ' +
  'dimensions division DOI event event-title event-place genre ISBN ISSN jurisdiction keyword medium note ' +
  'original-publisher original-publisher-place original-title part-title PMCID PMID publisher publisher-place ' +
  'references reviewed-genre reviewed-title scale section source status title title-short URL volume-title year-suffix'

const NUMBERS =
  'chapter-number citation-number collection-number edition first-reference-note-number issue locator number ' +
  'number-of-pages number-of-volumes page page-first part-number printing-number supplement-number version volume'

const TYPES =
  'article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset ' +
  'document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation ' +
  'manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical ' +
  'personal_communication post post-weblog regulation report review review-book software song speech standard thesis ' +
  'treaty webpage'

const textOrNumber = { type: ['string', 'number'] }
const flag = { type: ['string', 'number', 'boolean'] }

const name = {
  type: 'object',
  properties: Object.fromEntries(
    ['family', 'given', 'dropping-particle', 'non-dropping-particle', 'suffix', 'literal'].map((key) => [
      key,
      { type: 'string' },
    ]),
  ),
  minProperties: 1,
  additionalProperties: false,
}

const date = {
  type: 'object',
  properties: {
    'date-parts': {
      type: 'array',
      items: { type: 'array', items: textOrNumber, minItems: 1, maxItems: 3 },
      minItems: 1,
      maxItems: 2,
    },
    season: textOrNumber,
    circa: flag,
    literal: { type: 'string' },
    raw: { type: 'string' },
    edtf: { type: 'string' },
  },
  additionalProperties: false,
}

export const cslItemSchema = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    type: { type: 'string', enum: TYPES.split(' ') },
    custom: { type: 'object' },
    ...each(NAMES, { type: 'array', items: name }),
    ...each(DATES, date),
    ...each(TEXTS, { type: 'string' }),
    ...each(NUMBERS, textOrNumber),
  },
  required: ['type', 'id'],
  additionalProperties: false,
}

function each(keys: string, schema: object): Record<string, object> {
  return Object.fromEntries(keys.split(' ').map((key) => [key, schema]))
}
