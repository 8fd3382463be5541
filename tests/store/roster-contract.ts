import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RosterPort } from '../../src/app/ports.ts';
import { deskViewOf, type RosterRecord } from '../../src/domain/card/roster-record.ts';
import { ROSTER_EPOCH, ROSTER_KEYS, signedPage } from '../support/roster-pages.ts';
import {
  loadSnapshot,
  numberOf,
  PULLED_AT,
  pagesOf,
  pull,
  pullChanges,
  putOf,
  recordOf,
  removalOf,
  statusesOf,
} from './profile.ts';

const OTHER_EPOCH = '11111111-1111-4111-8111-111111111111';

/** A roster under test; `restart` drops all that is in memory, as a crash does. */
export interface RosterUnderTest {
  readonly roster: RosterPort;
  restart(): Promise<void>;
}

/** What every roster holds to, wherever it keeps its cards. */
export function rosterContract(name: string, newRoster: () => Promise<RosterUnderTest>): void {
  describe(`a roster ${name}`, () => {
    describe('before its first snapshot', () => {
      it('knows no card and says that it never was up to date', async () => {
        const held = await newRoster();
        expect(await held.roster.find(numberOf(1))).toEqual({ kind: 'unknown', cardNumber: numberOf(1) });
        expect(await held.roster.fullNameOf(numberOf(1))).toBeNull();
        expect(await held.roster.state()).toEqual({ cursor: null, epoch: null, pulledAt: null, cards: 0 });
      });

      it('takes no changes, for there is nothing that they change', async () => {
        const held = await newRoster();
        expect(await pullChanges(held, [putOf(1)], 'c9')).toMatchObject({ kind: 'superseded' });
        expect((await held.roster.state()).cursor).toBeNull();
      });
    });

    describe('taking a snapshot', () => {
      it('shows nothing of it until it is finished, and then serves it with its mark', async () => {
        const held = await newRoster();
        await loadSnapshot(held, [1, 2], 'c1');
        const begun = await held.roster.beginPull('snapshot', ROSTER_KEYS);
        if (!begun.ok) throw new Error(begun.fault.detail);
        const changes = [putOf(2, { status: 'lost' }), putOf(3)];
        const page = signedPage({ changes, cursor: 'c2', position: 2 });
        expect(await begun.value.add(page)).toMatchObject({
          ok: true,
          value: { cursor: 'c2', more: false, changes: 2, position: 2 },
        });
        expect(await statusesOf(held, [1, 2, 3])).toEqual(['active', 'active', 'unknown']);
        expect((await held.roster.state()).cursor).toBe('c1');
        expect(await begun.value.finish(PULLED_AT)).toBeNull();
        expect(await statusesOf(held, [1, 2, 3])).toEqual(['unknown', 'lost', 'active']);
        expect(await held.roster.state()).toEqual({
          cursor: 'c2',
          epoch: ROSTER_EPOCH,
          pulledAt: PULLED_AT,
          cards: 2,
        });
      });

      it.each<[string, Partial<RosterRecord>]>([
        ['as it is', {}],
        [
          'with a family in its order',
          { family: [{ relation: 'child' }, { relation: 'spouse', name: '李敏' }] },
        ],
        [
          'with the largest family',
          { family: Array.from({ length: 12 }, () => ({ relation: 'spouse', name: '诸'.repeat(60) })) },
        ],
        [
          'with names of every script',
          { name: '𠮷田 ñ Ж 阿依古丽·买买提', family: [{ relation: 'spouse', name: '😀z' }] },
        ],
        ['with the first and the last of all days', { validFrom: '0000-01-01', validUntil: '9999-12-31' }],
        ['with days around 1970 and a leap day', { validFrom: '1969-12-31', validUntil: '2028-02-29' }],
        ['replaced', { status: 'replaced' }],
      ])('gives a record back %s', async (_, change) => {
        const held = await newRoster();
        await pull(held, 'snapshot', pagesOf([putOf(7, change)], {}));
        const record = deskViewOf(recordOf(7, change));
        expect(await held.roster.find(numberOf(7))).toEqual({ kind: 'found', record });
        expect(await held.roster.fullNameOf(numberOf(7))).toBe(recordOf(7, change).name);
      });

      it('keeps the last word on a card, within a page and over pages', async () => {
        const held = await newRoster();
        await pull(held, 'snapshot', [
          {
            changes: [putOf(1, { status: 'lost' }), putOf(1), putOf(2), removalOf(3)],
            cursor: 'c1',
            more: true,
          },
          { changes: [removalOf(2), putOf(3), putOf(4), removalOf(4)], from: 'c1', cursor: 'c2' },
        ]);
        expect(await statusesOf(held, [1, 2, 3, 4])).toEqual(['active', 'unknown', 'active', 'unknown']);
        expect((await held.roster.state()).cards).toBe(2);
      });

      it('drops one that another has overtaken', async () => {
        const held = await newRoster();
        const slow = await held.roster.beginPull('snapshot', ROSTER_KEYS);
        if (!slow.ok) throw new Error(slow.fault.detail);
        await slow.value.add(signedPage({ changes: [putOf(1)] }));
        await loadSnapshot(held, [2], 'c2');
        expect(await slow.value.finish(PULLED_AT)).not.toBeNull();
        expect(await statusesOf(held, [1, 2])).toEqual(['unknown', 'active']);
        expect((await held.roster.state()).cursor).toBe('c2');
      });
    });

    describe('taking changes', () => {
      it('applies them with their mark, and twice is as good as once', async () => {
        const held = await newRoster();
        await loadSnapshot(held, [1, 2]);
        const changes = [putOf(1, { status: 'revoked' }), removalOf(2), putOf(3)];
        for (const cursor of ['c2', 'c3']) {
          expect(await pullChanges(held, changes, cursor)).toBeNull();
          expect(await statusesOf(held, [1, 2, 3])).toEqual(['revoked', 'unknown', 'active']);
          expect(await held.roster.state()).toMatchObject({ cursor, cards: 2 });
        }
      });

      it('is told by empty ones how fresh it is', async () => {
        const held = await newRoster();
        await loadSnapshot(held, [1]);
        await pullChanges(held, [], 'c1', PULLED_AT + 30_000);
        expect(await held.roster.state()).toMatchObject({ pulledAt: PULLED_AT + 30_000, cards: 1 });
      });

      it('is no fresher than the district says, however late a page is played', async () => {
        const held = await newRoster();
        await loadSnapshot(held, [1]);
        const recorded = { from: 'c1', cursor: 'c1', asOfMs: PULLED_AT + 5_000 };
        await pull(held, 'changes', [recorded], PULLED_AT + 86_400_000);
        expect((await held.roster.state()).pulledAt).toBe(PULLED_AT + 5_000);
      });
    });

    describe('given what the district did not send so', () => {
      const changes = [putOf(1, { status: 'lost' }), putOf(9)];
      const first = { changes, cursor: 'c8', position: 8, more: true };
      const last = { from: 'c8', changes: [putOf(10)], cursor: 'c9', position: 9 };
      const onTop = { ...first, from: 'c5' };

      it.each([
        ['snapshot', 'whose last page is missing', [first], 'truncated'],
        ['snapshot', 'without any page', [], 'truncated'],
        ['snapshot', 'whose first page is missing', [last], 'broken-chain'],
        ['snapshot', 'with a page twice', [first, first], 'broken-chain'],
        ['snapshot', 'with a page behind the last', [first, last, { ...last, from: 'c9' }], 'broken-chain'],
        ['snapshot', 'of two epochs', [first, { ...last, epoch: OTHER_EPOCH }], 'epoch-changed'],
        ['snapshot', 'that goes back', [first, { ...last, position: 7 }], 'older'],
        ['snapshot', 'that stands still', [first, { ...first, from: 'c8' }], 'broken-chain'],
        ['snapshot', 'older than what is held', [{ ...first, position: 4, more: false }], 'older'],
        [
          'snapshot',
          'of an epoch before',
          [{ ...first, epoch: OTHER_EPOCH, more: false, asOfMs: 1 }],
          'older',
        ],
        ['changes', 'whose last page is missing', [onTop], 'truncated'],
        ['changes', 'from elsewhere', [{ ...onTop, from: 'c4', more: false }], 'broken-chain'],
        ['changes', 'from the beginning', [{ ...first, more: false }], 'broken-chain'],
        ['changes', 'of another epoch', [{ ...onTop, epoch: OTHER_EPOCH }], 'epoch-changed'],
        ['changes', 'older than what is held', [{ ...onTop, position: 4, more: false }], 'older'],
      ] as const)('refuses %s %s, and nothing changes', async (kind, _, pages, fault) => {
        const held = await newRoster();
        await loadSnapshot(held, [1, 2], 'c5');
        const before = await held.roster.state();
        expect(await pull(held, kind, pages)).toMatchObject({ kind: fault });
        expect(await statusesOf(held, [1, 2, 9, 10])).toEqual(['active', 'active', 'unknown', 'unknown']);
        expect(await held.roster.state()).toEqual(before);
      });

      it.each([
        ['unsigned', { ...signedPage(), text: signedPage().text.replace('c1', 'c2') }],
        ['unsigned', { ...signedPage(), keyId: 'nobody' }],
        ['unsigned', { ...signedPage(), signatureHex: '00'.repeat(64) }],
        ['garbled', signedPage({ position: -1 })],
        ['garbled', signedPage({ epoch: 'e1' })],
      ])('takes no %s page, and none after it', async (fault, page) => {
        const held = await newRoster();
        const begun = await held.roster.beginPull('snapshot', ROSTER_KEYS);
        if (!begun.ok) throw new Error(begun.fault.detail);
        expect(await begun.value.add(page)).toMatchObject({ ok: false, fault: { kind: fault } });
        expect(await begun.value.add(signedPage())).toMatchObject({ ok: false, fault: { kind: fault } });
        expect(await begun.value.finish(PULLED_AT)).toMatchObject({ kind: fault });
        expect((await held.roster.state()).cursor).toBeNull();
      });

      it('takes the snapshot of a restored district, whatever its positions', async () => {
        const held = await newRoster();
        await loadSnapshot(held, [1, 2], 'c5');
        const restored = { ...first, epoch: OTHER_EPOCH, position: 0, more: false };
        expect(await pull(held, 'snapshot', [restored])).toBeNull();
        expect(await statusesOf(held, [1, 2, 9])).toEqual(['lost', 'unknown', 'active']);
      });
    });

    it('has the same cards as a plain map after any snapshots, changes and crashes', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
          const held = await newRoster();
          let model: Map<number, string> | null = null;
          for (const [turn, { kind, changes }] of steps.entries()) {
            const cursor = `c${turn + 1}`;
            const pages = pagesOf(changes.map(rosterChangeOf), { cursor });
            if (kind === 'restart') await held.restart();
            else if (kind === 'changes') {
              await pullChanges(held, changes.map(rosterChangeOf), cursor);
              if (model !== null) applyTo(model, changes);
            } else if (kind === 'snapshot') {
              await pull(held, 'snapshot', pages);
              model = new Map();
              applyTo(model, changes);
            } else {
              await pull(held, 'snapshot', [{ ...pages[0], more: true }]);
            }
            const indices = [0, 1, 2, 3, 4, 5, 6, 7];
            const expected = indices.map((index) => model?.get(index) ?? 'unknown');
            expect(await statusesOf(held, indices)).toEqual(expected);
            expect((await held.roster.state()).cards).toBe(model?.size ?? 0);
          }
        }),
        { numRuns: 40 },
      );
    });
  });
}

interface Change {
  readonly index: number;
  readonly status: 'active' | 'lost' | 'remove';
}

const change = fc.record({
  index: fc.nat(7),
  status: fc.constantFrom<Change['status']>('active', 'lost', 'remove'),
});
const step = fc.record({
  kind: fc.constantFrom('snapshot', 'cut-snapshot', 'changes', 'changes', 'restart'),
  changes: fc.array(change, { maxLength: 12 }),
});

function rosterChangeOf({ index, status }: Change) {
  return status === 'remove' ? removalOf(index) : putOf(index, { status });
}

function applyTo(model: Map<number, string>, changes: readonly Change[]): void {
  for (const { index, status } of changes) {
    if (status === 'remove') model.delete(index);
    else model.set(index, status);
  }
}
