import { cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HostOptions, KioskHost } from '../../src/host/host-options.ts';
import { startTestDistrict, type TestDistrict } from '../district/test-district.ts';
import { TICKET, voidOf } from '../support/journal-drafts.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ROUNDS_MAX = 12;
let started: TestDistrict | null = null;

beforeAll(async () => {
  started = await startTestDistrict({ kind: 'pglite', folder: null });
});

afterAll(() => started?.district.close());

describe('a kiosk whose profile was restored from a backup', () => {
  test('begins a new journal by itself; the old one goes whole to quarantine, and the numbers go on', async () => {
    const { host, options } = await restoredKiosk({ before: 3, lost: 2, after: 2 });
    const journals = new Set([await journalOnDisk(host)]);
    await settle(host);
    expect(await host.call('journal.status', {})).toMatchObject({ headSeq: 5, acknowledgedSeq: 5 });
    expect(await sell(host)).toBe(6);
    expect(await sell(host)).toBe(7);
    expect(await settle(host)).toMatchObject({ headSeq: 7, acknowledgedSeq: 7 });
    const entries = await host.call('journal.read', { fromSeq: 1, limit: 100 });
    expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    // To the window it is one journal, so that its counters and today's list go on.
    expect(new Set(entries.map(({ journalId }) => journalId)).size).toBe(1);
    journals.add(entries[0]?.journalId ?? '');
    expect(journals.size).toBe(1);
    await host.close();
    const again = await startedHost(options);
    expect(await again.call('journal.status', {})).toMatchObject({ headSeq: 7 });
    expect(await again.call('journal.read', { fromSeq: 1, limit: 100 })).toEqual(entries);
    expect(await settle(again)).toMatchObject({ headSeq: 7, acknowledgedSeq: 7 });
    expect(await again.call('kiosk.health', {})).toEqual({ troubles: [] });
  });

  test('does so before its next sale where the district is ahead of it', async () => {
    const { host } = await restoredKiosk({ before: 3, lost: 2, after: 0 });
    await settle(host);
    // The slips 4 and 5 were given in the run that the backup does not know.
    expect(await sell(host)).toBe(6);
    expect(await settle(host)).toMatchObject({ headSeq: 6, acknowledgedSeq: 6 });
    // Nothing of it is in quarantine, and so nothing is a discrepancy.
    expect(await forkDiscrepancies()).toBe(0);
  });

  test('voids what it records from then on, and leaves what it recorded before to the office', async () => {
    const { host } = await restoredKiosk({ before: 1, lost: 1, after: 1 });
    await settle(host);
    expect(await sell(host)).toBe(3);
    expect(await host.call('journal.append', voidOf(2))).toMatchObject({
      ok: false,
      fault: { kind: 'with-office' },
    });
    expect(await host.call('journal.append', voidOf(3))).toMatchObject({
      ok: true,
      entry: { seq: 4, body: { voidsSeq: 3 } },
    });
    expect(await host.call('journal.append', voidOf(3))).toMatchObject({ fault: { kind: 'already-voided' } });
    expect(await settle(host)).toMatchObject({ headSeq: 4, acknowledgedSeq: 4 });
  });

  test('does so also after enrolling again, and once more after another restore', async () => {
    const { host, options, backUp, restore } = await restoredKiosk({ before: 2, lost: 1, after: 1 });
    await host.call('kiosk.enrol', { code: await newCode(), districtUrl: null });
    await settle(host);
    expect(await sell(host)).toBe(4);
    await settle(host);
    await host.close();
    backUp();
    const second = await startedHost(options);
    await sell(second);
    await settle(second);
    await second.close();
    restore();
    const third = await startedHost(options);
    expect(await sell(third)).toBe(5);
    await settle(third);
    expect(await sell(third)).toBe(6);
    expect(await settle(third)).toMatchObject({ headSeq: 6, acknowledgedSeq: 6 });
    await third.close();
    expect(journalsIn(options)).toHaveLength(3);
    const last = await startedHost(options);
    expect(await last.call('journal.status', {})).toMatchObject({ headSeq: 6, acknowledgedSeq: 6 });
  });

  test('finds its journals where their list is lost', async () => {
    const { host, options } = await restoredKiosk({ before: 2, lost: 1, after: 1 });
    await settle(host);
    await sell(host);
    await host.close();
    rmSync(join(options.profileFolder, 'journals.json'));
    const again = await startedHost(options);
    expect(await again.call('journal.status', {})).toMatchObject({ headSeq: 4 });
    expect(await sell(again)).toBe(5);
    expect(await settle(again)).toMatchObject({ headSeq: 5, acknowledgedSeq: 5 });
  });
});

describe('a journal whose acknowledged entries are damaged', () => {
  test('says that the district has what was cut off, and not that it was never recorded', async () => {
    const { file, options } = await sentKiosk(4);
    truncateSync(file, readFileSync(file).length - 200);
    const host = await startedHost(options);
    const { troubles } = await host.call('kiosk.health', {});
    expect(troubles).toEqual([
      { kind: 'entries-lost', fromSeq: 4, toSeq: 4, keptIn: expect.stringContaining('.torn-') },
      { kind: 'journal-unfit', journalId: expect.any(String), seq: 3, sealedSeq: 4 },
    ]);
  });

  test('keeps the desk from recording until it is left; then nobody is told that it does', async () => {
    const { file, options } = await sentKiosk(4);
    const bytes = readFileSync(file);
    const third = bytes.indexOf('\n', bytes.indexOf('\n') + 1) + 1;
    bytes.fill(0, third + 40, third + 80);
    writeFileSync(file, bytes);
    const host = await startedHost(options);
    expect(await kindsFound(host)).toEqual(['damaged', 'entries-lost']);
    expect(await host.call('journal.append', TICKET)).toMatchObject({ ok: false });
    await settle(host);
    expect(await host.call('journal.append', TICKET)).toMatchObject({ ok: true });
    expect(await kindsFound(host)).toEqual(['damaged-left', 'entries-lost', 'journal-left']);
    await host.close();
    expect(await kindsFound(await startedHost(options))).toEqual(['damaged-left', 'entries-lost']);
  });
});

describe('a number that was on a slip', () => {
  test.each([
    ['at a line end', 0],
    ['within a line', 150],
  ])('is not given again where the journal was cut %s before its next start', async (_, more) => {
    const { file, options } = await sentKiosk(4);
    truncateSync(file, lineStart(file, 3) + more);
    const host = await startedHost(options);
    const lost = { kind: 'entries-lost', fromSeq: 3, toSeq: 4 };
    const cut = { kind: 'journal-unfit', seq: 2, sealedSeq: 4 };
    expect(await host.call('kiosk.health', {})).toMatchObject({ troubles: [lost, cut] });
    expect(await sell(host)).toBe(5);
    expect(await seqsOf(host)).toEqual([1, 2, 5]);
    expect(await settle(host)).toMatchObject({ headSeq: 5, acknowledgedSeq: 5 });
    await host.close();
    const again = await startedHost(options);
    // Today's list lacks them for the rest of the day, and says so.
    expect(await again.call('kiosk.health', {})).toMatchObject({ troubles: [lost] });
    expect(await sell(again)).toBe(6);
    expect(await seqsOf(again)).toEqual([1, 2, 5, 6]);
  });

  test.each([1, 2, 4])(
    'is not given again where entry %i of 4 was damaged that the district has',
    async (at) => {
      const { file, options } = await sentKiosk(4);
      damageLine(file, at);
      const host = await startedHost(options);
      await settle(host);
      expect(await sell(host)).toBe(5);
      expect(await settle(host)).toMatchObject({ headSeq: 5, acknowledgedSeq: 5 });
      expect(await seqsOf(host)).toEqual([1, 2, 3].slice(0, at - 1).concat(5));
    },
  );

  test.each([1, 3, 4])(
    'is not given again where entry %i of 4 was damaged before it was sent',
    async (at) => {
      const { file, options } = await sentKiosk(0, { unsent: 4 });
      damageLine(file, at);
      const before = readFileSync(file);
      const host = await startedHost(options);
      expect(await host.call('journal.append', TICKET)).toMatchObject({ ok: false });
      await settle(host);
      expect(await sell(host)).toBe(5);
      expect(await settle(host)).toMatchObject({ headSeq: 5, acknowledgedSeq: 5 });
      expect(await kindsFound(host)).toEqual(['damaged-left', 'journal-left']);
      // What cannot be read stays as it is, for a technician.
      expect(readFileSync(file)).toEqual(before);
    },
  );

  test('is not given again where a restored kiosk sold before it met a district that was further on', async () => {
    const { host, options } = await restoredKiosk({ before: 3, lost: 4, after: 1 });
    await settle(host);
    expect(await sell(host)).toBe(8);
    await host.close();
    expect(await sell(await startedHost(options))).toBe(9);
  });

  test('stays the number of its record when a journal that was left is damaged later', async () => {
    const { host, options } = await restoredKiosk({ before: 3, lost: 1, after: 1 });
    await settle(host);
    expect(await sell(host)).toBe(5);
    await host.close();
    const [oldest = ''] = listedJournals(options);
    truncateSync(join(options.profileFolder, `journal-${oldest}.jsonl`), 0);
    const again = await startedHost(options);
    expect(await seqsOf(again)).toEqual([5]);
    expect(await sell(again)).toBe(6);
  });
});

test('a district that was restored to before the quarantine gets it again', async () => {
  const { host } = await restoredKiosk({ before: 1, lost: 1, after: 2 });
  await settle(host);
  const { district } = running();
  await district.rollEpoch();
  await host.call('district.push', {});
  expect(await host.call('journal.status', {})).toMatchObject({ acknowledgedSeq: 0 });
  expect(await settle(host)).toMatchObject({ headSeq: 3, acknowledgedSeq: 3 });
});

test('an export carries what a journal that was left still has to deliver', async () => {
  const out = temporaryFolder();
  const { host } = await restoredKiosk(
    { before: 1, lost: 1, after: 2 },
    { chooseExportFolder: async () => out },
  );
  expect(await host.call('journal.export', {})).toMatchObject({ kind: 'saved', toSeq: 3 });
});

function running(): TestDistrict {
  if (started === null) throw new Error('only within a test');
  return started;
}

function newCode(): Promise<string> {
  const { district } = running();
  return district.createEnrolmentCode({ kioskName: '前台 1', siteIds: district.siteIds });
}

async function sell(host: KioskHost): Promise<number> {
  const answer = await host.call('journal.append', TICKET);
  if (!answer.ok) throw new Error(answer.fault.detail);
  return answer.entry.seq;
}

/** Pushes until the district has everything. */
async function settle(host: KioskHost) {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    await host.call('district.push', {});
    const status = await host.call('journal.status', {});
    if (status.headSeq === status.acknowledgedSeq && (await host.call('district.push', {})).ok) return status;
  }
  throw new Error(`not settled: ${JSON.stringify(await host.call('journal.status', {}))}`);
}

async function seqsOf(host: KioskHost): Promise<number[]> {
  return (await host.call('journal.read', { fromSeq: 1, limit: 100 })).map(({ seq }) => seq);
}

/** At which byte the line begins, the first one at 0. */
function lineStart(file: string, line: number): number {
  const bytes = readFileSync(file);
  let start = 0;
  for (let before = 1; before < line; before += 1) start = bytes.indexOf('\n', start) + 1;
  return start;
}

function damageLine(file: string, line: number): void {
  const start = lineStart(file, line);
  const bytes = readFileSync(file);
  bytes.fill('x', start + 40, start + 80);
  writeFileSync(file, bytes);
}

function listedJournals({ profileFolder }: HostOptions): readonly string[] {
  return JSON.parse(readFileSync(join(profileFolder, 'journals.json'), 'utf8')).journalIds;
}

async function journalOnDisk(host: KioskHost): Promise<string> {
  return (await host.call('journal.status', {})).journalId;
}

function journalsIn({ profileFolder }: HostOptions): string[] {
  return readdirSync(profileFolder).filter((name) => /^journal-.*\.jsonl$/.test(name));
}

let discrepanciesBefore = 0;

/** Forked journals that became discrepancies since the last look. */
async function forkDiscrepancies(): Promise<number> {
  const { district } = running();
  const asked = await fetch(`${district.url}/v1/office/discrepancies?open=true`, {
    headers: { authorization: `Bearer ${district.officeToken}` },
  });
  const { discrepancies } = (await asked.json()) as { discrepancies: { kind: string }[] };
  const now = discrepancies.filter(({ kind }) => kind === 'journal-fork').length;
  const fresh = now - discrepanciesBefore;
  discrepanciesBefore = now;
  return fresh;
}

async function kindsFound(host: KioskHost): Promise<string[]> {
  return (await host.call('kiosk.health', {})).troubles.map(({ kind }) => kind);
}

/** A kiosk that is closed, with so many sales that the district has acknowledged, and others that it has not. */
async function sentKiosk(sales: number, { unsent = 0 } = {}) {
  const options = hostOptions({ districtUrl: running().district.url });
  const host = await startedHost(options);
  await host.call('kiosk.enrol', { code: await newCode(), districtUrl: null });
  for (let sold = 0; sold < sales; sold += 1) await sell(host);
  await settle(host);
  for (let sold = 0; sold < unsent; sold += 1) await sell(host);
  await host.close();
  const [name = ''] = journalsIn(options);
  return { options, file: join(options.profileFolder, name) };
}

/** Sold so often before the backup, after it, and after it was put back. */
async function restoredKiosk(
  sales: { readonly before: number; readonly lost: number; readonly after: number },
  changes: Partial<HostOptions> = {},
) {
  const options = hostOptions({ districtUrl: running().district.url, ...changes });
  const backup = join(temporaryFolder(), 'backup');
  const backUp = () => cpSync(options.profileFolder, backup, { recursive: true });
  const restore = () => {
    rmSync(options.profileFolder, { recursive: true });
    cpSync(backup, options.profileFolder, { recursive: true });
  };
  const first = await startedHost(options);
  await first.call('kiosk.enrol', { code: await newCode(), districtUrl: null });
  for (let sold = 0; sold < sales.before; sold += 1) await sell(first);
  await settle(first);
  await first.close();
  backUp();
  const second = await startedHost(options);
  for (let sold = 0; sold < sales.lost; sold += 1) await sell(second);
  await settle(second);
  await second.close();
  restore();
  await forkDiscrepancies();
  const host = await startedHost(options);
  for (let sold = 0; sold < sales.after; sold += 1) await sell(host);
  return { host, options, backUp, restore };
}
