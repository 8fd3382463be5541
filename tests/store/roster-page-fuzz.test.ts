import { expect, it } from 'vitest';
import { fuzzRosterPages } from '../fuzz/roster-page.ts';
import { testSeed } from '../support/random.ts';

it('takes none of five hundred wrong pages, and holds what it held', async () => {
  const found = await fuzzRosterPages({ count: 500, seed: testSeed() });
  expect(found).toMatchObject({ pages: 500, accepted: [], changes: 0 });
  // Faults of every kind that a single page can have: otherwise the pages are all wrong in one way.
  expect(Object.keys(found.byFault).sort()).toEqual(
    expect.arrayContaining(['broken-chain', 'garbled', 'unsigned']),
  );
  expect(found.byFault['garbled']).toBeGreaterThan(100);
});
