/** What CSL-JSON 1.0.2 knows (citation-style-language/schema, csl-data.json): item types, locator terms, variables. */

export const CSL_TYPES: ReadonlySet<string> = words(
  'article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset ' +
    'document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation ' +
    'manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical ' +
    'personal_communication post post-weblog regulation report review review-book software song speech standard thesis ' +
    'treaty webpage',
)

/** "sub verbo" is how CSL 1.0 wrote it. */
export const CSL_LOCATORS: ReadonlySet<string> = words(
  'act appendix article-locator book canon chapter column elocation equation figure folio issue line note opus page ' +
    'paragraph part rule scene section sub-verbo supplement table timestamp title-locator verse version volume',
).add('sub verbo')

/** name: a list of people   date: date-parts and the like   text: text   number: a number or text */
export type CslVariableType = 'name' | 'date' | 'text' | 'number'

const VARIABLES: Record<CslVariableType, string> = {
  name:
    'author chair collection-editor compiler composer container-author contributor curator director editor ' +
    'editorial-director executive-producer guest host illustrator interviewer narrator organizer original-author ' +
    'performer producer recipient reviewed-author script-writer series-creator translator',
  date: 'accessed available-date event-date issued original-date submitted',
  text:
    'language journalAbbreviation shortTitle citation-key abstract annote archive archive_collection archive_location ' +
    'archive-place authority call-number citation-label collection-title container-title container-title-short ' +
    'dimensions division DOI event event-title event-place genre ISBN ISSN jurisdiction keyword medium note ' +
    'original-publisher original-publisher-place original-title part-title PMCID PMID publisher publisher-place ' +
    'references reviewed-genre reviewed-title scale section source status title title-short URL volume-title year-suffix',
  number:
    'chapter-number citation-number collection-number edition first-reference-note-number issue locator number ' +
    'number-of-pages number-of-volumes page page-first part-number printing-number supplement-number version volume',
}

/** What each variable of an item holds. `id`, `type`, `custom` and `categories` are none. */
export const CSL_VARIABLES: ReadonlyMap<string, CslVariableType> = new Map(
  (Object.keys(VARIABLES) as CslVariableType[]).flatMap((type) =>
    VARIABLES[type].split(' ').map((name) => [name, type] as const),
  ),
)

function words(text: string): Set<string> {
  return new Set(text.split(' '))
}
