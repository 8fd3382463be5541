import { expect, test } from 'vitest';
import { runHandovers } from './handover/rounds.ts';

const SEED = 20_261_130;
const MS_MAX = 180_000;

test.each(['mllp', 'rest', 'folder'] as const)(
  'over %s each use that is recorded arrives once or is in sight, whatever is killed',
  async (kind) => {
    const report = await runHandovers({ kind, count: 40, seed: SEED });
    expect(report.wrong).toEqual([]);
    expect(report.recorded).toBeGreaterThanOrEqual(40);
    expect(report.arrivedOnce + report.inSight + report.takenBack).toBe(report.recorded);
    expect(report.hostKills + report.receiverKills).toBeGreaterThan(0);
  },
  MS_MAX,
);
