import { expect, test } from 'vitest';
import type { HostTrouble } from '../../src/host-api/health-api.ts';
import { deskTroubles, missingUses, windowTroubles } from '../../src/kiosk/window-trouble.ts';

const COUNTED = { kind: 'current', counted: 0 } as const;
const TORN: HostTrouble = { kind: 'torn-tail', bytes: 12, keptIn: 'journal-1.torn-1' };
const BIT: HostTrouble = { kind: 'bit-mended', seq: 4, file: 'journal-1.jsonl', offset: 99 };
const DAMAGED: HostTrouble = {
  kind: 'damaged',
  seq: 7,
  detail: 'hash',
  file: 'journal-2.jsonl',
  offset: 5,
};
const MOVED: HostTrouble = { kind: 'file-broken', file: 'settings.json', keptIn: 'settings.json.broken-1' };
const SHUT: HostTrouble = { kind: 'file-broken', file: 'clock.sealed', keptIn: null };

test('what mends itself troubles nobody at the desk and stands in the settings', () => {
  expect(deskTroubles([TORN, MOVED], null)).toEqual([]);
  expect(windowTroubles([TORN, MOVED], COUNTED, 9)).toEqual([TORN, MOVED]);
});

test('what wants somebody stands at the desk, one line a kind, the gravest first', () => {
  const counters = { kind: 'uncounted', detail: 'nothing after 6' } as const;
  expect(deskTroubles([SHUT, BIT, { ...BIT, seq: 5 }, DAMAGED], counters)).toEqual([
    { kind: 'journal-damaged', seq: 7, detail: 'hash' },
    { kind: 'counters', detail: 'nothing after 6' },
    { kind: 'disk-failing', seq: 4, detail: 'journal-1.jsonl 99' },
    { kind: 'file-shut', detail: 'clock.sealed' },
  ]);
});

test('what the district has and this machine has lost stands at the desk; damage of a journal that was left does not', () => {
  const lost = { kind: 'entries-lost', fromSeq: 4, toSeq: 6, keptIn: null } as const;
  const left = { kind: 'damaged-left', seq: 2, file: 'journal-2.jsonl' } as const;
  expect(deskTroubles([left, lost], null)).toEqual([{ kind: 'entries-lost', from: 4, to: 6, detail: '' }]);
});

test('counters that are only in memory are told apart, and graver than a file alone', () => {
  expect(deskTroubles([SHUT], { kind: 'unstored', detail: 'no room' })).toEqual([
    { kind: 'counters-unstored', detail: 'no room' },
    { kind: 'file-shut', detail: 'clock.sealed' },
  ]);
});

test('counting from the first entry on is told, catching up is not', () => {
  const rebuilt = { kind: 'counters-rebuilt', entries: 9 };
  expect(windowTroubles([], { kind: 'current', counted: 9 }, 9)).toEqual([rebuilt]);
  expect(windowTroubles([], { kind: 'current', counted: 8 }, 9)).toEqual([]);
  expect(windowTroubles([], COUNTED, 0)).toEqual([]);
});

test('what the lists lack is what the district has of it, or what cannot be read', () => {
  const lost = { kind: 'entries-lost', fromSeq: 4, toSeq: 6, keptIn: null } as const;
  const left = { kind: 'damaged-left', seq: 2, file: 'journal-2.jsonl' } as const;
  const now = { kind: 'journal-left', journalId: 'journal-2', entries: 1 } as const;
  const damaged = { kind: 'damaged', seq: 2, detail: 'hash', file: 'journal-2.jsonl', offset: 0 } as const;
  expect(missingUses([damaged, lost])).toEqual({ lost: [lost], isUnreadable: false });
  expect(missingUses([damaged])).toEqual({ lost: [], isUnreadable: true });
  expect(missingUses([left, now])).toEqual({ lost: [], isUnreadable: true });
  // Left at an earlier start, and told in the settings.
  expect(missingUses([left])).toEqual({ lost: [], isUnreadable: false });
  expect(missingUses([])).toEqual({ lost: [], isUnreadable: false });
});

test('a catalogue of a newer release stands at the desk last, with where it is not known', () => {
  const places = Array.from({ length: 30 }, (_, index) => `items/later-${index}`);
  expect(deskTroubles([SHUT], null, places)).toEqual([
    { kind: 'file-shut', detail: 'clock.sealed' },
    { kind: 'catalogue-unread', count: 30, detail: places.slice(0, 20).join(' ') },
  ]);
});
