import { defineConfig } from 'vitest/config';
import { countReporter } from './tests/count-reporter.ts';

/**
 * A worker for each core. Left to itself, the runner keeps one core for itself, and a machine with two cores then runs the
 * files one after another, and after the end-to-end cases.
 */
const maxWorkers = '100%';

export default defineConfig({
  test: {
    reporters: ['default', countReporter],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: ['tests/e2e/**', 'tests/electron/**'],
          maxWorkers,
          setupFiles: ['tests/support/seed-properties.ts', 'tests/support/no-complaints.ts'],
          hookTimeout: 120_000,
          testTimeout: 60_000,
          // A busy machine is late; what is waited for in vain takes so long.
          expect: { poll: { timeout: 10_000 } },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          fileParallelism: false,
          // A machine that pauses between two keys or frames is no fault of the desk; a second try is told.
          retry: 1,
          // After everything else: a desk with a camera wants the machine for itself.
          sequence: { groupOrder: 1 },
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'electron',
          include: ['tests/electron/**/*.test.ts'],
          maxWorkers,
          testTimeout: 180_000,
        },
      },
    ],
  },
});
