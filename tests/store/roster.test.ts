import { afterEach, describe, expect, it, vi } from 'vitest';
import { deskViewOf } from '../../src/domain/card/roster-record.ts';
import type { BlockRow, RosterPointer } from '../../src/store/database.ts';
import { ROSTER_KEYS, signedPage } from '../support/roster-pages.ts';
import {
  KEYS,
  loadSnapshot,
  newProfile,
  numberOf,
  PULLED_AT,
  pagesOf,
  pull,
  pullChanges,
  putOf,
  rawDatabase,
  rawRows,
  recordOf,
  removalOf,
  settled,
  statusesOf,
} from './profile.ts';
import { rosterContract } from './roster-contract.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

rosterContract('in IndexedDB', async () => {
  const profile = newProfile();
  let store = await profile.start();
  return {
    get roster() {
      return store.roster;
    },
    async restart() {
      store.close();
      store = await profile.start();
    },
  };
});

const range = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('a new generation', () => {
  it('leaves nothing of the old one behind', async () => {
    const profile = newProfile();
    const store = await profile.start();
    await loadSnapshot(store, range(2_100));
    await loadSnapshot(store, [1, 2], 'c2');
    await expectOneGeneration(profile.factory);
  });

  it('that a crash cut short between its blocks and the flip goes at the next start', async () => {
    const profile = newProfile();
    const first = await profile.start();
    await loadSnapshot(first, [1]);
    const [page] = pagesOf([putOf(2), putOf(3)], { cursor: 'c2' });
    // The blocks are in, and then the browser is gone: neither the head nor the sweep comes to it.
    failWrites(await rawDatabase(profile.factory), 'AbortError', 'heads');
    const sweep = vi.spyOn(objectStoreOf(await rawDatabase(profile.factory)), 'delete');
    sweep.mockImplementation(() => {
      throw new DOMException('gone', 'AbortError');
    });
    expect(await pull(first, 'snapshot', [page ?? {}])).toMatchObject({ kind: 'storage' });
    first.close();
    vi.restoreAllMocks();
    const raw = await rawDatabase(profile.factory);
    expect(new Set(generationsIn(await rawRows(raw, 'blocks'))).size).toBe(2);
    const second = await profile.start();
    expect(await statusesOf(second, [1, 2, 3])).toEqual(['active', 'unknown', 'unknown']);
    await second.warmRoster();
    await expectOneGeneration(profile.factory);
  });

  it.each(['blocks', 'heads', 'roster'])(
    'that finds the disk full at its %s leaves nothing behind',
    async (table) => {
      const profile = newProfile();
      const store = await profile.start();
      await loadSnapshot(store, [1]);
      const begun = await store.roster.beginPull('snapshot', ROSTER_KEYS);
      if (!begun.ok) throw new Error(begun.fault.detail);
      await begun.value.add(signedPage({ changes: [putOf(2)], cursor: 'c2', position: 2 }));
      failWrites(await rawDatabase(profile.factory), 'QuotaExceededError', table);
      expect(await begun.value.finish(PULLED_AT)).toMatchObject({ kind: 'quota' });
      vi.restoreAllMocks();
      expect(await statusesOf(store, [1, 2])).toEqual(['active', 'unknown']);
      expect((await store.roster.state()).cursor).toBe('c1');
      await expectOneGeneration(profile.factory);
    },
  );

  it('is not begun to be written where the browser has no room for seven times its size', async () => {
    const profile = newProfile();
    const store = await profile.start();
    await loadSnapshot(store, [1]);
    const room = { usage: 1_000, quota: 1_000 + 7 * 30 };
    vi.stubGlobal('navigator', { storage: { estimate: async () => room } });
    const put = vi.spyOn(objectStoreOf(await rawDatabase(profile.factory)), 'put');
    const fault = await pull(store, 'snapshot', pagesOf([putOf(2)], { cursor: 'c2' }));
    expect(fault).toMatchObject({ kind: 'quota' });
    // The pointer alone was moved, twice: to the staging generation, and nowhere else.
    expect(put.mock.contexts.map((context) => (context as IDBObjectStore).name)).toEqual(['roster']);
    room.quota += 1_000;
    expect(await pull(store, 'snapshot', pagesOf([putOf(2)], { cursor: 'c2' }))).toBeNull();
    expect(await statusesOf(store, [1, 2])).toEqual(['unknown', 'active']);
  });
});

it('a start on a full disk serves what is there', async () => {
  const profile = newProfile();
  const first = await profile.start();
  await loadSnapshot(first, [1]);
  first.close();
  failWrites(await rawDatabase(profile.factory), 'QuotaExceededError');
  expect(await statusesOf(await profile.start(), [1])).toEqual(['active']);
});

it('a read that fails once costs one answer, not every later one', async () => {
  const profile = newProfile();
  const first = await profile.start();
  await loadSnapshot(first, [1]);
  first.close();
  const store = await profile.start();
  const get = vi
    .spyOn(objectStoreOf(await rawDatabase(profile.factory)), 'get')
    .mockImplementationOnce(() => {
      throw new DOMException('the storage went away', 'UnknownError');
    });
  await expect(store.roster.state()).rejects.toThrow('the storage went away');
  expect(get).toHaveBeenCalled();
  expect((await store.roster.state()).cursor).toBe('c1');
  expect(await statusesOf(store, [1])).toEqual(['active']);
});

describe('later changes', () => {
  it('that fail half-way change neither a card nor the mark', async () => {
    const profile = newProfile();
    const store = await profile.start();
    await loadSnapshot(store, [1, 2]);
    // The blocks go in and the pointer does not: the transaction must take the blocks back.
    failWrites(await rawDatabase(profile.factory), 'QuotaExceededError', 'roster');
    const fault = await pullChanges(store, [putOf(1, { status: 'lost' }), removalOf(2)], 'c2');
    expect(fault).toMatchObject({ kind: 'quota' });
    vi.restoreAllMocks();
    expect(await statusesOf(store, [1, 2])).toEqual(['active', 'active']);
    expect((await store.roster.state()).cursor).toBe('c1');
    expect(await rawRows(await rawDatabase(profile.factory), 'blocks')).toHaveLength(2);
  });

  it('are packed anew where they have come in many pieces, and say the same', async () => {
    const profile = newProfile();
    let store = await profile.start();
    await loadSnapshot(store, range(10));
    for (let turn = 1; turn <= 140; turn += 1) {
      const status = turn % 2 === 0 ? 'lost' : 'suspended';
      const changes = [turn % 7 === 0 ? removalOf(turn % 10) : putOf(turn % 10, { status })];
      expect(await pullChanges(store, changes, `c${1 + turn}`)).toBeNull();
    }
    const statuses = await statusesOf(store, range(10));
    const late = (await rawRows(await rawDatabase(profile.factory), 'blocks')) as BlockRow[];
    expect(late.filter((row) => row.kind === 'late-facts').length).toBeLessThanOrEqual(33);
    store.close();
    store = await profile.start();
    expect(await statusesOf(store, range(10))).toEqual(statuses);
    expect(statuses).toEqual(range(10).map(lastStatusOf));
  });

  it('of any sizes are laid together without losing the last word on a card', async () => {
    const profile = newProfile();
    let store = await profile.start();
    await loadSnapshot(store, range(700));
    const expected = new Map(range(700).map((index) => [index, 'active']));
    for (let turn = 1; turn <= 70; turn += 1) {
      const size = turn % 9 === 0 ? 40 : 3;
      const changes = range(size).map((at) => {
        const index = (turn * 37 + at * 11) % 720;
        const status = turn % 2 === 0 ? ('lost' as const) : ('suspended' as const);
        const isGone = (turn + at) % 4 === 0;
        expected.set(index, isGone ? 'unknown' : status);
        return isGone ? removalOf(index) : putOf(index, { status });
      });
      expect(await pullChanges(store, changes, `c${1 + turn}`)).toBeNull();
    }
    store.close();
    store = await profile.start();
    const asked = range(720);
    expect(await statusesOf(store, asked)).toEqual(asked.map((index) => expected.get(index) ?? 'unknown'));
    const held = [...expected.values()].filter((status) => status !== 'unknown');
    expect((await store.roster.state()).cards).toBe(held.length);
    const rows = (await rawRows(await rawDatabase(profile.factory), 'blocks')) as BlockRow[];
    const layers = rows.filter((row) => row.kind === 'late-directory').map(({ index }) => index);
    expect(layers.length).toBeLessThanOrEqual(32);
    // Nothing is left of the layers that were laid together.
    const [pointer] = (await rawRows(await rawDatabase(profile.factory), 'roster')) as [RosterPointer];
    expect(layers).toEqual(pointer.late.map(({ from }) => from));
    const blocks = rows.filter((row) => row.kind === 'late-facts').map(({ index }) => index);
    expect(blocks).toEqual(
      pointer.late.flatMap(({ from, until }) => range(until - from).map((at) => from + at)),
    );
  });

  it('of several blocks are found in each of them, before and after a restart', async () => {
    const profile = newProfile();
    let store = await profile.start();
    await loadSnapshot(store, range(10_500));
    const changed = range(2_600).map((index) => index * 4);
    const changes = changed.map((index) =>
      index % 400 === 0 ? removalOf(index) : putOf(index, { status: 'lost' }),
    );
    expect(await pullChanges(store, changes, 'c2')).toBeNull();
    const rows = (await rawRows(await rawDatabase(profile.factory), 'blocks')) as BlockRow[];
    expect(rows.filter((row) => row.kind === 'late-facts')).toHaveLength(2);
    const asked = range(800).map((index) => index * 13);
    const expected = asked.map((index) => {
      if (index % 4 !== 0) return 'active';
      return index % 400 === 0 ? 'unknown' : 'lost';
    });
    expect(await statusesOf(store, asked)).toEqual(expected);
    expect((await store.roster.state()).cards).toBe(10_500 - 26);
    store.close();
    store = await profile.start();
    await store.warmRoster();
    expect(await statusesOf(store, asked)).toEqual(expected);
  });

  it('whose directory cannot be read are no guess: the roster is loaded anew', async () => {
    const profile = newProfile();
    const first = await profile.start();
    await loadSnapshot(first, [1, 2]);
    await pullChanges(first, [putOf(1, { status: 'lost' })], 'c2');
    first.close();
    const raw = await rawDatabase(profile.factory);
    const rows = (await rawRows(raw, 'blocks')) as BlockRow[];
    const blocks = raw.transaction('blocks', 'readwrite').objectStore('blocks');
    for (const row of rows.filter(({ kind }) => kind === 'late-directory')) {
      await settled(blocks.put({ ...row, box: row.box.map((byte, at) => byte ^ (at === 40 ? 1 : 0)) }));
    }
    const second = await profile.start();
    expect(await statusesOf(second, [1, 2])).toEqual(['damaged', 'damaged']);
    expect((await second.roster.state()).cursor).toBeNull();
    await loadSnapshot(second, [1, 2], 'c3');
    expect(await statusesOf(second, [1, 2])).toEqual(['active', 'active']);
  });

  it('are compacted into a generation equal to one loaded anew', async () => {
    const profile = newProfile();
    const store = await profile.start();
    await loadSnapshot(store, range(2_500));
    const changes = [
      ...range(1_900).map((index) => putOf(index, { status: 'lost', name: `持卡人${index}` })),
      ...range(100).map((index) => removalOf(1_900 + index)),
      ...range(50).map((index) => putOf(5_000 + index)),
    ];
    expect(await pullChanges(store, changes, 'c2')).toBeNull();
    const kinds = ((await rawRows(await rawDatabase(profile.factory), 'blocks')) as BlockRow[]).map(
      (row) => row.kind,
    );
    expect(new Set(kinds)).toEqual(new Set(['facts', 'names']));
    await expectOneGeneration(profile.factory);
    expect(await store.roster.state()).toMatchObject({ cursor: 'c2', cards: 2_450 });
    const asked = [0, 1_899, 1_900, 1_999, 2_000, 2_499, 2_500, 5_049];
    expect(await statusesOf(store, asked)).toEqual([
      'lost',
      'lost',
      'unknown',
      'unknown',
      'active',
      'active',
      'unknown',
      'active',
    ]);
    expect(await store.roster.fullNameOf(numberOf(1_899))).toBe('持卡人1899');
    expect(await store.roster.fullNameOf(numberOf(2_000))).toBe('张小明');
  });

  it('of another window are seen here', async () => {
    const profile = newProfile();
    const [here, there] = [await profile.start(), await profile.start()];
    await loadSnapshot(here, [1]);
    expect(await statusesOf(here, [1])).toEqual(['active']);
    await loadSnapshot(there, [1, 2], 'c2');
    await pullChanges(there, [putOf(1, { status: 'lost' })], 'c3');
    await vi.waitFor(async () => expect(await statusesOf(here, [1, 2])).toEqual(['lost', 'active']));
    expect((await here.roster.state()).cursor).toBe('c3');
  });
});

describe('a warm roster', () => {
  it('answers without the database, and forgets what no longer serves', async () => {
    const profile = newProfile();
    const store = await profile.start();
    await loadSnapshot(store, range(1_500));
    await pullChanges(store, [putOf(3, { status: 'lost' })], 'c2');
    await store.warmRoster();
    const get = vi.spyOn(objectStoreOf(await rawDatabase(profile.factory)), 'get');
    const asked = [0, 1, 3, 700, 1_499, 1_500];
    expect(await statusesOf(store, asked)).toEqual([
      'active',
      'active',
      'lost',
      'active',
      'active',
      'unknown',
    ]);
    expect(await store.roster.fullNameOf(numberOf(700))).toBe('张小明');
    expect(get).not.toHaveBeenCalled();
    await loadSnapshot(store, [1], 'c3');
    // The next generation warms by itself.
    get.mockRestore();
    await store.warmRoster();
    expect(await statusesOf(store, asked)).toEqual([
      'unknown',
      'active',
      'unknown',
      'unknown',
      'unknown',
      'unknown',
    ]);
  });
});

describe('the names', () => {
  const family = [{ relation: 'spouse' as const, name: '李敏' }, { relation: 'child' as const }];
  const withoutNames = { ...KEYS, namesKeyHex: null };

  it('are null where their key is not there, and the rest is', async () => {
    const profile = newProfile();
    const first = await profile.start();
    await pull(first, 'snapshot', pagesOf([putOf(1, { family })], {}));
    first.close();
    const locked = await profile.start(withoutNames);
    const found = await locked.roster.find(numberOf(1));
    expect(found).toEqual({
      kind: 'found',
      record: {
        ...deskViewOf(recordOf(1)),
        maskedName: null,
        family: [{ relation: 'spouse', maskedName: null }, { relation: 'child' }],
      },
    });
    expect(await locked.roster.fullNameOf(numberOf(1))).toBeNull();
    expect((await locked.roster.state()).cursor).toBe('c1');
    await locked.useNamesKey(KEYS.namesKeyHex);
    expect(await locked.roster.fullNameOf(numberOf(1))).toBe('张小明');
    expect((await locked.roster.state()).cursor).toBe('c1');
  });

  it.each([
    ['came without a key', withoutNames, KEYS.namesKeyHex],
    ['came under another key', KEYS, 'e5'.repeat(32)],
  ])('that %s make the next round load a snapshot', async (_, before, namesKeyHex) => {
    const profile = newProfile();
    const first = await profile.start(before);
    await loadSnapshot(first, [1]);
    first.close();
    const second = await profile.start({ ...KEYS, namesKeyHex });
    expect(await statusesOf(second, [1])).toEqual(['active']);
    expect(await second.roster.fullNameOf(numberOf(1))).toBeNull();
    expect(await second.roster.state()).toMatchObject({ cursor: null, pulledAt: PULLED_AT });
    await loadSnapshot(second, [1], 'c2');
    expect(await second.roster.fullNameOf(numberOf(1))).toBe('张小明');
    expect((await second.roster.state()).cursor).toBe('c2');
  });

  it('of changes that came while they were locked are missing, and asked for when they are not', async () => {
    const profile = newProfile();
    const first = await profile.start();
    await loadSnapshot(first, [1, 2]);
    first.close();
    const locked = await profile.start(withoutNames);
    await pullChanges(locked, [putOf(1, { name: '王强' })], 'c2');
    await locked.useNamesKey(KEYS.namesKeyHex);
    expect(await locked.roster.fullNameOf(numberOf(1))).toBeNull();
    expect(await locked.roster.fullNameOf(numberOf(2))).toBe('张小明');
    expect((await locked.roster.state()).cursor).toBeNull();
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
    await pull(store, 'snapshot', pagesOf([canary], {}));
    await pullChanges(store, [canary], 'c2');
    const raw = await rawDatabase(profile.factory);
    for (const table of raw.objectStoreNames) {
      const bytes = Buffer.concat((await rawRows(raw, table)).map(bytesOf));
      for (const secret of [numberOf(4711), '欧阳', '诸葛', 'canary', 'spouse', 'child', '2027-12-31']) {
        expect(bytes.includes(secret), `${secret} in ${table}`).toBe(false);
      }
    }
    // Facts and names of the generation, of the changes, and the directory of the changes.
    expect(await rawRows(raw, 'blocks')).toHaveLength(5);
  });

  it('has a fresh iv in each box, in each generation', async () => {
    const profile = newProfile();
    const store = await profile.start();
    const ivs: string[] = [];
    for (const cursor of ['c1', 'c2', 'c3']) {
      await loadSnapshot(store, [1, 2], cursor);
      const raw = await rawDatabase(profile.factory);
      const heads = (await rawRows(raw, 'heads')) as { factsKeyBox: Uint8Array; namesKeyBox: Uint8Array }[];
      const blocks = (await rawRows(raw, 'blocks')) as { box: Uint8Array }[];
      const boxes = [
        ...heads.flatMap((head) => [head.factsKeyBox, head.namesKeyBox]),
        ...blocks.map(({ box }) => box),
      ];
      ivs.push(...boxes.map((box) => Buffer.from(box.subarray(0, 12)).toString('hex')));
    }
    expect(new Set(ivs).size).toBe(12);
  });
});

describe('a block that cannot be read', () => {
  /** A roster of three blocks, one of which somebody has written over. */
  async function tampered(change: (rows: readonly BlockRow[]) => readonly BlockRow[]) {
    const profile = newProfile();
    const first = await profile.start();
    await loadSnapshot(first, range(1_500));
    first.close();
    const raw = await rawDatabase(profile.factory);
    const rows = (await rawRows(raw, 'blocks')) as BlockRow[];
    const blocks = raw.transaction('blocks', 'readwrite').objectStore('blocks');
    for (const row of change(rows)) await settled(blocks.put(row));
    return profile.start();
  }

  const one = (rows: readonly BlockRow[], kind: BlockRow['kind'], index: number) =>
    rows.filter((row) => row.kind === kind && row.index === index);

  it.each<[string, (rows: readonly BlockRow[]) => readonly BlockRow[]]>([
    [
      'garbled',
      (rows) =>
        one(rows, 'facts', 1).map((row) => ({
          ...row,
          box: row.box.map((byte, at) => byte ^ (at === 90 ? 1 : 0)),
        })),
    ],
    ['cut short', (rows) => one(rows, 'names', 1).map((row) => ({ ...row, box: row.box.slice(0, 5) }))],
    ['another of the generation', (rows) => one(rows, 'facts', 0).map((row) => ({ ...row, index: 1 }))],
    ['one of the other kind', (rows) => one(rows, 'names', 1).map((row) => ({ ...row, kind: 'facts' }))],
  ])(
    '(%s) is reported as damaged, drops the cursor and is whole after the next snapshot',
    async (_, change) => {
      const store = await tampered(change);
      const statuses = await statusesOf(store, range(60));
      expect(new Set(statuses)).toEqual(new Set(['active', 'damaged']));
      expect(await store.roster.state()).toMatchObject({ cursor: null, pulledAt: PULLED_AT });
      expect(await pullChanges(store, [], 'c2')).toMatchObject({ kind: 'superseded' });
      await loadSnapshot(store, range(60), 'c2');
      expect(new Set(await statusesOf(store, range(60)))).toEqual(new Set(['active']));
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
    await second.warmRoster();
    expect(await rawRows(await rawDatabase(profile.factory), 'blocks')).toHaveLength(0);
    expect(await rawRows(await rawDatabase(profile.factory), 'heads')).toHaveLength(0);
  });
});

/** What 140 changes left: the last of them on each card. */
function lastStatusOf(index: number): string {
  for (let turn = 140; turn >= 1; turn -= 1) {
    if (turn % 10 !== index) continue;
    if (turn % 7 === 0) return 'unknown';
    return turn % 2 === 0 ? 'lost' : 'suspended';
  }
  return 'active';
}

function generationsIn(rows: readonly unknown[]): number[] {
  return (rows as { generation: number }[]).map(({ generation }) => generation);
}

/** What a thief of the profile folder finds beside the generation that serves: nothing. */
async function expectOneGeneration(factory: IDBFactory): Promise<void> {
  const raw = await rawDatabase(factory);
  const [pointer] = (await rawRows(raw, 'roster')) as [{ serving: number }];
  for (const table of ['blocks', 'heads']) {
    expect(new Set(generationsIn(await rawRows(raw, table))), table).toEqual(new Set([pointer.serving]));
  }
}

/** The methods that every object store of this database has. */
function objectStoreOf(raw: IDBDatabase): IDBObjectStore {
  return Object.getPrototypeOf(raw.transaction('roster').objectStore('roster')) as IDBObjectStore;
}

/** Makes writes fail as a browser does: with a rejected request inside the transaction. */
function failWrites(raw: IDBDatabase, name: string, table?: string): void {
  const prototype = objectStoreOf(raw);
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
