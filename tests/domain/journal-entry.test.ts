import { describe, expect, test } from 'vitest';
import { effectOf } from '../../src/domain/journal/fold/recorded-uses.ts';
import {
  bodyOf,
  chainFaultOf,
  GENESIS_HASH,
  hashOfEntry,
  JournalEntry,
  recordedAtOf,
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

function second(
  at: typeof AT = AT,
  body: JournalEntry['body'] = { kind: 'name-shown', cardRef: 'ab'.repeat(16) },
): JournalEntry {
  const entry = {
    format: 2,
    journalId: JOURNAL,
    seq: 2,
    parent: FIRST_FORMAT.hash,
    kioskId: 'kiosk-1',
    siteId: 'xijiao-pool',
    at,
    body,
  };
  return { ...entry, hash: hashOfEntry(entry) };
}

/** An entry of the third format, with these fields instead or beside. */
function third(fields: Readonly<Record<string, unknown>> = {}): JournalEntry {
  const { hash: _, ...entry } = { ...second(), format: 3, staff: null, ...fields };
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
    expect(JournalEntry.safeParse({ ...second(), at: FIRST_FORMAT.at }).success).toBe(false);
    expect(JournalEntry.safeParse({ ...third(), at: FIRST_FORMAT.at }).success).toBe(false);
  });

  test('of the first format goes by the device clock, whatever else it says of the time', () => {
    const entry = JournalEntry.parse({ ...FIRST_FORMAT, at: { ...FIRST_FORMAT.at, effectiveMs: 1 } });
    expect(recordedAtOf(entry)).toBe(DEVICE_MS);
  });

  test('of the third format says who was signed in, or that nobody was', () => {
    expect(JournalEntry.safeParse(third()).success).toBe(true);
    expect(JournalEntry.safeParse(third({ staff: 'a7Qx' })).success).toBe(true);
    const { staff: _, ...without } = third();
    expect(JournalEntry.safeParse(without).success).toBe(false);
  });
});

test.each([undefined, null, 7, 'x', [], {}])('%s is no entry', (json) => {
  expect(JournalEntry.safeParse(json).success).toBe(false);
});

describe('an entry of a newer release', () => {
  const USE = { ...third().body, kind: 'name-shown' };
  const PROTO = JSON.parse('{"__proto__":{"cardRef":"x","seq":9}}');

  test.each([
    ['a field beside the body', third({ witness: 'x' })],
    ['a field in the body', third({ body: { ...USE, why: { of: ['a', 1] } } })],
    ['a clock', third({ at: { ...AT, gpsMs: 5 } })],
    ['a field called __proto__', third(PROTO)],
    ['a field called __proto__ in the body', third({ body: { ...USE, ...PROTO } })],
    ['a clock called __proto__', third({ at: { ...AT, ...PROTO } })],
  ])('with %s that this one does not know is read, keeps it under its hash, and counts', (_, entry) => {
    const read = JournalEntry.parse(JSON.parse(JSON.stringify(entry)));
    expect(read).toEqual(entry);
    expect(hashOfEntry(read)).toBe(entry.hash);
    expect(bodyOf(read)?.kind).toBe('name-shown');
  });

  test.each([
    ['a kind', third({ body: { kind: 'transfer', from: 1 } })],
    ['a kind with the fields of another', third({ body: { ...USE, kind: 'used' } })],
    ['a kind that every object has', third({ body: { kind: 'constructor' } })],
    ['a format', third({ format: 4 })],
    ['a kind in the second format', second(AT, { kind: 'transfer' })],
    ['a kind called __proto__', third({ body: { kind: '__proto__', ...PROTO } })],
  ])('of %s that this one does not know is read, chained, and counts for nobody', (_, entry) => {
    const read = JournalEntry.parse(JSON.parse(JSON.stringify(entry)));
    expect(chainFaultOf({ ...HEAD, seq: 1, hash: FIRST_FORMAT.hash }, [read])).toBeNull();
    expect(bodyOf(read)).toBeNull();
    expect(effectOf(read)).toEqual({ kind: 'newer' });
  });

  test.each([
    ['without a kind', third({ body: { from: 1 } })],
    ['whose body is a list', third({ body: ['use'] })],
    ['of a known kind without one of its fields', third({ body: { kind: 'void', voidsSeq: 1 } })],
    ['without an author', third({ kioskId: '' })],
    ['of more than 8 KiB', third({ body: { kind: 'transfer', text: '长'.repeat(2_700) } })],
    ['that is 40 objects deep', third({ body: { kind: 'transfer', in: nested(40) } })],
    ['of format 0', third({ format: 0 })],
    ['of half a format', third({ format: 3.5 })],
  ])('%s is none', (_, entry) => {
    expect(JournalEntry.safeParse(entry).success).toBe(false);
  });

  test('of nearly 8 KiB is one', () => {
    const entry = third({ body: { kind: 'transfer', text: 'x'.repeat(7_500) } });
    expect(JournalEntry.safeParse(entry).success).toBe(true);
  });

  test('with a number that JSON has no word for is none, and does not throw', () => {
    const text = JSON.stringify(third({ body: { kind: 'transfer', far: 7 } })).replace(
      '"far":7',
      '"far":1e999',
    );
    expect(JournalEntry.safeParse(JSON.parse(text)).success).toBe(false);
  });
});

test.each(['"text":"\\ud800"', '"\\udc00":1'])(
  'an entry with half a character in %s is none, and does not throw',
  (field) => {
    const text = JSON.stringify(third({ body: { kind: 'transfer', far: 7 } })).replace('"far":7', field);
    expect(JournalEntry.safeParse(JSON.parse(text)).success).toBe(false);
  },
);

function nested(depth: number): unknown {
  return depth === 0 ? 0 : { in: nested(depth - 1) };
}
