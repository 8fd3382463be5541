import { expect, test } from 'vitest';
import { readRosterPage } from '../../src/domain/card/roster-page.ts';
import { signText } from '../../src/domain/trust/signed-text.ts';
import { numberOf, putOf, removalOf } from '../store/profile.ts';
import { pageOf, ROSTER_KEYS, ROSTER_SIGNER } from '../support/roster-pages.ts';

function read(page: unknown) {
  return readRosterPage(signText('roster', JSON.stringify(page), ROSTER_SIGNER), ROSTER_KEYS);
}

test('a page with fields of a newer release says what it says without them', () => {
  const { kind, record } = putOf(1);
  const changes = [{ kind, record: { ...record, email: 'x' }, since: 1 }, removalOf(2)];
  const page = { ...pageOf(), changes, compressed: false };
  expect(read(page)).toEqual({ ok: true, page: pageOf({ changes: [putOf(1), removalOf(2)] }) });
});

test('a card with a status of a newer release is off the roster: its old status holds no longer', () => {
  const { record } = putOf(1);
  const changes = [{ kind: 'put', record: { ...record, status: 'on-probation' } }, putOf(2)];
  expect(read({ ...pageOf(), changes })).toEqual({
    ok: true,
    page: pageOf({ changes: [{ kind: 'remove', cardNumber: numberOf(1) }, putOf(2)] }),
  });
});

test('a kind of change and a relation that are not known are passed over', () => {
  const { record } = putOf(1);
  const family = [{ relation: 'parent', name: '王五' }, { relation: 'child' }];
  const changes = [
    { kind: 'photo', cardNumber: numberOf(3) },
    { kind: 'put', record: { ...record, family } },
  ];
  expect(read({ ...pageOf(), changes })).toEqual({
    ok: true,
    page: pageOf({ changes: [putOf(1, { family: [{ relation: 'child' }] })] }),
  });
});

test.each([
  ['a change that is nothing', [7]],
  ['a status that is no word', [{ kind: 'put', record: { ...putOf(1).record, status: 'ON PROBATION' } }]],
  ['a known kind without its fields', [{ kind: 'put' }]],
])('a page with %s is garbled', (_, changes) => {
  expect(read({ ...pageOf(), changes })).toMatchObject({ ok: false, fault: { kind: 'garbled' } });
});
