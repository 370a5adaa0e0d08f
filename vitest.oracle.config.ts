import { defineConfig } from 'vitest/config'

/** The tests that ask real tools: those that write to the kernel, which need root, and those in a browser. */
export default defineConfig({
  test: { include: ['test/oracle/**/*.test.ts', 'test/browser/**/*.test.ts'], testTimeout: 60_000 },
})
