import { defineConfig } from 'vitest/config'
import { compiledMessages } from './packages/messages/src/vite-plugin.ts'

export default defineConfig({
  plugins: [compiledMessages()],
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'apps/*/src/**/*.test.{ts,tsx}',
      'test/integration/**/*.test.ts',
      'test/bench/**/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    // Most of them wait for servers and timers: one at a time would leave half of two cores idle.
    maxWorkers: 2,
    // Two cores, shared: a slow machine must not fail a test that is right.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
})
