import { defineConfig } from 'vitest/config'

/** The tests that write to the real kernel; they need root. */
export default defineConfig({
  test: { include: ['test/oracle/**/*.test.ts'], testTimeout: 60_000 },
})
