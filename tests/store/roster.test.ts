import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RosterSnapshot } from '../../src/app/ports.ts';
import { deskViewOf } from '../../src/domain/roster-record.ts';
import type { BlockRow } from '../../src/store/database.ts';
import type { Store } from '../../src/store/store.ts';
import {
  EPOCH,
  KEYS,
  loadSnapshot,
  markOf,
  newProfile,
  numberOf,
  putOf,
  rawDatabase,
  rawRows,
  recordOf,
  removalOf,
  settled,
} from './profile.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

async function snapshotOf(store: Store): Promise<RosterSnapshot> {
  const begun = await store.roster.beginSnapshot();
  if (!begun.ok) throw new Error(begun.fault.detail);
  return begun.value;
}

function statusesOf(store: Store, indices: readonly number[]): Promise<string[]> {
  return Promise.all(
    indices.map(async (index) => {
      const answer = await store.roster.find(numberOf(index));
      return answer.kind === 'found' ? answer.record.status : answer.kind;
    }),
  );
}

describe('a roster before its first snapshot', () => {
  it('knows no card and says that it never was up to date', async () => {
    const store = await newProfile().start();
    expect(await store.roster.find(numberOf(1))).toEqual({ kind: 'unknown', cardNumber: numberOf(1) });
    expect(await store.roster.state()).toEqual({ cursor: null, epoch: null, pulledAt: null, cards: 0 });
  });

  it('takes no changes, for there is nothing that they change', async () => {
    const store = await newProfile().start();
    expect(await store.roster.applyChanges([putOf(1)], markOf('c9'))).toMatchObject({ kind: 'superseded' });
    expect((await store.roster.state()).cursor).toBeNull();
  });
});

describe('a snapshot', () => {
  it('is out of sight until it is finished, and then serves with its mark', async () => {
    const store = await newProfile().start();
    await loadSnapshot(store, [1, 2], 'c1');
    const snapshot = await snapshotOf(store);
    await snapshot.add([putOf(2, { status: 'lost' }), putOf(3)]);
    expect(await statusesOf(store, [1, 2, 3])).toEqual(['active', 'active', 'unknown']);
    expect((await store.roster.state()).cursor).toBe('c1');
    await snapshot.finish(markOf('c2'));
    expect(await statusesOf(store, [1, 2, 3])).toEqual(['unknown', 'lost', 'active']);
    expect(await store.roster.state()).toEqual({
      cursor: 'c2',
      epoch: EPOCH,
      pulledAt: markOf('c2').pulledAt,
      cards: 2,
    });
  });

  it('gives the whole record back', async () => {
    const store = await newProfile().start();
    const family = [{ relation: 'spouse' as const, name: '李敏' }, { relation: 'child' as const }];
    const snapshot = await snapshotOf(store);
    await snapshot.add([putOf(7, { family })]);
    await snapshot.finish(markOf('c1'));
    expect(await store.roster.find(numberOf(7))).toEqual({
      kind: 'found',
      record: deskViewOf(recordOf(7, { family })),
    });
  });

  it('keeps the last word on a card, within a page and over pages', async () => {
    const store = await newProfile().start();
    const snapshot = await snapshotOf(store);
    await snapshot.add([putOf(1, { status: 'lost' }), putOf(1), putOf(2), removalOf(3)]);
    await snapshot.add([removalOf(2), putOf(3), putOf(4), removalOf(4)]);
    await snapshot.finish(markOf('c1'));
    expect(await statusesOf(store, [1, 2, 3, 4])).toEqual(['active', 'unknown', 'active', 'unknown']);
  });

  it('that a crash cut short leaves the old roster serving, and its rows go at the next start', async () => {
    const profile = newProfile();
    const first = await profile.start();
    await loadSnapshot(first, [1]);
    const abandoned = await snapshotOf(first);
    await abandoned.add([putOf(2), putOf(3)]);
    first.close();
    const second = await profile.start();
    expect(await statusesOf(second, [1, 2, 3])).toEqual(['active', 'unknown', 'unknown']);
    await expectOneGeneration(profile.factory);
  });

  it('leaves no row of the old generation behind, however many there were', async () => {
    const profile = newProfile();
    const store = await profile.start();
    await loadSnapshot(
      store,
      Array.from({ length: 2_100 }, (_, index) => index),
    );
    await loadSnapshot(store, [1, 2], 'c2');
    await expectOneGeneration(profile.factory);
  });

  it('leaves no row of one that was begun and never finished', async () => {
    const profile = newProfile();
    const store = await profile.start();
    await loadSnapshot(store, [1]);
    const abandoned = await snapshotOf(store);
    await abandoned.add([putOf(2), putOf(3)]);
    await snapshotOf(store);
    await expectOneGeneration(profile.factory);
  });

  it('that another one has overtaken cannot finish', async () => {
    const store = await newProfile().start();
    const slow = await snapshotOf(store);
    await slow.add([putOf(1)]);
    await loadSnapshot(store, [2], 'c2');
    expect(await slow.finish(markOf('c1'))).toMatchObject({ kind: 'superseded' });
    expect(await statusesOf(store, [1, 2, 3])).toEqual(['unknown', 'active', 'unknown']);
    expect((await store.roster.state()).cursor).toBe('c2');
  });

  it.each(['blocks', 'heads', 'roster'])(
    'reports a disk full at %s, gives the room back and leaves the old roster serving',
    async (table) => {
      const profile = newProfile();
      const store = await profile.start();
      await loadSnapshot(store, [1]);
      const snapshot = await snapshotOf(store);
      await snapshot.add([putOf(2)]);
      failWrites(await rawDatabase(profile.factory), 'QuotaExceededError', table);
      expect(await snapshot.finish(markOf('c2'))).toMatchObject({ kind: 'quota' });
      vi.restoreAllMocks();
      expect(await statusesOf(store, [1, 2])).toEqual(['active', 'unknown']);
      expect((await store.roster.state()).cursor).toBe('c1');
      await expectOneGeneration(profile.factory);
    },
  );
});

it('a start on a full disk serves what is there', async () => {
  const profile = newProfile();
  const first = await profile.start();
  await loadSnapshot(first, [1]);
  first.close();
  failWrites(await rawDatabase(profile.factory), 'QuotaExceededError');
  expect(await statusesOf(await profile.start(), [1])).toEqual(['active']);
});

describe('changes', () => {
  it('are applied with their mark, and twice is as good as once', async () => {
    const store = await newProfile().start();
    await loadSnapshot(store, [1, 2]);
    const changes = [putOf(1, { status: 'revoked' }), removalOf(2), putOf(3)];
    for (const _ of ['once', 'twice']) {
      expect(await store.roster.applyChanges(changes, markOf('c2'))).toBeNull();
      expect(await statusesOf(store, [1, 2, 3])).toEqual(['revoked', 'unknown', 'active']);
      expect(await store.roster.state()).toMatchObject({ cursor: 'c2', cards: 2 });
    }
  });

  it('that fail half-way change neither a card nor the mark', async () => {
    const profile = newProfile();
    const store = await profile.start();
    await loadSnapshot(store, [1, 2]);
    // The rows go in and the pointer does not: the transaction must take the rows back.
    failWrites(await rawDatabase(profile.factory), 'QuotaExceededError', 'roster');
    const fault = await store.roster.applyChanges([putOf(1, { status: 'lost' }), removalOf(2)], markOf('c2'));
    expect(fault).toMatchObject({ kind: 'quota' });
    vi.restoreAllMocks();
    expect(await statusesOf(store, [1, 2])).toEqual(['active', 'active']);
    expect((await store.roster.state()).cursor).toBe('c1');
  });

  it('without content still tell how fresh the roster is', async () => {
    const store = await newProfile().start();
    await loadSnapshot(store, [1]);
    await store.roster.applyChanges([], { ...markOf('c1'), pulledAt: 1_790_000_030_000 });
    expect(await store.roster.state()).toMatchObject({ pulledAt: 1_790_000_030_000, cards: 1 });
  });
});

describe('what lies in the profile folder', () => {
  it('shows no number, no name and no relation', async () => {
    const profile = newProfile();
    const store = await profile.start();
    const canary = putOf(4711, {
      name: '欧阳canary',
      family: [{ relation: 'spouse', name: '诸葛canary' }, { relation: 'child' }],
    });
    const snapshot = await snapshotOf(store);
    await snapshot.add([canary]);
    await snapshot.finish(markOf('c1'));
    await store.roster.applyChanges([canary], markOf('c2'));
    const raw = await rawDatabase(profile.factory);
    for (const table of raw.objectStoreNames) {
      const bytes = Buffer.concat((await rawRows(raw, table)).map(bytesOf));
      for (const secret of [numberOf(4711), '欧阳', '诸葛', 'canary', 'spouse', 'child', '2027-12-31']) {
        expect(bytes.includes(secret), `${secret} in ${table}`).toBe(false);
      }
    }
    expect(await rawRows(raw, 'blocks')).toHaveLength(4);
  });

  it('has a fresh iv and a fresh key in each generation', async () => {
    const profile = newProfile();
    const store = await profile.start();
    const boxes: unknown[] = [];
    for (const cursor of ['c1', 'c2', 'c3']) {
      await loadSnapshot(store, [1, 2], cursor);
      const raw = await rawDatabase(profile.factory);
      const heads = (await rawRows(raw, 'heads')) as { factsKeyBox: Uint8Array; namesKeyBox: Uint8Array }[];
      const blocks = (await rawRows(raw, 'blocks')) as { box: Uint8Array }[];
      const all = [
        ...heads.flatMap((head) => [head.factsKeyBox, head.namesKeyBox]),
        ...blocks.map((row) => row.box),
      ];
      boxes.push(...all.map((box) => Buffer.from(box.subarray(0, 12)).toString('hex')));
    }
    expect(new Set(boxes).size).toBe(12);
  });
});

describe('a block that cannot be read', () => {
  const CARDS = Array.from({ length: 1_500 }, (_, index) => index);

  /** A roster of three blocks, one of which somebody has written over. */
  async function tampered(change: (rows: readonly BlockRow[]) => readonly BlockRow[]) {
    const profile = newProfile();
    const first = await profile.start();
    await loadSnapshot(first, CARDS);
    first.close();
    const raw = await rawDatabase(profile.factory);
    const rows = (await rawRows(raw, 'blocks')) as BlockRow[];
    const store = raw.transaction('blocks', 'readwrite').objectStore('blocks');
    for (const row of change(rows)) await settled(store.put(row));
    return profile.start();
  }

  const at = (rows: readonly BlockRow[], kind: string, index: number) =>
    rows.filter((row) => row.kind === kind && row.index === index);

  it.each([
    [
      'garbled',
      (rows: readonly BlockRow[]) =>
        at(rows, 'facts', 1).map((row) => ({
          ...row,
          box: row.box.map((byte, place) => byte ^ (place === 90 ? 1 : 0)),
        })),
    ],
    [
      'cut short',
      (rows: readonly BlockRow[]) =>
        at(rows, 'names', 1).map((row) => ({ ...row, box: row.box.slice(0, 5) })),
    ],
    [
      'another of the same generation',
      (rows: readonly BlockRow[]) => at(rows, 'facts', 0).map((row) => ({ ...row, index: 1 })),
    ],
    [
      'one of the other kind',
      (rows: readonly BlockRow[]) => at(rows, 'names', 1).map((row) => ({ ...row, kind: 'facts' as const })),
    ],
  ])(
    '(%s) is reported as damaged, drops the cursor and is whole after the next snapshot',
    async (_, change) => {
      const store = await tampered(change);
      const statuses = await statusesOf(store, CARDS);
      expect(new Set(statuses)).toEqual(new Set(['active', 'damaged']));
      expect(statuses.filter((status) => status === 'damaged').length).toBeGreaterThan(400);
      expect(await store.roster.state()).toMatchObject({ cursor: null, pulledAt: markOf('c1').pulledAt });
      await loadSnapshot(store, CARDS, 'c2');
      expect(new Set(await statusesOf(store, CARDS))).toEqual(new Set(['active']));
      expect((await store.roster.state()).cursor).toBe('c2');
    },
  );
});

describe('other keys than last time', () => {
  it.each(['cardRefKeyHex', 'rosterKeyHex'] as const)('(%s) find an empty roster', async (changed) => {
    const profile = newProfile();
    const first = await profile.start();
    await loadSnapshot(first, [1]);
    first.close();
    const second = await profile.start({ ...KEYS, [changed]: 'c3'.repeat(32) });
    expect(await statusesOf(second, [1])).toEqual(['unknown']);
    expect(await second.roster.state()).toEqual({ cursor: null, epoch: null, pulledAt: null, cards: 0 });
    expect(await rawRows(await rawDatabase(profile.factory), 'blocks')).toHaveLength(0);
  });
});

describe('any sequence of snapshots, changes and crashes', () => {
  const change = fc.record({ index: fc.nat(7), status: fc.constantFrom('active', 'lost', 'remove') });
  const page = fc.array(change, { maxLength: 6 });
  const step = fc.oneof(
    fc.record({ kind: fc.constant('snapshot' as const), pages: fc.array(page, { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('cut-snapshot' as const), pages: fc.array(page, { maxLength: 3 }) }),
    fc.record({
      kind: fc.constant('changes' as const),
      pages: fc.array(page, { minLength: 1, maxLength: 1 }),
    }),
    fc.record({ kind: fc.constant('restart' as const), pages: fc.constant([]) }),
  );
  type Change = { index: number; status: 'active' | 'lost' | 'remove' };

  function rosterChangeOf({ index, status }: Change) {
    return status === 'remove' ? removalOf(index) : putOf(index, { status });
  }

  function applyTo(model: Map<number, string>, changes: readonly Change[]): void {
    for (const { index, status } of changes) {
      if (status === 'remove') model.delete(index);
      else model.set(index, status);
    }
  }

  it('leaves the same cards as a plain map', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        const profile = newProfile();
        let store = await profile.start();
        let model: Map<number, string> | null = null;
        for (const [turn, { kind, pages }] of steps.entries()) {
          const changes = pages.map((each) => each.map(rosterChangeOf));
          if (kind === 'changes') {
            await store.roster.applyChanges(changes.flat(), markOf(`c${turn}`));
            if (model !== null) applyTo(model, pages.flat());
          } else if (kind === 'restart') {
            store.close();
            store = await profile.start();
          } else {
            const snapshot = await snapshotOf(store);
            for (const each of changes) await snapshot.add(each);
            if (kind === 'snapshot') {
              await snapshot.finish(markOf(`c${turn}`));
              model = new Map();
              applyTo(model, pages.flat());
            }
          }
          const indices = [0, 1, 2, 3, 4, 5, 6, 7];
          const expected = indices.map((index) => model?.get(index) ?? 'unknown');
          expect(await statusesOf(store, indices)).toEqual(expected);
          expect((await store.roster.state()).cards).toBe(model?.size ?? 0);
        }
        store.close();
      }),
      { numRuns: 40 },
    );
  });
});

/** What a thief of the profile folder finds beside the generation that serves: nothing. */
async function expectOneGeneration(factory: IDBFactory): Promise<void> {
  const raw = await rawDatabase(factory);
  const [pointer] = (await rawRows(raw, 'roster')) as [{ serving: number }];
  for (const table of ['blocks', 'heads']) {
    const rows = (await rawRows(raw, table)) as { generation: number }[];
    expect(new Set(rows.map(({ generation }) => generation)), table).toEqual(new Set([pointer.serving]));
  }
}

/** Makes writes fail as a browser does: with a rejected request inside the transaction. */
function failWrites(raw: IDBDatabase, name: string, table?: string): void {
  const store = raw.transaction('roster').objectStore('roster');
  const prototype = Object.getPrototypeOf(store) as IDBObjectStore;
  const put = prototype.put;
  vi.spyOn(prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
    if (table !== undefined && this.name !== table) {
      return key === undefined ? put.call(this, value) : put.call(this, value, key);
    }
    throw new DOMException('no room', name);
  });
}

/** Every byte that structured cloning would write for a row, as text and as raw buffers. */
function bytesOf(row: unknown): Buffer {
  const buffers: Buffer[] = [];
  const text = JSON.stringify(row, (_, value: unknown) => {
    if (value instanceof ArrayBuffer) buffers.push(Buffer.from(value));
    else if (ArrayBuffer.isView(value)) {
      buffers.push(Buffer.from(value.buffer, value.byteOffset, value.byteLength));
    } else return value;
    return 'bytes';
  });
  return Buffer.concat([Buffer.from(text), ...buffers]);
}
