import { expect, test } from 'vitest';
import type { JournalBody } from '../../../src/domain/journal/entry-body.ts';
import { mayAllow, Permission, permissionFor } from '../../../src/domain/staff/permission.ts';
import { TICKET } from '../../support/journal-drafts.ts';

const ME = 'me';
const TODAY = '2026-11-29';
const VOID: JournalBody = { kind: 'void', voidsSeq: 7, reason: 'mistyped' };

const asked = (body: JournalBody, staff: string | null, date = TODAY) =>
  permissionFor(body, { memberId: ME, today: TODAY, takenBack: { staff, date } });

test('a clerk voids the own use of today alone', () => {
  expect(asked(VOID, ME)).toBeNull();
  expect(asked(VOID, 'another')).toBe('void-others');
  expect(asked(VOID, null)).toBe('void-others');
  expect(asked(VOID, ME, '2026-11-28')).toBe('void-earlier');
  expect(asked(VOID, 'another', '2026-11-28')).toBe('void-earlier');
  expect(asked(VOID, ME, '2026-11-30')).toBe('void-earlier');
  expect(permissionFor(VOID, { memberId: ME, today: TODAY, takenBack: null })).toBe('void-others');
});

test('to take a step back is as to void', () => {
  const ref = { journalId: '11111111-1111-4111-8111-111111111111', seq: 7 };
  const body = {
    ...{ kind: 'step-taken-back', recordId: 'ab'.repeat(16), after: ref, step: ref, reason: 'other' },
  } as JournalBody;
  expect(asked(body, ME)).toBeNull();
  expect(asked(body, 'another')).toBe('void-others');
});

test('a question about a fact is answered by the clerk, and one that goes beyond a rule is not', () => {
  const use = (confirmed: string[]) => ({ ...TICKET.body, verdict: 'ask', confirmed }) as JournalBody;
  for (const fact of ['list-price', 'minutes', 'check-identity', 'signed-only', 'claim-right']) {
    expect(asked(use([fact]), null), fact).toBeNull();
  }
  for (const rule of ['holds-pass', 'time-over', 'time-taken', 'bought-today', 'longer-than-usual']) {
    expect(asked(use(['minutes', rule]), null), rule).toBe('override');
  }
  expect(asked(TICKET.body, null)).toBeNull();
});

test('the first notice of a matter is the clerk’s, and another one is not', () => {
  const after = { journalId: '11111111-1111-4111-8111-111111111111', seq: 7 };
  const noticed = (again: string | null) =>
    ({ kind: 'matter-noticed', recordId: 'ab'.repeat(16), after, until: null, again }) as JournalBody;
  expect(asked(noticed(null), ME)).toBeNull();
  expect(asked(noticed('overlooked'), ME)).toBe('override');
});

test('a full name is always asked for', () => {
  expect(asked({ kind: 'name-shown', cardRef: 'ab'.repeat(16) } as JournalBody, ME)).toBe('full-name');
});

test('a supervisor may allow everything, a technician the settings, a clerk nothing', () => {
  for (const permission of Permission.options) {
    expect(mayAllow('supervisor', permission)).toBe(true);
    expect(mayAllow('technician', permission)).toBe(permission === 'settings');
    expect(mayAllow('clerk', permission)).toBe(false);
  }
});
