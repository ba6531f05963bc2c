/** What is answered as plain text: in the language of whoever asks. */
import type { Context } from 'hono'
import { acceptedLanguages, say, type Sentence } from '../messages/sentence.ts'

export function inWords(c: Context, said: Sentence | string): string {
  return say(said, acceptedLanguages(c.req.header('accept-language')))
}
