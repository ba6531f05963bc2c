import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { routes } from '../contract.ts'
import { probes } from '../topics/probes.ts'
import { describeApi } from './describe-api.ts'

const described = describeApi({
  version: '1.2.3',
  baseUrl: 'https://time.example.org',
  sessionCookie: 'coeval.session_token',
})

test('it is OpenAPI 3.1, as another program checks it', async () => {
  const validator = new Validator()
  const { valid, errors } = await validator.validate(structuredClone(described))
  expect(errors ?? []).toEqual([])
  expect(valid).toBe(true)
  expect(validator.version).toBe('3.1')
})

test('a description that is none is found out by that program', async () => {
  const { info: _info, ...broken } = described
  expect((await new Validator().validate(structuredClone(broken))).valid).toBe(false)
})

test('each route is in it under its own name, with a summary and who may ask it', () => {
  const operations = Object.values(described.paths).flatMap((path) => Object.values(path)) as {
    operationId: string
    summary: string
    description: string
  }[]
  expect(operations.map(({ operationId }) => operationId).sort()).toEqual(
    [...Object.keys(routes), ...Object.keys(probes)].sort(),
  )
  for (const { summary, description } of operations) {
    expect(summary).toMatch(/[.!]$/)
    expect(description).toMatch(/^For /)
  }
})

test('every reference leads somewhere', () => {
  const references = [...JSON.stringify(described).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
    ([, name]) => name,
  )
  expect(references.length).toBeGreaterThan(20)
  expect(references.filter((name) => !(String(name) in described.components.schemas))).toEqual([])
})
