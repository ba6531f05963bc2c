import { type Catalogue, type Speaker, speakerOf } from '@coeval/chronology/messages'
import { english } from './english.ts'

/**
 * Says what is wrong with a file, in a language; what its catalogues lack is said in English.
 *
 * @param catalogues those of `@coeval/chronology/messages` and `@coeval/formats/messages`, as far as there are any
 */
export function fileSpeaker(language: string, catalogues: readonly Catalogue[]): Speaker {
  return speakerOf(language, Object.assign({}, ...catalogues) as Catalogue, english)
}
