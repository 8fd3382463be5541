import { describe, expect, it } from 'vitest';
import { createCachedCatalogue } from '../../src/app/check/cached-catalogue.ts';
import { troubleOf } from '../../src/app/sync/line-status.ts';
import { syncRound } from '../../src/app/sync/sync-round.ts';
import { newProfile, numberOf, putOf } from '../store/profile.ts';
import { silentLists } from './cached-lists.ts';
import { memoryJournal } from './memory-journal.ts';
import { faultOf, SECOND_EPOCH, scriptedDistrict } from './scripted-district.ts';
import { TRUSTED } from './signed-catalogue.ts';

const UNWATCHED = { onProgress: () => {}, onPush: () => {} };
const [A, B, C] = ['a', 'b', 'c'].map((letter) => letter.repeat(32)) as [string, string, string];

async function newKiosk() {
  const store = await newProfile().start();
  const journal = memoryJournal();
  const district = scriptedDistrict(journal);
  const ports = {
    ...{ journal, district, roster: store.roster, replacements: store.replacements },
    ...silentLists(),
    catalogue: createCachedCatalogue({ file: store.catalogueFile, trusted: TRUSTED }),
    clock: { now: () => 1_790_000_000_000 },
  };
  const stopping = new AbortController();
  return {
    store,
    district,
    stopping,
    round: () => syncRound(ports, stopping.signal, UNWATCHED),
    /** How often the cards that were replaced were asked for. */
    asked: () => district.calls.filter((call) => call === 'replaced').length,
    knows: async (index: number) => (await store.roster.find(numberOf(index))).kind === 'found',
    cardsOf: (cardRef: string) => store.replacements.cardsOf(cardRef),
  };
}

type Kiosk = Awaited<ReturnType<typeof newKiosk>>;

/** The office gives a card that takes the place of others, in one commit with the roster. */
function replace({ district }: Kiosk, index: number, cardRef: string, replaces: string[]): void {
  district.log.push(putOf(index));
  district.replacedCards?.push({ cardRef, replaces, position: district.log.length });
}

describe('cards that took the place of others', () => {
  it('are known before the roster with the new card serves, and asked for only when that has moved', async () => {
    const kiosk = await newKiosk();
    replace(kiosk, 1, B, [A]);
    const { finished } = watchFinish(kiosk);
    expect((await kiosk.round()).roster).toEqual({ kind: 'snapshot', changes: 1 });
    expect(await finished).toEqual([A, B]);
    await kiosk.round();
    expect(kiosk.asked()).toBe(1);
    replace(kiosk, 2, C, [A, B]);
    await kiosk.round();
    expect(kiosk.asked()).toBe(2);
    expect(await kiosk.cardsOf(A)).toEqual([A, B, C]);
  });

  it('come with a commit that falls between two questions of the round', async () => {
    const kiosk = await newKiosk();
    kiosk.district.log.push(putOf(1));
    await kiosk.round();
    kiosk.district.afterCall = (call) => {
      if (call === 'catalogue') replace(kiosk, 2, B, [A]);
    };
    await kiosk.round();
    expect(await kiosk.knows(2)).toBe(true);
    expect(await kiosk.cardsOf(B)).toEqual([A, B]);
  });

  it('keep the roster as it was where they cannot be had', async () => {
    const kiosk = await newKiosk();
    kiosk.district.log.push(putOf(1));
    await kiosk.round();
    replace(kiosk, 2, B, [A]);
    kiosk.district.faultFor = (call) => (call === 'replaced' ? faultOf('timeout') : null);
    expect((await kiosk.round()).roster).toMatchObject({ kind: 'fault', fault: { kind: 'timeout' } });
    expect(await kiosk.knows(2)).toBe(false);
    kiosk.district.faultFor = () => null;
    expect((await kiosk.round()).roster).toEqual({ kind: 'changed', changes: 1 });
    expect(await kiosk.cardsOf(B)).toEqual([A, B]);
  });

  it('that are as old as an answer played again let no new card in', async () => {
    const kiosk = await newKiosk();
    kiosk.district.log.push(putOf(1));
    await kiosk.round();
    const { replaced } = kiosk.district;
    const old = await replaced(await kiosk.store.replacements.cursor());
    replace(kiosk, 2, B, [A]);
    kiosk.district.replaced = async () => old;
    const report = await kiosk.round();
    expect(report.roster).toMatchObject({ kind: 'fault', fault: { kind: 'nonsense' } });
    expect(troubleOf(report)).toMatchObject({ kind: 'nonsense' });
    expect(await kiosk.knows(2)).toBe(false);
  });

  it('come page by page, and are kept all at once', async () => {
    const kiosk = await newKiosk();
    kiosk.district.replacedPerPage = 1;
    replace(kiosk, 1, B, [A]);
    replace(kiosk, 2, C, [A, B]);
    let pages = 0;
    kiosk.district.faultFor = (call) => {
      if (call === 'replaced') pages += 1;
      return pages === 2 ? faultOf('timeout') : null;
    };
    await kiosk.round();
    expect(await kiosk.cardsOf(A)).toEqual([A]);
    kiosk.district.faultFor = () => null;
    await kiosk.round();
    expect(await kiosk.cardsOf(A)).toEqual([A, B, C]);
  });

  it('begin anew where the district was restored, and wait for a round in one epoch', async () => {
    const kiosk = await newKiosk();
    replace(kiosk, 1, B, [A]);
    await kiosk.round();
    kiosk.district.replacedCards = [];
    kiosk.district.log.splice(0, 1, putOf(3));
    replace(kiosk, 4, C, [A]);
    kiosk.district.afterCall = (call) => {
      if (call === 'rosterPage') kiosk.district.epoch = SECOND_EPOCH;
    };
    expect((await kiosk.round()).roster).toEqual({ kind: 'epoch-changed' });
    expect(await kiosk.cardsOf(A)).toEqual([A, B]);
    expect((await kiosk.round()).roster).toMatchObject({ kind: 'snapshot' });
    expect(await kiosk.cardsOf(A)).toEqual([A, C]);
  });

  it('are nothing to a district of the release before, and come once it has the next one', async () => {
    const kiosk = await newKiosk();
    kiosk.district.replacedCards = null;
    kiosk.district.log.push(putOf(1));
    expect(troubleOf(await kiosk.round())).toBeNull();
    expect(await kiosk.knows(1)).toBe(true);
    kiosk.district.replacedCards = [{ cardRef: B, replaces: [A], position: 1 }];
    await kiosk.round();
    expect(await kiosk.cardsOf(A)).toEqual([A, B]);
    // A district that has told them once does not forget how.
    kiosk.district.replacedCards = null;
    kiosk.district.log.push(putOf(2));
    expect((await kiosk.round()).roster).toMatchObject({ kind: 'fault' });
    expect(await kiosk.knows(2)).toBe(false);
  });

  it('are not asked for any more once the loop is stopped', async () => {
    const kiosk = await newKiosk();
    kiosk.district.log.push(putOf(1));
    kiosk.district.afterCall = (call) => {
      if (call === 'rosterPage') kiosk.stopping.abort();
    };
    expect((await kiosk.round()).roster).toEqual({ kind: 'stopped' });
    expect(kiosk.asked()).toBe(0);
  });
});

/** What is known of the cards when the roster begins to serve. */
function watchFinish({ store }: Kiosk): { readonly finished: Promise<readonly string[]> } {
  const { beginPull } = store.roster;
  const finished = new Promise<readonly string[]>((resolve) => {
    Object.assign(store.roster, {
      async beginPull(...args: Parameters<typeof beginPull>) {
        const begun = await beginPull(...args);
        if (!begun.ok) return begun;
        const finish = async (pulledAt: number) => {
          resolve(await store.replacements.cardsOf(A));
          return begun.value.finish(pulledAt);
        };
        return { ok: true, value: { ...begun.value, finish } };
      },
    });
  });
  return { finished };
}
