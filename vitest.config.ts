import { defineConfig } from 'vitest/config'
import { compiledMessages } from './packages/messages/src/vite-plugin.ts'

/** They keep nothing outside their tests, so that one worker can take them all. */
const PACKAGES = 'packages/*/src/**/*.test.ts'
/** But for what replaces a module: that works only where the module was not loaded before. */
const REPLACES_MODULES = 'packages/sync/src/room/outbox.test.ts'

export default defineConfig({
  plugins: [compiledMessages()],
  test: {
    // Most of the tests wait for servers and timers: one for each of two cores would leave half of them idle.
    maxWorkers: 4,
    // Two cores, shared: a slow machine must not fail a test that is right.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    projects: [
      { extends: true, test: { name: 'packages', include: [PACKAGES], exclude: [REPLACES_MODULES], isolate: false } },
      {
        extends: true,
        test: {
          name: 'apps',
          include: [
            REPLACES_MODULES,
            'apps/*/src/**/*.test.{ts,tsx}',
            'test/integration/**/*.test.ts',
            'test/bench/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
        },
      },
    ],
  },
})
