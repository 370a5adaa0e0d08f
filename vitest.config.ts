import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/oracle/**', 'test/browser/**'],
    testTimeout: 60_000,
    // by default one core is left idle, which is half of a small machine
    maxWorkers: '100%',
    globalSetup: 'test/build-bundle.ts',
    // They import JSON in a way that only bundlers understand.
    server: { deps: { inline: [/@actions\/(languageservice|workflow-parser|expressions)/] } },
  },
})
