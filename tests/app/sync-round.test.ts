import { describe, expect, it } from 'vitest';
import { createCachedCatalogue } from '../../src/app/check/cached-catalogue.ts';
import { syncRound } from '../../src/app/sync/sync-round.ts';
import { newProfile, numberOf, putOf, removalOf } from '../store/profile.ts';
import { ROSTER_KEY } from '../support/roster-pages.ts';
import { silentLists } from './cached-lists.ts';
import { memoryJournal, recordTickets } from './memory-journal.ts';
import { faultOf, SECOND_EPOCH, scriptedDistrict } from './scripted-district.ts';
import { signedCatalogue, TRUSTED } from './signed-catalogue.ts';

const UNWATCHED = { onProgress: () => {}, onPush: () => {} };

async function newKiosk() {
  const store = await newProfile().start();
  const journal = memoryJournal();
  const district = scriptedDistrict(journal);
  const catalogue = createCachedCatalogue({ file: store.catalogueFile, trusted: TRUSTED });
  const stopping = new AbortController();
  const ports = {
    journal,
    district,
    ...silentLists(),
    catalogue,
    roster: store.roster,
    replacements: store.replacements,
    clock: { now: () => 1_790_000_000_000 },
  };
  const progress: unknown[] = [];
  const round = () =>
    syncRound(ports, stopping.signal, { ...UNWATCHED, onProgress: (each) => progress.push(each) });
  const known = async (index: number) => (await store.roster.find(numberOf(index))).kind;
  return { ports, store, journal, district, catalogue, stopping, progress, round, known };
}

describe('the roster', () => {
  it('comes as a snapshot first, then as changes, each page once', async () => {
    const { district, round, known, progress, store } = await newKiosk();
    district.changesPerPage = 2;
    district.log.push(putOf(1), putOf(2), putOf(3), removalOf(2), putOf(4));
    expect((await round()).roster).toEqual({ kind: 'snapshot', changes: 5 });
    expect(progress).toEqual([
      { kind: 'snapshot', changes: 2 },
      { kind: 'snapshot', changes: 4 },
    ]);
    expect(await Promise.all([1, 2, 3, 4].map(known))).toEqual(['found', 'unknown', 'found', 'found']);
    district.log.push(removalOf(1), putOf(2), putOf(5));
    expect((await round()).roster).toEqual({ kind: 'changed', changes: 3 });
    expect(await Promise.all([1, 2, 5].map(known))).toEqual(['unknown', 'found', 'found']);
    expect(await store.roster.state()).toMatchObject({ cursor: '8', pulledAt: 1_790_000_000_000 });
    expect((await round()).roster).toEqual({ kind: 'changed', changes: 0 });
  });

  it('shows no change of a pull that breaks off half-way', async () => {
    const { district, round, known } = await newKiosk();
    district.log.push(putOf(1));
    await round();
    district.changesPerPage = 1;
    district.log.push(putOf(2), removalOf(1), putOf(3));
    let pages = 0;
    district.faultFor = (call) => {
      if (call === 'rosterPage') pages += 1;
      return pages === 3 ? faultOf('timeout') : null;
    };
    expect((await round()).roster).toMatchObject({ kind: 'fault', fault: { kind: 'timeout' } });
    expect(await Promise.all([1, 2, 3].map(known))).toEqual(['found', 'unknown', 'unknown']);
    district.faultFor = () => null;
    expect((await round()).roster).toEqual({ kind: 'changed', changes: 3 });
    expect(await Promise.all([1, 2, 3].map(known))).toEqual(['unknown', 'found', 'found']);
  });

  it('is loaded anew where the server was restored from a backup', async () => {
    const { district, round, known, store } = await newKiosk();
    district.log.push(putOf(1), putOf(2));
    await round();
    district.epoch = SECOND_EPOCH;
    district.log.splice(0, 2, putOf(3));
    expect((await round()).roster).toEqual({ kind: 'snapshot', changes: 1 });
    expect(await Promise.all([1, 3].map(known))).toEqual(['unknown', 'found']);
    expect((await store.roster.state()).epoch).toBe(SECOND_EPOCH);
  });

  it('is loaded anew where the server refuses the cursor', async () => {
    const { district, round } = await newKiosk();
    district.log.push(putOf(1));
    await round();
    let refusals = 1;
    district.faultFor = (call) => {
      if (call === 'rosterPage' && refusals > 0) {
        refusals -= 1;
        return faultOf('bad-request');
      }
      return null;
    };
    expect((await round()).roster).toEqual({ kind: 'snapshot', changes: 1 });
  });

  it('comes where the answer about the denied cards makes no sense, once the push was answered', async () => {
    const { district, round, known } = await newKiosk();
    district.log.push(putOf(1));
    district.faultFor = (call) => (call === 'denied' ? faultOf('nonsense') : null);
    const report = await round();
    expect(report.denied).toMatchObject({ kind: 'fault', fault: { kind: 'nonsense' } });
    expect(report.roster).toMatchObject({ changes: 1 });
    expect(await known(1)).toBe('found');
    district.log.push(putOf(2));
    district.faultFor = (call) => (call === 'denied' ? faultOf('timeout') : null);
    expect((await round()).roster).toEqual({ kind: 'skipped' });
  });

  it.each(['refused', 'nonsense', 'timeout'] as const)('is kept where the answer is %s', async (kind) => {
    const { district, round, known } = await newKiosk();
    district.log.push(putOf(1));
    await round();
    district.calls.length = 0;
    district.faultFor = (call) => (call === 'rosterPage' ? faultOf(kind) : null);
    expect((await round()).roster).toMatchObject({ kind: 'fault', fault: { kind } });
    expect(district.calls.filter((call) => call === 'rosterPage')).toHaveLength(1);
    district.faultFor = () => null;
    district.log.push(putOf(2));
    expect((await round()).roster).toEqual({ kind: 'changed', changes: 1 });
    expect(await known(2)).toBe('found');
  });

  it.each([
    [20, 'changed'],
    [21, 'snapshot'],
  ])('of %i pages of changes comes as %s', async (pages, kind) => {
    const { district, round } = await newKiosk();
    district.log.push(putOf(1));
    await round();
    district.changesPerPage = 1;
    for (let page = 0; page < pages; page += 1) district.log.push(putOf(page));
    expect((await round()).roster.kind).toBe(kind);
  });

  it('is not taken from two epochs at once', async () => {
    const { district, round, known } = await newKiosk();
    district.changesPerPage = 1;
    district.log.push(putOf(1), putOf(2));
    district.afterCall = (call) => {
      if (call === 'rosterPage') district.epoch = SECOND_EPOCH;
    };
    expect((await round()).roster).toEqual({ kind: 'epoch-changed' });
    expect(await known(1)).toBe('unknown');
    expect((await round()).roster).toEqual({ kind: 'snapshot', changes: 2 });
  });

  it('whose cursor stands still is refused', async () => {
    const { district, round, store } = await newKiosk();
    district.log.push(putOf(1));
    await round();
    const cursor = (await store.roster.state()).cursor ?? '';
    district.calls.length = 0;
    district.pageChange = { changes: [putOf(9)], cursor, more: true };
    expect((await round()).roster).toMatchObject({ kind: 'page-fault', fault: { kind: 'broken-chain' } });
    expect(district.calls.filter((call) => call === 'rosterPage')).toHaveLength(1);
  });

  it.each(['a snapshot', 'changes'])('that finds no room for %s is reported as such', async (what) => {
    const { district, ports } = await newKiosk();
    const fault = { kind: 'quota' as const, detail: 'no room' };
    const mark = what === 'changes' ? { cursor: '0', epoch: district.epoch } : { cursor: null, epoch: null };
    const roster = {
      ...ports.roster,
      state: async () => ({ ...mark, pulledAt: null, cards: 0 }),
      beginPull: async () => ({ ok: false as const, fault }),
    };
    const report = await syncRound({ ...ports, roster }, new AbortController().signal, UNWATCHED);
    expect(report.roster).toEqual({ kind: 'store-fault', fault });
  });
});

describe('the keys and the denied cards', () => {
  it('are pulled after the journal and before what is checked by them, and offered to what holds them', async () => {
    const { ports, district } = await newKiosk();
    const signed = { keyId: 'root', signatureHex: '00'.repeat(64), text: '{}' };
    district.keyList = signed;
    district.denyList = { ...signed, keyId: 'district-1' };
    const offered: string[] = [];
    const listOf = (serial: number) => ({
      serial: () => serial,
      current: () => [ROSTER_KEY],
      offer: async ({ keyId }: typeof signed) => {
        offered.push(keyId);
        return { kind: 'adopted' as const, serial: serial + 1 };
      },
    });
    const asked: number[] = [];
    const { keys, denied } = district;
    district.keys = (have) => {
      asked.push(have);
      return keys(have);
    };
    district.denied = (have) => {
      asked.push(have);
      return denied(have);
    };
    const lists = { keys: listOf(3), denied: listOf(5) };
    const report = await syncRound({ ...ports, ...lists }, new AbortController().signal, UNWATCHED);
    expect(report).toMatchObject({
      keys: { kind: 'adopted', serial: 4 },
      denied: { kind: 'adopted', serial: 6 },
    });
    expect(asked).toEqual([3, 5]);
    expect(offered).toEqual(['root', 'district-1']);
    expect(district.calls).toEqual(['push', 'keys', 'denied', 'catalogue', 'rosterPage', 'replaced']);
  });

  it.each(['keys', 'denied'] as const)('end the round where the line goes away at the %s', async (step) => {
    const { district, round } = await newKiosk();
    district.faultFor = (call) => (call === step ? faultOf('timeout') : null);
    expect(await round()).toMatchObject({
      [step]: { kind: 'fault' },
      catalogue: { kind: 'skipped' },
      roster: { kind: 'skipped' },
    });
    expect(district.calls.at(-1)).toBe(step);
  });

  it('do not hold up the roster where the district refuses them alone', async () => {
    const { district, round } = await newKiosk();
    district.faultFor = (call) => (call === 'keys' ? faultOf('refused') : null);
    expect((await round()).roster.kind).toBe('snapshot');
  });
});

describe('the catalogue', () => {
  it('is adopted where it is signed and newer, and asked for by version', async () => {
    const { district, round, catalogue, store } = await newKiosk();
    district.catalogueFile = signedCatalogue(2);
    expect((await round()).catalogue).toEqual({ kind: 'adopted', version: 2 });
    expect(catalogue.current()?.version).toBe(2);
    expect(await store.catalogueFile.read()).toBe(district.catalogueFile);
    district.catalogueFile = null;
    expect((await round()).catalogue).toEqual({ kind: 'current' });
  });

  it.each([
    ['older', signedCatalogue(1), 'older'],
    ['the same', signedCatalogue(2), 'older'],
    ['not JSON', '<html>', 'unverifiable'],
    ['changed after it was signed', signedCatalogue(3).replace('"version":3', '"version":4'), 'unverifiable'],
    ['signed by a stranger', signedCatalogue(3, 'a stranger'), 'unverifiable'],
  ])('that is %s changes nothing, is reported, and the roster comes all the same', async (_, file, kind) => {
    const { district, round, catalogue, store } = await newKiosk();
    const held = signedCatalogue(2);
    await catalogue.offer(held);
    district.log.push(putOf(1));
    district.catalogueFile = file;
    const report = await round();
    expect(report.catalogue.kind).toBe(kind);
    expect(report.roster).toEqual({ kind: 'snapshot', changes: 1 });
    expect(catalogue.current()?.version).toBe(2);
    expect(await store.catalogueFile.read()).toBe(held);
  });
});

describe('the journal', () => {
  it('goes before everything else', async () => {
    const { district, journal, round } = await newKiosk();
    district.entriesPerPush = 1;
    await recordTickets(journal, 2);
    expect((await round()).push).toEqual({ kind: 'drained', delivered: 2, waiting: 0 });
    expect(district.calls).toEqual(['push', 'push', 'keys', 'denied', 'catalogue', 'rosterPage', 'replaced']);
  });

  it('is asked for even with nothing to send, because the answer tells of a restored server', async () => {
    const { district, round } = await newKiosk();
    expect((await round()).push).toEqual({ kind: 'drained', delivered: 0, waiting: 0 });
    expect(district.calls[0]).toBe('push');
  });

  it('leaves the rest to the next round after sixty batches', async () => {
    const { district, journal, round } = await newKiosk();
    district.entriesPerPush = 1;
    await recordTickets(journal, 61);
    expect((await round()).push).toEqual({ kind: 'more', delivered: 60, waiting: 1 });
    expect((await round()).push).toEqual({ kind: 'drained', delivered: 1, waiting: 0 });
  });

  it('is sent again from where a restored server stands', async () => {
    const { district, journal, round } = await newKiosk();
    await recordTickets(journal, 3);
    await round();
    district.committed.length = 0;
    journal.acknowledgedSeq = 0;
    expect((await round()).push).toEqual({ kind: 'drained', delivered: 3, waiting: 0 });
    expect(district.committed.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it('counts what it delivers even where a restored server first moves the head back', async () => {
    const { district, journal, round } = await newKiosk();
    await recordTickets(journal, 3);
    journal.acknowledgedSeq = 3;
    const { push } = district;
    district.push = async () => {
      district.push = push;
      journal.acknowledgedSeq = 0;
      return { ok: true, value: await journal.status() };
    };
    expect((await round()).push).toEqual({ kind: 'drained', delivered: 3, waiting: 0 });
  });

  it.each([
    ['goes whole, though each batch is answered so', 1, 3, 0],
    ['is given up for this round where nothing of it is taken', 0, 2, 3],
  ])('of which the district has another future %s', async (_, entriesPerPush, batches, waiting) => {
    const { district, journal, round } = await newKiosk();
    await recordTickets(journal, 3);
    district.entriesPerPush = entriesPerPush;
    const fault = faultOf('fork');
    const { push } = district;
    district.push = async () => {
      await push();
      return { ok: false, fault };
    };
    // What lies in quarantine is not delivered.
    expect((await round()).push).toEqual({ kind: 'fault', fault, delivered: 0, waiting });
    expect(district.calls.filter((call) => call === 'push')).toHaveLength(batches);
  });

  it('that a district takes and never acknowledges is given up for this round', async () => {
    const { district, journal, round } = await newKiosk();
    district.entriesPerPush = 0;
    await recordTickets(journal, 2);
    expect((await round()).push).toEqual({ kind: 'stalled', delivered: 0, waiting: 2 });
    expect(district.calls.filter((call) => call === 'push')).toHaveLength(2);
  });
});

describe('a stop', () => {
  it.each([
    ['push', 'first'],
    ['catalogue', 'first'],
    ['rosterPage', 'first'],
    ['rosterPage', 'second'],
  ] as const)('after %s of the %s round asks nothing further', async (last, which) => {
    const { district, stopping, round } = await newKiosk();
    district.log.push(putOf(1));
    if (which === 'second') await round();
    district.calls.length = 0;
    district.changesPerPage = 1;
    district.log.push(putOf(2), putOf(3));
    district.afterCall = (call) => {
      if (call === last) stopping.abort();
    };
    await round();
    expect(district.calls.at(-1)).toBe(last);
    expect(district.calls.filter((call) => call === last)).toHaveLength(1);
  });
});
