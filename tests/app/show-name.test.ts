import { describe, expect, it } from 'vitest';
import { showName } from '../../src/app/check/show-name.ts';
import type { JournalPort } from '../../src/app/ports.ts';
import { createCachedUses } from '../../src/app/record/cached-uses.ts';
import { loadSnapshot, newProfile, numberOf } from '../store/profile.ts';
import { memoryJournal } from './memory-journal.ts';

const NAMELESS = { cardRefKeyHex: 'a1'.repeat(32), rosterKeyHex: 'b2'.repeat(32), namesKeyHex: null };

async function newDesk(keys?: Parameters<ReturnType<typeof newProfile>['start']>[0]) {
  const store = await newProfile().start(keys);
  await loadSnapshot(store, [1]);
  const journal = memoryJournal();
  const show = (index: number, port: JournalPort = journal) =>
    showName(
      {
        ...store,
        uses: createCachedUses({ journal, stored: store.uses, feed: store.records }),
        journal: port,
      },
      { cardNumber: numberOf(index), siteId: 'xijiao-pool' },
    );
  return { store, journal, show };
}

describe('a full name', () => {
  it('is handed out once the journal says that it was shown', async () => {
    const { store, journal, show } = await newDesk();
    const order: string[] = [];
    const noted: JournalPort = {
      ...journal,
      async append(draft) {
        order.push('asked');
        const answer = await journal.append(draft);
        order.push('recorded');
        return answer;
      },
    };
    const shown = await show(1, noted);
    order.push('shown');
    expect(shown).toEqual({ kind: 'shown', name: '张小明' });
    expect(order).toEqual(['asked', 'recorded', 'shown']);
    expect(journal.entries.map(({ siteId, body }) => ({ siteId, body }))).toEqual([
      { siteId: 'xijiao-pool', body: { kind: 'name-shown', cardRef: store.cardRefOf(numberOf(1)) } },
    ]);
  });

  it('is recorded each time, and counts as no use', async () => {
    const { store, journal, show } = await newDesk();
    await show(1);
    await show(1);
    expect(journal.entries).toHaveLength(2);
    expect(await store.uses.state()).toMatchObject({ seq: 2 });
    const cardRef = store.cardRefOf(numberOf(1));
    expect((await store.uses.countersFor([cardRef], 'xijiao-pool', '2026-11-23')).ofCard).toEqual([]);
    expect(await store.uses.recordedOn('xijiao-pool', '2026-11-23')).toEqual([]);
  });

  it('is not shown, nor recorded, without the key to the names or of a card that is not here', async () => {
    const locked = await newDesk(NAMELESS);
    expect(await locked.show(1)).toEqual({ kind: 'no-name' });
    expect(locked.journal.entries).toEqual([]);
    const open = await newDesk();
    expect(await open.show(2)).toEqual({ kind: 'no-name' });
    expect(open.journal.entries).toEqual([]);
  });

  it('stays hidden where the journal does not take it', async () => {
    const { journal, show } = await newDesk();
    journal.nextAppend = async () => ({ ok: false, fault: { kind: 'disk-full', detail: 'ENOSPC' } });
    expect(await show(1)).toEqual({ kind: 'not-recorded', reason: 'disk-full' });
    journal.nextAppend = async () => {
      throw new Error('the host is gone');
    };
    expect(await show(1)).toEqual({ kind: 'not-recorded', reason: 'host' });
  });
});

describe('another key to the names', () => {
  it('taken away leaves the facts and no name; given back, the names are there again', async () => {
    const { store } = await newDesk();
    const find = async () => {
      const found = await store.roster.find(numberOf(1));
      return found.kind === 'found' ? [found.record.maskedName, found.record.status] : found.kind;
    };
    expect(await find()).toEqual(['张*明', 'active']);
    await store.useNamesKey(null);
    expect(await find()).toEqual([null, 'active']);
    expect(await store.roster.fullNameOf(numberOf(1))).toBeNull();
    expect((await store.roster.state()).cursor).not.toBeNull();
    await store.useNamesKey('d4'.repeat(32));
    expect(await find()).toEqual(['张*明', 'active']);
  });

  it('that sealed none of them asks for a whole snapshot, which brings them', async () => {
    const { store } = await newDesk();
    await store.useNamesKey('e5'.repeat(32));
    expect(await store.roster.fullNameOf(numberOf(1))).toBeNull();
    expect((await store.roster.state()).cursor).toBeNull();
    await loadSnapshot(store, [1]);
    expect(await store.roster.fullNameOf(numberOf(1))).toBe('张小明');
    expect((await store.roster.state()).cursor).not.toBeNull();
  });
});
