import { defineConfig } from '@playwright/test'

/** Chromium talks to nobody but the server under test. */
const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export default defineConfig({
  testDir: './browser',
  testMatch: '**/*.spec.ts',
  outputDir: './test-results',
  globalSetup: './browser/global-setup.ts',
  // Two cores: two browsers, each with its server, is what they carry.
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // Generous, because a shared machine may be many times slower: no test is about time.
  timeout: 240_000,
  expect: { timeout: 20_000 },
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: CHROMIUM_ARGS },
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    // Not UTC, so that a date that slips by a day is seen.
    timezoneId: 'Asia/Tokyo',
    screenshot: 'only-on-failure',
    // Recording a trace costs a third of the time; ask for one: npx playwright test --trace on
    trace: 'off',
  },
})
