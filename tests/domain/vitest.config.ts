import { defineConfig } from 'vitest/config';

/** The tests that mutants of src/domain/ are held against: quick, pure and free of other layers. */
export default defineConfig({
  test: {
    include: ['tests/domain/**/*.test.ts'],
    setupFiles: ['tests/support/seed-properties.ts'],
    testTimeout: 30_000,
  },
});
