import { readFileSync } from 'node:fs'
import { type Chronology, COLLECTIONS, type Source } from '@coeval/chronology'
import { checkChronology } from '@coeval/chronology/check'
import { readJson, writeJson } from '@coeval/formats'
import schema from '@coeval/formats/coeval.schema.json' with { type: 'json' }
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { cajJson } from './index.ts'
import { articleSources, caj, first, interpretationsOf, isPage, pages } from './testing/caj-parts.ts'

const text = cajJson()

describe('the file', () => {
  test('has no errors and no warnings', () => {
    expect(checkChronology(JSON.parse(text)).problems).toEqual([])
    expect(readJson(text).problems).toEqual([])
  })

  test('is valid by the published JSON Schema', () => {
    const validate = new Ajv2020({ allErrors: true, strict: false }).compile(schema)
    validate(JSON.parse(text))
    expect(validate.errors ?? []).toEqual([])
  })

  test('is canonical: what is read from it is written with the same bytes', () => {
    expect(writeJson(readJson(text).chronology as Chronology)).toBe(text)
  })

  test('has all of the first layer', () => {
    expect(Object.fromEntries(COLLECTIONS.map((name) => [name, first[name].length]))).toEqual({
      tracks: 9,
      themes: 35,
      actors: 71,
      documents: 20,
      sources: 37,
      events: 91,
      relations: 38,
      disputes: 40,
      claims: 97,
    })
    expect(articleSources.map(({ custom }) => (custom as { footnote: number }).footnote)).toEqual(
      Array.from({ length: 37 }, (_, index) => index + 1),
    )
  })
})

test('the README counts what the file holds', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const ofType = (wanted: string) => caj.disputes.filter(({ type = 'dispute' }) => type === wanted).length
  const byPages = caj.claims.filter(({ sourceId }) => isPage(sourceId)).length
  for (const row of [
    `${first.events.length} + ${caj.events.length - first.events.length} events`,
    `${caj.tracks.length} tracks, with ${caj.themes.length} themes, ${caj.actors.length} actors, ${caj.documents.length} documents`,
    `${caj.relations.length} relations`,
    `${first.relations.length} within the first layer, ${caj.relations.length - first.relations.length} that lead`,
    `${articleSources.length} + ${pages.length} sources`,
    `the ${pages.length} web pages`,
    `They cite ${new Set(articleSources.map(workOf)).size} works`,
    `${new Set([caj.commentary, ...caj.events.map(({ commentary }) => commentary)].flatMap(interpretationsOf)).size} interpretations`,
    `${caj.events.length - first.events.length} events have the \`layer\``,
    `${caj.disputes.length} doubts`,
    `${ofType('dispute')} disputes, ${ofType('gap')} gaps, ${ofType('caution')} cautions`,
    `${caj.claims.length} claims`,
    `${caj.claims.length - byPages} by the article, ${byPages} by pages; ${caj.claims.filter(({ dispute }) => dispute).length} of them belong`,
  ]) {
    expect(readme).toContain(row)
  }
})

function workOf({ custom }: Source): unknown {
  return (custom as { work?: string }).work
}
