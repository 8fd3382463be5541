import { describe, expect, test } from 'vitest';
import { casesOf, spanOf, standingIn } from '../../src/domain/records/record-standing.ts';

const TODAY = '2026-11-23';

describe('the standing of a record', () => {
  test.each([
    [null, 'none'],
    ['2026-11-22', 'past'],
    ['2026-11-23', 'today'],
    ['2026-11-24', 'soon'],
    ['2026-12-23', 'soon'],
    ['2026-12-24', 'later'],
  ] as const)('counts %s as %s', (day, span) => {
    expect(spanOf(day, TODAY)).toBe(span);
  });

  test.each([
    ['booking', 'open', '2026-11-22', 'late'],
    ['booking', 'open', '2026-11-23', 'due'],
    ['booking', 'open', '2026-11-24', 'open'],
    ['booking', 'attended', '2026-11-22', 'over'],
    ['booking', 'missed', '2026-11-23', 'over'],
    ['booking', 'cancelled', '2026-11-24', 'over'],
    ['booking', 'taken-back', '2026-11-24', 'over'],
    ['pass', 'valid', '2026-11-22', 'over'],
    ['pass', 'valid', '2026-11-23', 'due'],
    ['pass', 'valid', '2026-12-23', 'due'],
    ['pass', 'valid', '2026-12-24', 'open'],
    ['pass', 'valid', null, 'open'],
    ['pass', 'paused', '2026-11-22', 'late'],
    ['pass', 'paused', '2026-12-23', 'due'],
    ['pass', 'paused', null, 'open'],
    ['pass', 'returned', '2026-12-24', 'over'],
    ['matter', 'handling', null, 'open'],
    ['matter', 'finished', null, 'due'],
    ['matter', 'told', null, 'open'],
    ['matter', 'correcting', '2026-11-22', 'late'],
    ['matter', 'correcting', '2026-11-23', 'due'],
    ['matter', 'handling', '2026-11-24', 'open'],
    ['matter', 'handling', '2026-11-22', 'late'],
    ['matter', 'finished', '2026-11-22', 'late'],
    ['matter', 'finished', '2026-11-24', 'due'],
    ['matter', 'told', '2026-11-22', 'late'],
    ['matter', 'withdrawn', null, 'over'],
  ] as const)('of a %s that is %s and ends on %s is %s', (kind, status, day, standing) => {
    const found = { kind, status, span: spanOf(day, TODAY) };
    expect(standingIn(found)).toBe(standing);
    expect(casesOf([standing])).toContainEqual(found);
  });

  test('is over for a status that the kind does not have', () => {
    expect(standingIn({ kind: 'booking', status: 'paused', span: 'past' })).toBe('over');
  });
});
