/** One route as an OpenAPI operation. */
import type { JsonSchema } from '@valibot/to-json-schema'
import type * as v from 'valibot'
import type { Answer, Route } from '../route.ts'
import type { Rule } from '../rule.ts'
import { jsonSchemaOf } from './json-schema.ts'
import { isRefusedBy } from './refusals.ts'

const FAILURE = { 'application/json': { schema: { $ref: '#/components/schemas/ApiFailure' } } }
const SESSION = { session: [] }
const KEY = { key: [] }

export function operationOf(operationId: string, route: Route, tag: string) {
  return {
    operationId,
    tags: [tag],
    summary: route.summary,
    description: whoMay(route.rule),
    security: securityOf(route.rule),
    parameters: [...pathParameters(route.path), ...queryParameters(route.query)],
    ...(route.body && { requestBody: { required: route.body.kind === 'file', content: contentOf(route.body) } }),
    responses: { ...answersOf(route), ...refusalsOf(route) },
  }
}

export function openApiPath(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}')
}

function pathParameters(path: string) {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
}

function queryParameters(query: v.GenericSchema | undefined) {
  if (!query) return []
  const { properties = {} } = jsonSchemaOf(query)
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: false, schema }))
}

function contentOf(body: NonNullable<Route['body']>): Record<string, { schema?: JsonSchema }> {
  if (body.kind === 'file') return { [body.mediaType]: {} }
  return { 'application/json': { schema: jsonSchemaOf(body) } }
}

function answersOf(route: Route) {
  return Object.fromEntries(
    Object.entries(route.answers).flatMap(([status, answer]) =>
      answer ? [[status, responseOf(answer)] as const] : [],
    ),
  )
}

function responseOf(answer: Answer) {
  switch (answer.kind) {
    case 'nothing':
      return { description: 'Done.' }
    case 'redirect':
      return { description: 'The browser is sent on.' }
    case 'socket':
      return { description: 'The connection becomes a websocket.' }
    case 'file':
      return { description: 'A file.', content: { [answer.mediaType]: {} } }
    case 'schema':
      return { description: 'Done.', content: { 'application/json': { schema: jsonSchemaOf(answer) } } }
  }
}

function refusalsOf(route: Route) {
  const codesByStatus = isRefusedBy(route)
  return Object.fromEntries(
    [...codesByStatus].map(([status, codes]) => [
      String(status),
      { description: `Refused: ${codes.map((code) => `\`${code}\``).join(', ')}.`, content: FAILURE },
    ]),
  )
}

function whoMay(rule: Rule): string {
  switch (rule.for) {
    case 'anyone':
      return 'For anybody.'
    case 'person':
      return 'For somebody with a session, guests too. No key reaches it.'
    case 'account':
      return 'For accounts, and for keys of theirs that write and are for all chronologies.'
    case 'instance-owner':
      return 'For the owner of the instance.'
    case 'machine':
      return 'For the command line on the machine of the server.'
    case 'chronology':
      return `For the role of ${rule.least} in the chronology, or more.`
  }
}

function securityOf(rule: Rule) {
  switch (rule.for) {
    case 'anyone':
      return [{}, SESSION, KEY]
    case 'person':
      return [SESSION]
    case 'account':
    case 'chronology':
      return rule.for === 'chronology' && rule.least === 'viewer' ? [{}, SESSION, KEY] : [SESSION, KEY]
    case 'instance-owner':
      return [SESSION, KEY]
    case 'machine':
      return [KEY]
  }
}
