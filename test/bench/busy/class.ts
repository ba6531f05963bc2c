import { ServerProcess } from '../../server-process.ts'
import type { Figure } from '../statistics.ts'
import { Visitor } from '../../visitor.ts'
import { readUsage } from '../sync/process-usage.ts'

const STUDENTS = 300
const PASSWORD = 'long enough, and known'

/** A class signs in from one address at once: by a link, and by password. From the first request to each answer. */
export async function runClass(): Promise<{ figures: Figure[]; cpuMs: { link: number; password: number } }> {
  const server = await ServerProcess.start()
  try {
    const owner = await server.owner()
    const link = await owner.makeLink('caj', { role: 'viewer' })
    const join = await measured(server, (n) => new Visitor(server.url).join(link.url, `Student ${n}`), 201)
    await owner.send('PATCH', '/api/instance', { signUp: 'open' })
    for (let n = 0; n < STUDENTS; n++) {
      const account = { name: `Student ${n}`, email: emailOf(n), password: PASSWORD }
      const { status, body } = await new Visitor(server.url).send('POST', '/api/sign-up', account)
      if (status >= 300) throw new Error(`no account: ${status} ${JSON.stringify(body)}`)
    }
    const signIn = await measured(
      server,
      (n) => new Visitor(server.url).send('POST', '/api/sign-in', { email: emailOf(n), password: PASSWORD }),
      200,
    )
    return {
      figures: [
        { name: `${STUDENTS} by a link at once`, valuesMs: join.tookMs },
        { name: `${STUDENTS} by password at once`, valuesMs: signIn.tookMs },
      ],
      cpuMs: { link: join.cpuMs, password: signIn.cpuMs },
    }
  } finally {
    await server.close()
  }
}

function emailOf(n: number): string {
  return `student${n}@example.org`
}

/** People who are told to wait (429, 503) wait that long, and ask again, as the page does. */
async function measured(
  server: ServerProcess,
  ask: (n: number) => Promise<{ status: number; headers: Headers }>,
  wanted: number,
): Promise<{ tookMs: number[]; cpuMs: number }> {
  const before = readUsage(server.pid).cpuMs
  const beganMs = performance.now()
  const tookMs = await Promise.all(
    Array.from({ length: STUDENTS }, async (_, n) => {
      for (;;) {
        const { status, headers } = await ask(n)
        if (status === wanted) return performance.now() - beganMs
        if (status !== 429 && status !== 503) throw new Error(`answered ${status}`)
        await new Promise((resolve) => setTimeout(resolve, Number(headers.get('retry-after') ?? 1) * 1000))
      }
    }),
  )
  return { tookMs, cpuMs: readUsage(server.pid).cpuMs - before }
}
