import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'apps/*/src/**/*.test.{ts,tsx}',
      'test/integration/**/*.test.ts',
      'test/bench/**/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    // Two cores, shared: a slow machine must not fail a test that is right.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
})
