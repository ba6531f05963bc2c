import { chromium } from '@playwright/test'
const [, , path, out, width = '1440', scheme = 'light', ...acts] = process.argv
const b = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
})
const p = await b.newPage({
  viewport: { width: +width, height: +width > 1000 ? 900 : +width > 500 ? 1000 : 740 },
  colorScheme: scheme as 'light',
})
p.on('console', (m) => {
  if (['error', 'warning'].includes(m.type())) console.log(m.type(), m.text().slice(0, 300))
})
p.on('pageerror', (e) => console.log('pageerror', String(e).slice(0, 600)))
await p.goto(path)
await p.waitForTimeout(2500)
for (const a of acts) {
  if (a.startsWith('js:')) await p.evaluate(a.slice(3))
  else if (a.startsWith('key:')) await p.keyboard.press(a.slice(4))
  else await p.click(a, { timeout: 5000 })
  await p.waitForTimeout(900)
}
await p.screenshot({ path: out })
await b.close()
