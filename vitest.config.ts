import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

// Four stages, from fast to real. `ui` runs within the unit stage, in a document without a browser.
export default defineConfig({
  plugins: [react()],
  test: {
    // Ends what never comes. A machine that is slow, or has other work, makes nothing fail that comes in the end.
    expect: { poll: { timeout: 30_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          environment: 'node',
          maxWorkers: 2,
          // Properties are tried hundreds of times, also on a machine that is slower or has more to do.
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'ui',
          include: ['test/unit/**/*.test.tsx'],
          environment: 'happy-dom',
          setupFiles: ['test/fixtures/busyMachine.ts', 'test/fixtures/stillVideo.ts'],
          maxWorkers: 2,
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: { name: 'contract', include: ['test/contract/**/*.test.ts'], testTimeout: 120_000 },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          // Most of the time they wait for a host, a disk or a clock.
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // Real browsers share two cores with the host: one file at a time.
          fileParallelism: false,
        },
      },
    ],
  },
})
