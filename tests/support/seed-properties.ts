import fc from 'fast-check';
import { testSeed } from './random.ts';

// Runs before every test file: fast-check would otherwise draw a new seed each time, and tests fail by chance.
fc.configureGlobal({ seed: testSeed() });
