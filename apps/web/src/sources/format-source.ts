/**
 * Sources (CSL-JSON items) and pointers into them, as words: author, year, title, container. A small formatter of our
 * own in one style, for reading on the page; full styles belong to exports.
 */
import { isSafeLink } from '../words/safe-link.ts'
import { type Json, MAX_ID_LENGTH, MAX_TERM_LENGTH, MAX_TITLE_LENGTH, shownText, type Source } from '@coeval/chronology'
import { t } from '../i18n/late.ts'

export interface SourcePart {
  text: string
  italic?: boolean
}

/** What a pointer needs of a citation, a claim or a citation mark in the text. */
export interface Pointer {
  label?: string | null
  locator?: string | null
  prefix?: string | null
  suffix?: string | null
}

/** CSL types whose own title is set in italics; of all others it is the container's. */
const ITALIC_TITLES = new Set(['book', 'thesis', 'report', 'periodical', 'motion_picture', 'map', 'legislation'])
const MAX_NAMES_IN_FULL = 3

/** "Green 2003": for margins, chips and lists. Without an author, the publisher stands for one, else the title. */
export function formatSourceShort(source: Source | undefined): string {
  if (!source) return t('panel.sourceGone')
  const names = people(source)
  const by = names.length > 2 ? t('panel.etAl', { name: surname(names[0]!) }) : names.map(surname).join(' & ')
  const title = shortened(source.title || idInWords(source))
  const publisher = textOf(source.publisher)
  const year = sourceYear(source)
  // Pages of one ministry would all read the same.
  if (!by && !year && publisher) return `${publisher}, ${title}`
  return [by || publisher || title, year].filter(Boolean).join(' ')
}

/** "M. Green, 2003. *Japan's Reluctant Realism*. Palgrave Macmillan." as parts, so that italics are the renderer's. */
export function formatSource(source: Source | undefined): SourcePart[] {
  if (!source) return [{ text: t('panel.sourceGone') }]
  const parts: SourcePart[] = []
  const names = people(source)
  const shown =
    names.length > MAX_NAMES_IN_FULL ? [t('panel.etAl', { name: fullName(names[0]!) })] : names.map(fullName)
  const head = [shown.join(', '), sourceYear(source)].filter(Boolean).join(', ')
  if (head) parts.push({ text: `${head}. ` })
  const italic = ITALIC_TITLES.has(source.type)
  const title = textOf(source.title) || idInWords(source)
  parts.push({ text: title, italic }, { text: endsSentence(title) ? ' ' : '. ' })
  const container = textOf(source['container-title'])
  if (container) {
    parts.push({ text: container, italic: true })
    const place = [textOf(source.volume), textOf(source.issue) && `(${textOf(source.issue)})`].filter(Boolean).join(' ')
    const pages = textOf(source.page)
    parts.push({ text: `${place && ` ${place}`}${pages && `, ${pages}`}. ` })
  }
  const publisher = textOf(source.publisher)
  if (publisher && publisher !== container)
    parts.push({ text: endsSentence(publisher) ? `${publisher} ` : `${publisher}. ` })
  const last = parts.at(-1)
  if (last) last.text = last.text.trimEnd()
  return parts.filter((part) => part.text !== '')
}

/** The same as one string, for search and for names of controls. */
export function sourceText(source: Source | undefined): string {
  return formatSource(source)
    .map((part) => part.text)
    .join('')
}

/** "p. 163", "pp. 12–14", "section 2", "n. 30"; '' without a locator. A locator without a label is a page (CSL). */
export function formatLocator({ label, locator: written }: Pointer): string {
  if (!written) return ''
  const term = label || 'page'
  const locator = shownText(written, MAX_TITLE_LENGTH)
  if (!isLocatorTerm(term)) return `${shownText(term, MAX_TERM_LENGTH)} ${locator}`
  // A section may be pointed at by its heading: words are quoted, and a comma in them does not separate items.
  if (!/^[\divxlc]/i.test(locator) || locator.split(/\s+/).length > 3) {
    return t(`panel.locator.${term}`, { locator: t('panel.quoted', { text: locator }), count: 1 })
  }
  const count = /[-–—,&]|\band\b/.test(locator) ? 2 : 1
  return t(`panel.locator.${term}`, { locator, count })
}

/** "see Green 2003, p. 163, with doubts": a whole pointer in short form. */
export function formatPointer(source: Source | undefined, pointer: Pointer): string {
  const main = [formatSourceShort(source), formatLocator(pointer)].filter(Boolean).join(', ')
  const [prefix, suffix] = [aside(pointer.prefix), aside(pointer.suffix)]
  return [prefix, main].filter(Boolean).join(' ') + (suffix && `, ${suffix}`)
}

/** What stands before or after a pointer. Marks in the commentary carry any text. */
export function aside(text: string | null | undefined): string {
  return text ? shownText(text, MAX_TITLE_LENGTH) : ''
}

/** The year of publication as printed: "2003", "c. 2023", "" where none is given. */
export function sourceYear(source: Source): string {
  const issued = source.issued as { 'date-parts'?: Json[][]; circa?: Json; literal?: Json; raw?: Json } | undefined
  if (typeof issued !== 'object' || issued === null) return ''
  const year = issued['date-parts']?.[0]?.[0]
  if (typeof year === 'number' || typeof year === 'string') {
    return issued.circa ? t('panel.circa', { year: String(year) }) : String(year)
  }
  return textOf(issued.literal) || textOf(issued.raw)
}

/** An http(s) address at which the source can be read, from its DOI or URL. */
export function sourceAddress(source: Source): string | undefined {
  const doi = textOf(source.DOI)
  const address = doi ? `https://doi.org/${doi.replace(/^https?:\/\/(dx\.)?doi\.org\//, '')}` : textOf(source.URL)
  return isSafeLink(address) && !/^mailto:/i.test(address) ? address : undefined
}

/** Authors as a line that `parseNames` reads back: "Green, M.; Ministry of Foreign Affairs". */
export function namesToText(source: Source): string {
  return people(source)
    .map((name) => (name.literal ? name.literal : [name.family, name.given].filter(Boolean).join(', ')))
    .join('; ')
}

/** "Family, Given; Family, Given; Some Institution" as CSL names. Without a comma, a name is taken as it stands. */
export function parseNames(text: string): { family?: string; given?: string; literal?: string }[] {
  return text
    .split(';')
    .map((name) => name.trim())
    .filter(Boolean)
    .map((name) => {
      const [family = '', ...given] = name.split(',')
      return given.length > 0 ? { family: family.trim(), given: given.join(',').trim() } : { literal: name }
    })
}

const LOCATOR_TERMS = ['page', 'chapter', 'section', 'paragraph', 'note', 'volume', 'line', 'figure', 'table'] as const

function isLocatorTerm(term: string): term is (typeof LOCATOR_TERMS)[number] {
  return LOCATOR_TERMS.some((known) => known === term)
}

function idInWords({ id }: Source): string {
  return shownText(id, MAX_ID_LENGTH)
}

/** All that authors (or editors) are called, for search: "Len", "C.", "Uyama Tomohiko", "Ministry of Foreign Affairs". */
export function namesOf(source: Source): string[] {
  return people(source).flatMap((name) => [surname(name), name.family, name.given].filter(isText))
}

function isText(text: Json | undefined): text is string {
  return typeof text === 'string' && text !== ''
}

interface Name {
  family?: string
  given?: string
  literal?: string
  'non-dropping-particle'?: string
}

function people(source: Source): Name[] {
  const names = Array.isArray(source.author) && source.author.length > 0 ? source.author : source.editor
  if (!Array.isArray(names)) return []
  return names.filter((name): name is Name & Json[] => typeof name === 'object' && name !== null) as unknown as Name[]
}

function surname(name: Name): string {
  return [name['non-dropping-particle'], name.family].filter(Boolean).join(' ') || name.literal || name.given || ''
}

function fullName(name: Name): string {
  return [name.given, surname(name)].filter((part, index, all) => part && all.indexOf(part) === index).join(' ')
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''
}

function endsSentence(text: string): boolean {
  return /[.?!。]["'”’»]?$/.test(text)
}

function shortened(title: string): string {
  const words = title.split(/\s+/)
  return words.length > 6
    ? `${words
        .slice(0, 5)
        .join(' ')
        .replace(/[\p{P}\s]+$/u, '')} …`
    : title
}
