import { say, type Sentence } from '../messages/sentence.ts'

/** The program cannot start, or not do what was asked: one sentence for standard error that says what to do. */
export class StartupError extends Error {
  override name = 'StartupError'

  constructor(said: Sentence | string, options?: ErrorOptions) {
    super(say(said), options)
  }
}
