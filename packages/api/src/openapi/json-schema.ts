/** Schemas of the contract as JSON Schema (draft 2020-12), which is what OpenAPI 3.1 has. */
import { type ConversionConfig, type JsonSchema, toJsonSchema, toJsonSchemaDefs } from '@valibot/to-json-schema'
import type * as v from 'valibot'
import { isChoice } from '../choice.ts'
import { isInstant } from '../values.ts'
import { components } from './components.ts'

const CONFIG: ConversionConfig = {
  target: 'draft-2020-12',
  typeMode: 'input',
  // What a check or a clean-up by code means is said in words.
  ignoreActions: ['check', 'transform'],
  overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
  overrideAction: ({ valibotAction, jsonSchema }) =>
    (valibotAction as object) === isInstant ? { ...jsonSchema, format: 'date-time' } : undefined,
  overrideSchema: ({ valibotSchema }) =>
    isChoice(valibotSchema) ? { anyOf: valibotSchema.choices.map((each) => jsonSchemaOf(each)) } : undefined,
}

/** With references into `components`. Throws where a schema has no counterpart. */
export function jsonSchemaOf(schema: v.GenericSchema): JsonSchema {
  const { $defs: _defs, $schema: _draft, ...described } = toJsonSchema(schema, { ...CONFIG, definitions: components })
  return described
}

export function componentSchemas(): Record<string, JsonSchema> {
  return toJsonSchemaDefs(components, CONFIG)
}
