import { expect, test } from 'vitest';
import { liveWithCanaries } from '../proof/canary/kiosk-life.ts';

/** `node tests/proof/canary.ts` takes a thousand of them through more imports. */
const CARDS = 100;
/** A dozen starts of browsers and hosts, on a machine that may be busy. */
const TEST_MS_MAX = 300_000;

test('no card number, name or relation lies in any file of the kiosk: before, during and after imports, uses, kills and another enrolment', {
  timeout: TEST_MS_MAX,
}, async () => {
  const report = await liveWithCanaries({ cards: CARDS, filler: 4_000, kills: 1, seed: 7, say: () => {} });
  // Where they are planted in plain rows the same scan finds all of them.
  for (const seen of report.seenWherePlanted) {
    expect(seen).toEqual({ number: CARDS, name: 2 * CARDS, relation: 0 });
  }
  expect(report.scans.length).toBeGreaterThan(10);
  expect(report.scans.flatMap(({ leaks }) => leaks)).toEqual([]);
});
