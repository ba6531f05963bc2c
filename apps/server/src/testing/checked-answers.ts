/** An app each of whose answers is held against the contract: one that does not fit rejects. */
import type { Hono } from 'hono'
import { answerTrouble } from '@coeval/api/testing'
import type { Env } from '../http/context.ts'

export function withCheckedAnswers(app: Hono<Env>): Hono<Env> {
  const request = app.request.bind(app)
  app.request = async (...asked: Parameters<typeof request>) => {
    const answer = await request(...asked)
    const [address, { method = 'GET' } = {}] = asked
    const path = new URL(address instanceof Request ? address.url : address, 'http://x').pathname
    if (path.startsWith('/api/') && method !== 'HEAD') await check(answer.clone(), method, path)
    return answer
  }
  return app
}

async function check(answer: Response, method: string, path: string): Promise<void> {
  const isJson = answer.headers.get('content-type')?.startsWith('application/json')
  const text = await answer.text()
  const body: unknown = isJson && text !== '' ? JSON.parse(text) : undefined
  const trouble = answerTrouble({ method, path, status: answer.status, body })
  if (trouble !== undefined) throw new Error(`the contract says otherwise: ${trouble}`)
}
