import { defineConfig } from 'vitest/config';

/** The tests that mutants of src/domain/ are held against: quick, pure and free of other layers. */
export default defineConfig({ test: { include: ['tests/domain/**/*.test.ts'], testTimeout: 30_000 } });
