import { defineConfig } from 'vitest/config'
import { compiledMessages } from './packages/messages/src/vite-plugin.ts'

/** They keep nothing outside their tests, so that one worker can take them all. */
const PACKAGES = 'packages/*/src/**/*.test.ts'
/** But for what replaces a module, or the clock that lib0 keeps: that works only where the module was not loaded before. */
const REPLACE_MODULES = ['packages/sync/src/room/outbox.test.ts', 'packages/sync/src/room/presence-*.test.ts']

export default defineConfig({
  plugins: [compiledMessages()],
  test: {
    // Most of the tests wait for servers and timers: one for each of two cores would leave half of them idle.
    maxWorkers: 4,
    // Two cores, shared: a slow machine must not fail a test that is right.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    projects: [
      { extends: true, test: { name: 'packages', include: [PACKAGES], exclude: REPLACE_MODULES, isolate: false } },
      {
        extends: true,
        test: {
          name: 'apps',
          include: [
            ...REPLACE_MODULES,
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
