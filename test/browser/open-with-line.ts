import type { Page, WebSocketRoute } from '@playwright/test'
import type { ServerProcess } from '../server-process.ts'
import { openTab } from './fixtures.ts'
import { date, eventAddress, MEETING_2006, saved } from './workspace.ts'

interface Line {
  /** While true, no connection is let through. */
  blocked: boolean
  /** Ends the open connection as the server would. */
  close(reason: { code: number; reason: string }): Promise<void>
}

/** A tab whose connection to the real server goes through the test's hand. */
export async function openWithLine(
  browser: Parameters<typeof openTab>[0],
  server: ServerProcess,
): Promise<{ page: Page; line: Line }> {
  const page = await openTab(browser, 'about:blank')
  let open: WebSocketRoute | undefined
  const line: Line = {
    blocked: false,
    async close({ code, reason }) {
      await open?.close({ code, reason })
    },
  }
  await page.routeWebSocket(/\/sync\//, (socket) => {
    if (line.blocked) return void socket.close({ code: 1013, reason: '' })
    socket.connectToServer()
    open = socket
  })
  await page.goto(eventAddress(server, MEETING_2006))
  await date(page).waitFor()
  await saved(page)
  return { page, line }
}
