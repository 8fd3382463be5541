import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Storage } from '../../src/district/database/database.ts';
import { ROUTES, SPOIL_KINDS } from '../fuzz/district-hostility.ts';
import { attack, honestStatus } from '../fuzz/district-hostility-run.ts';
import { proofOf } from '../fuzz/district-proof.ts';
import { rowsIn } from '../fuzz/journal-rows.ts';
import { testSeed } from '../support/random.ts';
import { startTestDistrict, type TestDistrict } from './test-district.ts';
import { acknowledgedBy, enrolKiosk, entriesAfter } from './test-kiosk.ts';

const COUNT = 300;
/** A gzip bomb of 64 MiB is unpacked to 4 MiB at most; eight are under way at once. */
const GROWTH_MIB_MAX = 512;

describe('a district under hostile requests', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-hostile-'));
  const storage: Storage = { kind: 'pglite', folder };
  let running: TestDistrict | null = null;
  beforeAll(async () => {
    running = await startTestDistrict(storage);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Enrolled once: the tries of a hostile crowd shut its address out. */
  let made: ReturnType<typeof makeTarget> | null = null;
  const target = (): ReturnType<typeof makeTarget> => {
    made ??= makeTarget();
    return made;
  };

  async function makeTarget() {
    if (running === null) throw new Error('only within a test');
    const { district } = running;
    const kiosk = await enrolKiosk(district, randomUUID());
    const held = entriesAfter(null, 2, kiosk);
    await kiosk.push(held);
    const { url, officeToken } = district;
    const { journalId } = kiosk;
    return { kiosk, hostile: { url, officeToken, journalId, held, proveKiosk: proofOf(kiosk) } };
  }

  test.each(Object.keys(ROUTES))('answers %s without a 5xx, keeps its head and its memory', async (route) => {
    const { kiosk, hostile } = await target();
    const beforeKiB = process.resourceUsage().maxRSS;
    const report = await attack(hostile, { route, count: COUNT, seed: testSeed() });
    expect(report.examples).toEqual([]);
    expect(report.faults).toBe(0);
    expect(Object.keys(report.byKind).sort()).toEqual([...SPOIL_KINDS].sort());
    expect(acknowledgedBy(await kiosk.push([])).seq).toBe(2);
    expect((process.resourceUsage().maxRSS - beforeKiB) / 1024).toBeLessThan(GROWTH_MIB_MAX);
    expect(await honestStatus(hostile, 'health')).toBe('200');
  });

  test('then has the entries of the honest kiosk alone, and none in quarantine', async () => {
    await target();
    await running?.district.close();
    expect(await rowsIn(storage)).toEqual({ entries: 2, forked: 0 });
  });
});
