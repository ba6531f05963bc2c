import type { FoundProblem, Problem } from '@coeval/chronology'
import type { EncodingOffer } from '@coeval/formats'

import { say, type Sentence } from './messages/sentence.ts'
import { sayProblems } from './messages/say-problems.ts'

export interface RefusalDetails extends ErrorOptions {
  problems?: (Problem | FoundProblem)[]
  retryAfterS?: number
  offer?: EncodingOffer
}

/** A request that cannot be done, with a sentence for the person who asked, see `say`. `status` is HTTP's. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 503
  readonly code: string
  /** To be said in the language of the person who asked; `message` has it in that of the terminal. */
  readonly sentence: Sentence | string
  /** To be said likewise, see `sayRefusal`. */
  readonly problems: (Problem | FoundProblem)[]
  /** For a file that seems to be in another encoding than UTF-8. */
  readonly offer: EncodingOffer | undefined
  /** For 429 and 503: when trying again makes sense. */
  readonly retryAfterS: number | undefined

  constructor(
    status: Refusal['status'],
    code: string,
    said: Sentence | string,
    { problems = [], retryAfterS, offer, ...options }: RefusalDetails = {},
  ) {
    super(say(said), options)
    this.sentence = said
    this.status = status
    this.code = code
    this.problems = problems
    this.offer = offer
    this.retryAfterS = retryAfterS
  }
}

/**
 * What is answered, in the language of whoever asked. A sentence with a `reason` that is the first of the problems has it
 * in that language too.
 *
 * @param wished BCP 47 tags, the dearest first
 */
export function sayRefusal({ sentence, problems }: Refusal, wished: readonly string[]) {
  const said = sayProblems(problems, wished)
  const at = problems.findIndex(({ severity }) => severity === 'error')
  const reason = said[at]?.message
  if (typeof sentence === 'string' || reason === undefined || sentence.values.reason !== problems[at]?.message) {
    return { message: say(sentence, wished), problems: said }
  }
  return { message: say({ ...sentence, values: { ...sentence.values, reason } }, wished), problems: said }
}
