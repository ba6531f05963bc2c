/** A failure that is explained to the user in one sentence, which says what to do. Its stack is of no interest. */
export class Failure extends Error {}
