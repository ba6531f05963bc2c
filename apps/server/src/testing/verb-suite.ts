/** What each verb of a domain has to do: store, tell the live connections, write the log. */
import { describe, expect, test } from 'vitest'
import { type Domains, openDomains, type Part } from './domains.ts'

export interface VerbCase {
  before?: (domains: Domains) => Promise<unknown>
  does: (domains: Domains) => Promise<unknown>
  /** Looked up afterwards; `result` is what the verb returned. */
  stored: (domains: Domains, result: unknown) => unknown
  is: unknown
  /** As "eve roleChanged"; none where no connection rests on it. */
  closes: string[]
  /** As [action, who did it, chronology, subject, detail]. */
  logs: (string | null)[][]
}

/** The names are those of the verbs, or begin with them. */
export function testVerbs(cases: Record<string, VerbCase>): void {
  describe.each(Object.entries(cases))('%s', (_name, verb) => {
    const whole = { stored: verb.is, closes: verb.closes, logs: verb.logs }

    test('stores, tells and logs', async () => {
      expect(await observed(verb)).toEqual(whole)
    })

    const parts: Part[] = verb.closes.length > 0 ? ['stores', 'tells', 'logs'] : ['stores', 'logs']
    test.each(parts)('a change that leaves out what it %s is noticed', async (part) => {
      expect(await observed(verb, part)).not.toEqual(whole)
    })
  })
}

async function observed(verb: VerbCase, leftOut?: Part) {
  const domains = await openDomains()
  try {
    await verb.before?.(domains)
    domains.closed.length = 0
    domains.leaveOut(leftOut)
    const before = await domains.audit.page(null, null, 100)
    const result = await verb.does(domains).catch((error: unknown) => {
      if (!leftOut) throw error
    })
    const entries = await domains.audit.page(null, null, 100)
    return {
      stored: await verb.stored(domains, result),
      closes: domains.closed.toSorted(),
      logs: entries
        .slice(0, entries.length - before.length)
        .map(({ action, actor, chronology, subject, detail }) => [
          action,
          actor?.name ?? null,
          chronology?.id ?? null,
          subject,
          detail,
        ]),
    }
  } finally {
    await domains.close()
  }
}
