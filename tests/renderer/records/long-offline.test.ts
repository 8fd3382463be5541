import { expect, test } from 'vitest';
import { isLongOffline } from '../../../src/app/sync/line-status.ts';

const NOW = Date.UTC(2026, 10, 23, 4);
const DAYS_MS = 24 * 60 * 60 * 1000;

function status(change: { pulledAgoMs?: number | null; waiting?: number; kind?: 'up' | 'down' }) {
  const { pulledAgoMs = 3 * DAYS_MS, waiting = 1, kind = 'down' } = change;
  const pulledAt = pulledAgoMs === null ? null : NOW - pulledAgoMs;
  return { line: { kind, since: NOW - 60_000 }, waiting, roster: { pulledAt, cards: 1 } };
}

test('three days without a line, and a record that waits, are long; a moment less is not', () => {
  expect(isLongOffline(status({}), NOW)).toBe(true);
  expect(isLongOffline(status({ pulledAgoMs: 3 * DAYS_MS - 1 }), NOW)).toBe(false);
});

test('with a line, or with nothing to send, there is nothing to carry', () => {
  expect(isLongOffline(status({ kind: 'up' }), NOW)).toBe(false);
  expect(isLongOffline(status({ waiting: 0 }), NOW)).toBe(false);
});

test('where no data has ever come, the time without a line counts', () => {
  expect(isLongOffline(status({ pulledAgoMs: null }), NOW)).toBe(false);
  expect(isLongOffline(status({ pulledAgoMs: null }), NOW + 3 * DAYS_MS)).toBe(true);
});
