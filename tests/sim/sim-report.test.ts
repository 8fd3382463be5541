import { expect, test } from 'vitest';
import { simTotals } from '../../src/sim/seeds/sim-report.ts';
import { FAULT_KINDS } from '../../src/sim/world/fault-plan.ts';

const PAIRS = (FAULT_KINDS.length * (FAULT_KINDS.length - 1)) / 2;

test('lists every kind of fault with zero and every pair as unmet before anything has struck', () => {
  const lines = simTotals().summary();
  for (const kind of FAULT_KINDS) expect(lines).toContainEqual(expect.stringMatching(rowOf(kind, 0, 0)));
  expect(lines).toContainEqual(
    expect.stringMatching(`^kinds of faults that fired: 0 of ${FAULT_KINDS.length}; never: `),
  );
  expect(lines).toContain(`pairs of faults in one run: 0 of ${PAIRS}`);
  expect(lines).toContainEqual(
    expect.stringMatching(`^pairs that never met: ${PAIRS}; these: .* and ${PAIRS - 10} more$`),
  );
});

test('counts what struck against all that there is', () => {
  const totals = simTotals();
  totals.add(reportOf(1, ['killed', 'power-cut']));
  totals.add(reportOf(2, ['killed', 'EIO', 'power-cut']));
  const lines = totals.summary();
  expect(lines).toContainEqual(expect.stringMatching(rowOf('killed', 4, 2)));
  expect(lines).toContainEqual(expect.stringMatching(rowOf('bit-flip', 0, 0)));
  expect(lines).toContain(`pairs of faults in one run: 3 of ${PAIRS}, the rarest EIO + killed in 1 runs`);
  expect(lines).toContainEqual(expect.stringMatching(`^pairs that never met: ${PAIRS - 3}; these: `));
});

test('names no kind and no pair where all have struck together', () => {
  const totals = simTotals();
  totals.add(reportOf(1, FAULT_KINDS));
  const lines = totals.summary();
  expect(lines).toContain(`kinds of faults that fired: ${FAULT_KINDS.length} of ${FAULT_KINDS.length}`);
  expect(lines).toContain('pairs that never met: 0');
});

test('refuses a kind that no plan knows', () => {
  expect(() => simTotals().add(reportOf(1, ['meteorite']))).toThrow('no such kind of fault: meteorite');
});

test('keeps the failing seed with the smallest number, in whatever order they come', () => {
  const totals = simTotals();
  for (const seed of [7, 3, 5]) {
    totals.add({ ...reportOf(seed, []), violations: [{ invariant: 'derived', what: 'planted' }] });
  }
  expect(totals.firstFailing?.seed).toBe(3);
  expect(totals.failing).toBe(3);
});

function rowOf(kind: string, times: number, runs: number): RegExp {
  return new RegExp(`^ {2}${kind} +${times} +${runs}$`);
}

/** Each kind has struck twice. */
function reportOf(seed: number, kinds: readonly string[]) {
  return { seed, entries: 1, faults: new Map(kinds.map((kind) => [kind, 2])), violations: [] };
}
