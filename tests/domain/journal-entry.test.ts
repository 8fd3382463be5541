import { describe, expect, test } from 'vitest';
import {
  chainFaultOf,
  GENESIS_HASH,
  hashOfEntry,
  JournalEntry,
  recordedAtOf,
  type UnhashedEntry,
} from '../../src/domain/journal/journal-entry.ts';

const JOURNAL = '0c9f6a52-0d3e-4b61-8d0c-2f6a9c1b7e11';
const HEAD = { journalId: JOURNAL, seq: 0, hash: GENESIS_HASH };
const DEVICE_MS = 1_795_419_720_000;

/** As a kiosk of the first format wrote it, with the hash that it wrote. */
const FIRST_FORMAT = {
  format: 1,
  journalId: JOURNAL,
  seq: 1,
  parent: GENESIS_HASH,
  kioskId: 'kiosk-1',
  siteId: 'xijiao-pool',
  at: { deviceMs: DEVICE_MS, monotonicMs: 1000, serverOffsetMs: 20_000 },
  body: { kind: 'void', voidsSeq: 1, reason: 'mistyped' },
  hash: 'd409230b5a50066e720898e4e87dc69a0d6754f0f85b3cb76f920cfb3b9c3e89',
};

const AT = {
  deviceMs: DEVICE_MS,
  monotonicMs: 2_000,
  bootId: 'boot-1',
  serverOffsetMs: -86_400_000,
  serverOffsetAgeMs: 5,
  clock: 'suspect' as const,
  effectiveMs: DEVICE_MS - 86_400_000,
};

function second(at: typeof AT = AT): JournalEntry {
  const entry: UnhashedEntry = {
    format: 2,
    journalId: JOURNAL,
    seq: 2,
    parent: FIRST_FORMAT.hash,
    kioskId: 'kiosk-1',
    siteId: 'xijiao-pool',
    at,
    body: { kind: 'name-shown', cardRef: 'ab'.repeat(16) },
  };
  return { ...entry, hash: hashOfEntry(entry) };
}

describe('a journal entry', () => {
  test('of the first format keeps its hash, and one of the second follows it', () => {
    const first = JournalEntry.parse(FIRST_FORMAT);
    expect(chainFaultOf(HEAD, [first, second()])).toBeNull();
  });

  test('is covered by its hash with every clock in it', () => {
    const first = JournalEntry.parse(FIRST_FORMAT);
    const { hash } = second();
    for (const key of Object.keys(AT) as (keyof typeof AT)[]) {
      const other = typeof AT[key] === 'number' ? AT[key] + 1 : key === 'clock' ? 'trusted' : 'boot-2';
      const changed = { ...second(), at: { ...AT, [key]: other }, hash } as JournalEntry;
      expect(chainFaultOf(HEAD, [first, changed])).toEqual({ kind: 'hash', seq: 2 });
    }
  });

  test('was recorded when the kiosk took it to be: by the device clock in the first format', () => {
    expect(recordedAtOf(JournalEntry.parse(FIRST_FORMAT))).toBe(DEVICE_MS);
    expect(recordedAtOf(second())).toBe(DEVICE_MS - 86_400_000);
  });

  test('of one format with the clocks of the other is none', () => {
    expect(JournalEntry.safeParse({ ...FIRST_FORMAT, at: AT }).success).toBe(false);
    expect(JournalEntry.safeParse({ ...second(), at: FIRST_FORMAT.at }).success).toBe(false);
    expect(JournalEntry.safeParse({ ...second(), format: 3 }).success).toBe(false);
  });
});
