import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { demoRecords } from '../../src/district/demo/cards.ts';
import type { RecordRow, RecordStepRow } from '../../src/district/storage/record-store.ts';
import type { DistrictWrites } from '../../src/district/storage/store.ts';
import type {
  CardChangeRow,
  ConsentRow,
  CountedUse,
  DiscrepancyRow,
  LeaseRow,
  RightRow,
} from '../../src/district/storage/store-rows.ts';
import { GENESIS_HASH } from '../../src/domain/journal/journal-entry.ts';
import { WHOLE_DAY } from '../../src/domain/shared/minutes.ts';
import { memoryStore, storeKinds, useStore } from './stores.ts';
import { entriesAfter } from './test-kiosk.ts';

const SLOT = { siteId: 'gym', itemId: 'badminton-free', date: '2026-11-23' };

describe.each(storeKinds)('the store on %s', (kind) => {
  const current = useStore(kind);
  const write = <T>(work: (writes: DistrictWrites) => Promise<T>): Promise<T> => current().transaction(work);

  /** A kiosk with a journal of its own. */
  async function newJournal(): Promise<{ kioskId: string; journalId: string }> {
    const [kioskId, journalId] = [randomUUID(), randomUUID()];
    await write(async (writes) => {
      await writes.insertKiosk({
        kioskId,
        name: '前台',
        shortName: null,
        siteIds: ['gym'],
        publicKeyHex: 'ab'.repeat(32),
        enrolledAt: 1_000,
        revokedAt: null,
        revocationToldAt: null,
      });
      await writes.giveJournal(journalId, kioskId);
    });
    return { kioskId, journalId };
  }

  test('commits what a transaction answers and nothing of one that throws', async () => {
    const { kioskId, journalId } = await newJournal();
    const entries = entriesAfter(null, 2, { journalId });
    const broken = write(async (writes) => {
      await writes.appendEntries(entries, { kioskId, receivedAt: 5 });
      await writes.putDiscrepancy(discrepancyOf({ key: journalId }));
      throw new Error('power cut');
    });
    await expect(broken).rejects.toThrow('power cut');
    expect(await current().read((reads) => reads.entriesFrom(journalId, 1, 9))).toEqual([]);
    expect(await current().read((reads) => reads.discrepancyByKey(journalId))).toBeNull();
    expect(await write((writes) => writes.lockJournalRow(journalId))).toEqual({
      kioskId,
      seq: 0,
      hash: GENESIS_HASH,
    });
  });

  test('lets transactions that lock one row come one after the other', async () => {
    const before = (await current().read((reads) => reads.book())).serial;
    await Promise.all(
      Array.from({ length: 20 }, () =>
        write(async (writes) => {
          const book = await writes.lockBookRow();
          await writes.usesOfCards(['nobody']);
          await writes.saveBook({ ...book, serial: book.serial + 1 });
        }),
      ),
    );
    expect((await current().read((reads) => reads.book())).serial).toBe(before + 20);
  });

  test('finds a kiosk by its id and by its journal, and revokes it once', async () => {
    const { kioskId, journalId } = await newJournal();
    const found = await current().read((reads) => reads.kioskById(kioskId));
    expect(found).toEqual({
      kioskId,
      name: '前台',
      shortName: null,
      siteIds: ['gym'],
      publicKeyHex: 'ab'.repeat(32),
      enrolledAt: 1_000,
      revokedAt: null,
      revocationToldAt: null,
    });
    expect(await write((writes) => writes.revokeKiosk(kioskId, 2_000))).toBe(true);
    expect(await write((writes) => writes.revokeKiosk(kioskId, 3_000))).toBe(false);
    expect(await current().read((reads) => reads.kioskOfJournal(journalId))).toMatchObject({
      revokedAt: 2_000,
    });
    expect(await current().read((reads) => reads.kioskById('unknown'))).toBeNull();
    expect(await current().read((reads) => reads.kioskOfJournal(randomUUID()))).toBeNull();
  });

  test('keeps a code once, spends it and forgets it', async () => {
    const codeHash = randomUUID();
    const head = { codeHash, selector: randomUUID(), wrongTries: 0, kioskName: '前台' };
    const row = { ...head, siteIds: ['gym'], expiresAt: 10_000, usedAt: null };
    expect(await write((writes) => writes.insertCode(row))).toBe(true);
    expect(await write((writes) => writes.insertCode(row))).toBe(false);
    expect(await write((writes) => writes.lockCodeRow(codeHash))).toEqual(row);
    const inForce = (now: number) => current().read((reads) => reads.codeInForce(row.selector, now));
    expect(await inForce(9_999)).toEqual(row);
    expect(await inForce(10_000)).toBeNull();
    await write((writes) => writes.countWrongCode(codeHash));
    await write((writes) => writes.markCodeUsed(codeHash, 5_000));
    expect(await inForce(9_999)).toBeNull();
    await write((writes) => writes.dropCodesBefore(10_000));
    expect(await write((writes) => writes.lockCodeRow(codeHash))).toEqual({
      ...row,
      wrongTries: 1,
      usedAt: 5_000,
    });
    await write((writes) => writes.dropCodesBefore(10_001));
    expect(await write((writes) => writes.lockCodeRow(codeHash))).toBeNull();
  });

  test('counts the tries of a source up to a bound, from the first one on', async () => {
    const source = randomUUID();
    const tries = [];
    for (const now of [100, 200, 300, 400]) {
      tries.push(await write((writes) => writes.countTry(source, now, 3)));
    }
    expect(tries.map((row) => row.tries)).toEqual([1, 2, 3, 3]);
    expect(tries[3]?.since).toBe(100);
    expect(await current().read((reads) => reads.triesOf(source))).toEqual({ tries: 3, since: 100 });
    await write((writes) => writes.dropTriesBefore(100));
    expect(await write((writes) => writes.countTry(source, 500, 3))).toEqual({ tries: 1, since: 500 });
    await write((writes) => writes.clearTries(source));
    expect((await write((writes) => writes.countTry(source, 600, 3))).tries).toBe(1);
  });

  test('moves the head of a journal with its entries, and says whose it is', async () => {
    const { kioskId, journalId } = await newJournal();
    const entries = entriesAfter(null, 3, { journalId });
    await write((writes) => writes.appendEntries(entries, { kioskId, receivedAt: 5 }));
    const last = entries[2];
    expect(await write((writes) => writes.lockJournalRow(journalId))).toEqual({
      kioskId,
      seq: 3,
      hash: last?.hash,
    });
    expect(await write((writes) => writes.lockJournalRow(randomUUID()))).toBeNull();
    expect(await current().read((reads) => reads.entriesFrom(journalId, 2, 1))).toEqual([entries[1]]);
    expect(await current().read((reads) => reads.entriesFrom(journalId, 2, 9))).toEqual(entries.slice(1));
  });

  test('keeps a forked entry once', async () => {
    const { kioskId, journalId } = await newJournal();
    const [forked] = entriesAfter(null, 1, { journalId });
    if (forked === undefined) throw new Error('no entry');
    for (const receivedAt of [7, 8]) {
      await write((writes) => writes.quarantine([forked], { kioskId, receivedAt }, 'fork'));
    }
    expect(await current().read((reads) => reads.quarantined(journalId, 'fork'))).toEqual([
      { kioskId, receivedAt: 7, entry: forked, reason: 'fork', outcome: null },
    ]);
  });

  test('counts what is in quarantine by reason and by what was decided', async () => {
    const { kioskId, journalId } = await newJournal();
    const counted = (reason: 'fork' | 'revoked') =>
      current().read((reads) => reads.quarantineCounts(journalId, reason));
    expect(await counted('fork')).toEqual({ waiting: 0, accepted: 0, dismissed: 0 });
    const entries = entriesAfter(null, 6, { journalId });
    const aside = (from: number, to: number, reason: 'fork' | 'revoked') =>
      write((writes) => writes.quarantine(entries.slice(from, to), { kioskId, receivedAt: 7 }, reason));
    const decided = (outcome: 'accepted' | 'dismissed') =>
      write((writes) => writes.settleQuarantine({ journalId, reason: 'fork' }, outcome));
    await aside(0, 1, 'fork');
    await decided('accepted');
    await aside(1, 3, 'fork');
    await decided('dismissed');
    await aside(3, 5, 'fork');
    await aside(5, 6, 'revoked');
    expect(await counted('fork')).toEqual({ waiting: 2, accepted: 1, dismissed: 2 });
    expect(await counted('revoked')).toEqual({ waiting: 1, accepted: 0, dismissed: 0 });
  });

  test('knows whether it has an entry in quarantine, by its place and its hash', async () => {
    const { kioskId, journalId } = await newJournal();
    const [forked] = entriesAfter(null, 1, { journalId });
    if (forked === undefined) throw new Error('no entry');
    const { seq, hash } = forked;
    const isKept = (change: object) =>
      current().read((reads) => reads.isQuarantined({ journalId, seq, hash, ...change }));
    expect(await isKept({})).toBe(false);
    await write((writes) => writes.quarantine([forked], { kioskId, receivedAt: 7 }, 'fork'));
    expect(await isKept({})).toBe(true);
    expect(await isKept({ seq: 2 })).toBe(false);
    expect(await isKept({ hash: GENESIS_HASH })).toBe(false);
    expect(await isKept({ journalId: randomUUID() })).toBe(false);
  });

  test('begins a journal, and leaves one that is there as it is', async () => {
    const { kioskId, journalId } = await newJournal();
    const other = await newJournal();
    const [first] = entriesAfter(null, 1, { journalId });
    if (first === undefined) throw new Error('no entry');
    await write((writes) => writes.appendEntries([first], { kioskId, receivedAt: 5 }));
    await write((writes) => writes.beginJournal(journalId, other.kioskId));
    expect(await write((writes) => writes.lockJournalRow(journalId))).toEqual({
      kioskId,
      seq: 1,
      hash: first.hash,
    });
    const fresh = randomUUID();
    await write((writes) => writes.beginJournal(fresh, kioskId));
    expect(await write((writes) => writes.lockJournalRow(fresh))).toEqual({
      kioskId,
      seq: 0,
      hash: GENESIS_HASH,
    });
  });

  test('finds uses by card and by slot until they are taken back', async () => {
    const [cardRef, other] = [randomUUID(), randomUUID()];
    const uses = [
      recordedUse(1, { cardRef }),
      recordedUse(2, { cardRef: other }),
      recordedUse(3, { cardRef, date: '2026-11-24' }),
    ];
    await write((writes) => writes.insertUses(uses));
    const ofCard = () => current().read((reads) => reads.usesOfCards([cardRef]));
    const seqsOf = (rows: readonly CountedUse[]): number[] => rows.map((row) => row.seq).sort();
    expect(await ofCard()).toEqual(expect.arrayContaining([uses[0], uses[2]]));
    expect(seqsOf(await ofCard())).toEqual([1, 3]);
    const ofSlot = await current().read((reads) => reads.usesOfSlots([SLOT, { ...SLOT, siteId: 'pool' }]));
    expect(seqsOf(ofSlot.filter((row) => row.journalId === JOURNAL))).toEqual([1, 2]);
    expect(await write((writes) => writes.removeUse({ journalId: JOURNAL, seq: 1 }))).toEqual(uses[0]);
    expect(await write((writes) => writes.removeUse({ journalId: JOURNAL, seq: 1 }))).toBeNull();
    expect(seqsOf(await ofCard())).toEqual([3]);
    expect(await current().read((reads) => reads.usesOfCards([]))).toEqual([]);
    expect(await current().read((reads) => reads.usesOfSlots([]))).toEqual([]);
  });

  test('knows which use an entry is, and leaves a court out that nobody came for', async () => {
    const missed = recordedUse(31, { date: '2027-02-01', takesPlace: false, givenBy: randomUUID() });
    const taken = recordedUse(32, { date: '2027-02-01' });
    await write((writes) => writes.insertUses([missed, taken]));
    const reads = await current().read((store) =>
      Promise.all([
        store.countedUse({ journalId: JOURNAL, seq: 31 }),
        store.countedUse({ journalId: JOURNAL, seq: 33 }),
        store.usesOfSlots([{ ...SLOT, date: '2027-02-01' }]),
      ]),
    );
    expect(reads).toEqual([missed, null, [taken]]);
  });

  test('gives records by their last change to the sites that they concern, and their steps in order', async () => {
    const here = recordRow(1, { siteId: 'pool', itemId: 'lane', itemIds: ['lane', 'sauna'] });
    const there = recordRow(2, { siteId: 'gym' });
    const ended = recordRow(3, { siteId: 'gym', endsOn: '2026-01-01' });
    await write(async (writes) => {
      await writes.putRecords([here, there, ended]);
      await writes.putSteps([stepRow(here, 2), stepRow(here, 0), stepRow(here, 1)]);
      await writes.putRecords([{ ...there, position: 904 }]);
    });
    const query = {
      after: 900,
      limit: 9,
      siteIds: [],
      elsewhere: [],
      ended: { before: '2026-06-01', upTo: 999 },
    };
    const found = (change: object) => current().read((store) => store.recordsAfter({ ...query, ...change }));
    expect(await found({})).toEqual([]);
    expect(await found({ siteIds: ['gym'] })).toEqual([{ ...there, position: 904 }]);
    expect(await found({ siteIds: ['gym'], ended: { before: '2026-06-01', upTo: 902 } })).toMatchObject([
      { recordId: ended.recordId },
      { recordId: there.recordId },
    ]);
    expect(await found({ elsewhere: [{ siteId: 'pool', itemIds: ['sauna'] }] })).toEqual([here]);
    expect(await found({ elsewhere: [{ siteId: 'gym', itemIds: ['sauna'] }] })).toEqual([]);
    const steps = (nMax: number) =>
      current().read((store) => store.stepsOfRecords([here.recordId, there.recordId], nMax));
    expect((await steps(9)).map(({ n }) => n)).toEqual([0, 1, 2]);
    expect((await steps(2)).map(({ n }) => n)).toEqual([0, 1]);
    const [first] = await steps(1);
    await current().read(async (store) => {
      expect(await store.stepsByHash([first?.hash ?? '', 'none'])).toEqual([first]);
      expect(await store.stepsByRef([{ journalId: first?.journalId ?? '', seq: first?.seq ?? 0 }])).toEqual([
        first,
      ]);
      expect(await store.lastStepsOf([here.recordId, there.recordId])).toEqual(new Map([[here.recordId, 2]]));
      expect(await store.recordsOpenedBy([here.opener])).toEqual([here]);
      expect(await store.recordsOpenedBy([{ ...here.opener, seq: 99 }])).toEqual([]);
    });
    // The same entry again takes its own place: a release that knows its kind reads it again.
    await write((writes) => writes.putSteps([{ ...stepRow(here, 2), body: { kind: 'known' } }]));
    expect((await steps(9)).map(({ body }) => body.kind)).toEqual(['newer', 'newer', 'known']);
  });

  test('keeps one lease a court, found by site and by holder from a day on', async () => {
    const siteId = randomUUID();
    const holder = randomUUID();
    const lease = (court: number, change: Partial<LeaseRow> = {}): LeaseRow => ({
      ...{ siteId, resourceId: 'courts', date: SLOT.date, court },
      ...WHOLE_DAY,
      holder,
      serial: court,
      wantedBy: null,
      claimed: false,
      ...change,
    });
    const first = [lease(1), lease(2), lease(1, { date: '2026-11-22' })];
    await write((writes) => writes.putLeases(first, first));
    const regranted = lease(2, { holder: null, serial: 9, wantedBy: holder, claimed: true });
    await write((writes) => writes.putLeases([regranted], [regranted]));
    const ofSite = await current().read((reads) => reads.leasesOfSite(siteId, SLOT.date));
    expect([...ofSite].sort((one, next) => one.court - next.court)).toEqual([lease(1), regranted]);
    expect(await current().read((reads) => reads.leasesOfJournal(holder, SLOT.date))).toEqual([lease(1)]);
    expect(await current().read((reads) => reads.leasesOfJournal(holder, '2026-11-22'))).toHaveLength(2);
  });

  test('knows a journal as a sharer of one site', async () => {
    const [siteId, elsewhere, journalId] = [randomUUID(), randomUUID(), randomUUID()];
    await write((writes) =>
      writes.putSharer({ isByStretch: true, journalId, siteId, askedAt: 1, epoch: 'a' }),
    );
    await write((writes) =>
      writes.putSharer({ isByStretch: true, journalId, siteId: elsewhere, askedAt: 2, epoch: 'a' }),
    );
    await write((writes) =>
      writes.putSharer({ isByStretch: true, journalId, siteId: elsewhere, askedAt: 3, epoch: 'b' }),
    );
    await write((writes) => writes.dropSharers({ journalId, keepSiteId: elsewhere }));
    expect(await current().read((reads) => reads.sharersOf(siteId))).toEqual([]);
    expect(await current().read((reads) => reads.sharersOf(elsewhere))).toEqual([
      { isByStretch: true, journalId, siteId: elsewhere, askedAt: 3, epoch: 'b' },
    ]);
  });

  test('gives rights by key and by their last change', async () => {
    const { position } = await current().read((reads) => reads.book());
    const right = (cardRef: string, at: number, change: Partial<RightRow> = {}): RightRow => ({
      cardRef,
      itemId: 'check-up',
      year: '2026',
      siteId: 'hospital',
      usedBy: null,
      position: position + at,
      ...change,
    });
    const [one, other] = [randomUUID(), randomUUID()];
    const used = right(one, 3, { usedBy: { journalId: JOURNAL, seq: 4 } });
    await write(async (writes) => {
      await writes.putRights([right(one, 1), right(other, 2)]);
      await writes.putRights([used]);
      await writes.saveBook({ ...(await writes.lockBookRow()), position: position + 3 });
    });
    expect(await current().read((reads) => reads.rights([right(one, 0), right('none', 0)]))).toEqual([used]);
    expect(await current().read((reads) => reads.rightsAfter(position, 9))).toEqual([right(other, 2), used]);
    expect(await current().read((reads) => reads.rightsAfter(position, 1))).toEqual([right(other, 2)]);
    expect(await current().read((reads) => reads.rightsAfter(position + 3, 9))).toEqual([]);
  });

  test('keeps one discrepancy a key, newest change first', async () => {
    const old = discrepancyOf({ key: randomUUID(), changedAt: 1_000_000_000 });
    const fresh = discrepancyOf({ key: randomUUID(), changedAt: 1_000_000_001 });
    const closed = discrepancyOf({ key: randomUUID(), closedAt: 5, closedNote: '已核实' });
    for (const row of [old, fresh, closed]) await write((writes) => writes.putDiscrepancy(row));
    const open = await current().read((reads) => reads.discrepancies({ open: true, limit: 2 }));
    expect(open).toEqual([fresh, old]);
    const fork = discrepancyOf({ key: randomUUID(), kind: 'journal-fork', changedAt: 3 });
    await write((writes) => writes.putDiscrepancy(fork));
    const forks = { open: true, limit: 1, kind: 'journal-fork' } as const;
    expect(await current().read((reads) => reads.discrepancies(forks))).toEqual([fork]);
    const grown = {
      ...old,
      changedAt: 1_000_000_002,
      entries: [...old.entries, { journalId: JOURNAL, seq: 9 }],
    };
    await write((writes) => writes.putDiscrepancy(grown));
    expect(await current().read((reads) => reads.discrepancies({ open: true, limit: 1 }))).toEqual([grown]);
    expect(await current().read((reads) => reads.discrepancyById(closed.discrepancyId))).toEqual(closed);
    expect(await current().read((reads) => reads.discrepancyById(randomUUID()))).toBeNull();
    expect(await current().read((reads) => reads.discrepancies({ open: false, limit: 9 }))).toContainEqual(
      closed,
    );
  });

  test('gives cards in the order of their last change, with the tombstones that a reader needs', async () => {
    const [first, second, third] = demoRecords;
    if (first === undefined || second === undefined || third === undefined) throw new Error('no cards');
    const row = (record: typeof first, position: number) => ({
      cardNumber: record.cardNumber,
      cardRef: `ref of ${record.cardNumber}`,
      position,
      record,
      tier: null,
    });
    await write(async (writes) => {
      expect(await writes.lockRosterHeadRow()).toBe(0);
      await writes.putCards([row(first, 1), row(second, 2), row(third, 3)]);
      expect(await writes.removeCard(first.cardNumber, 4)).toBe(true);
      expect(await writes.removeCard(first.cardNumber, 5)).toBe(false);
      await writes.putCards([row({ ...second, status: 'lost' }, 5)]);
      await writes.saveRosterHead(5);
    });
    const numbers = (from: { position: number; begun: number; limit: number }): Promise<string[]> =>
      current().read(async (reads) => (await reads.cardsAfter(from)).map((each) => each.cardNumber));
    expect(await numbers({ position: 0, begun: 5, limit: 9 })).toEqual([third.cardNumber, second.cardNumber]);
    expect(await numbers({ position: 0, begun: 3, limit: 9 })).toEqual([
      third.cardNumber,
      first.cardNumber,
      second.cardNumber,
    ]);
    expect(await numbers({ position: 3, begun: 3, limit: 1 })).toEqual([first.cardNumber]);
    expect(await current().read((reads) => reads.rosterHead())).toBe(5);
    expect(await current().read((reads) => reads.countCards())).toBe(2);
    const refs = [first, second].map((record) => `ref of ${record.cardNumber}`);
    expect([...(await current().read((reads) => reads.recordsByRef(refs))).values()]).toEqual([
      { ...second, status: 'lost' },
    ]);
  });

  test('finds cards by a part of their number or name, page by page, and never a removed one', async () => {
    const numbered = demoRecords.slice(10, 14).map((record, index) => ({
      cardNumber: record.cardNumber,
      cardRef: `found ${record.cardNumber}`,
      position: 100 + index,
      record: { ...record, name: `%_${index}寻` },
      tier: 'A类',
    }));
    const [first, second, third, fourth] = numbered;
    if (!first || !second || !third || !fourth) throw new Error('no cards');
    await write(async (writes) => {
      await writes.putCards(numbered);
      await writes.removeCard(fourth.cardNumber, 110);
    });
    const found = (query: { text: string; after?: string; limit?: number }) =>
      current().read(async (reads) =>
        (await reads.findCards({ after: '', limit: 9, ...query })).map(({ cardNumber }) => cardNumber),
      );
    const all = [first, second, third].map(({ cardNumber }) => cardNumber);
    expect(await found({ text: '寻' })).toEqual(all);
    expect(await found({ text: '寻', limit: 2 })).toEqual(all.slice(0, 2));
    expect(await found({ text: '寻', after: first.cardNumber })).toEqual(all.slice(1));
    expect(await found({ text: '%_1' })).toEqual([second.cardNumber]);
    expect(await found({ text: third.cardNumber.slice(2) })).toEqual([third.cardNumber]);
    expect(await found({ text: '_%' })).toEqual([]);
    const [row] = await current().read((reads) => reads.cardsByNumber([first.cardNumber]));
    expect(row).toEqual(first);
    const [gone] = await current().read((reads) => reads.cardsByNumber([fourth.cardNumber]));
    expect(gone).toMatchObject({ record: null, tier: null });
  });

  test('knows the highest number of digits alone, a removed one too', async () => {
    const row = (cardNumber: string, position: number) => ({
      cardNumber,
      cardRef: `ref ${cardNumber}`,
      position,
      record: null,
      tier: null,
    });
    const last = () => current().read((reads) => reads.lastNumberOf({ prefix: 'QQ', length: 7 }));
    expect(await last()).toBeNull();
    await write((writes) =>
      writes.putCards([row('QQ0012X', 201), row('QQ0009*', 202), row('QQA001X', 203), row('QQ99990X', 204)]),
    );
    expect(await last()).toBe('QQ0012X');
  });

  test('keeps the history of cards and the files that were imported', async () => {
    const [record] = demoRecords;
    if (record === undefined) throw new Error('no card');
    const importId = randomUUID();
    const taken = {
      importId,
      at: 7_000_000_000_000,
      officer: '李',
      fileName: '名册.xlsx',
      undoneAt: null,
      undoneBy: null,
    };
    const change = (position: number, more: Partial<CardChangeRow> = {}): CardChangeRow => ({
      position,
      cardNumber: record.cardNumber,
      at: 1_700_000_000_123,
      officer: '李',
      importId,
      fileRow: 4,
      otherCard: null,
      before: null,
      after: { record, tier: 'A类' },
      reason: null,
      ...more,
    });
    const later = change(302, {
      importId: null,
      fileRow: null,
      otherCard: 'LW00000001*',
      before: change(0).after,
      after: null,
      reason: { kind: 'other', words: '搬走了' },
    });
    await write(async (writes) => {
      await writes.putCardImport({ ...taken, added: 0, changed: 0, same: 0 });
      await writes.putCardChanges([change(301), later]);
      await writes.putCardImport({ ...taken, added: 1, changed: 2, same: 3 });
    });
    await write((writes) => writes.putCardChanges([]));
    const read = current();
    expect(await read.read((reads) => reads.changesOfCard(record.cardNumber, 9))).toEqual([
      later,
      change(301),
    ]);
    expect(await read.read((reads) => reads.changesOfCard(record.cardNumber, 1))).toEqual([later]);
    expect(await read.read((reads) => reads.changesOfImport(importId, 0, 9))).toEqual([change(301)]);
    expect(await read.read((reads) => reads.changesOfImport(importId, 301, 9))).toEqual([]);
    const kept = { ...taken, added: 1, changed: 2, same: 3 };
    expect(await read.read((reads) => reads.cardImport(importId))).toEqual(kept);
    expect(await read.read((reads) => reads.cardImports(1))).toEqual([kept]);
    await write((writes) => writes.markImportUndone(importId, 7_000_000_000_001, '王'));
    const undone = { ...kept, undoneAt: 7_000_000_000_001, undoneBy: '王' };
    expect(await read.read((reads) => reads.cardImport(importId))).toEqual(undone);
    expect(await read.read((reads) => reads.cardImport(randomUUID()))).toBeNull();
  });

  test('keeps what was noted of the consent of guardians until the history of the card is dropped', async () => {
    const noted = { at: 1_700_000_000_123, officer: '李', seenOn: '2026-03-01', children: 2 };
    const [one, other] = ['LW00000011*', 'LW00000012*'];
    const rows: ConsentRow[] = [
      { ...noted, cardNumber: one, place: 1 },
      { ...noted, cardNumber: one, place: 2, seenOn: null },
      { ...noted, cardNumber: other, place: 1, at: noted.at - 1 },
    ];
    await write(async (writes) => {
      for (const row of rows) await writes.putConsent(row);
    });
    const read = (...numbers: string[]) => current().read((reads) => reads.consentsOf(numbers));
    const found = await read(other, one);
    expect(found).toHaveLength(3);
    expect(found).toEqual(expect.arrayContaining(rows));
    await write((writes) => writes.dropCardChanges([one]));
    expect(await read(other, one)).toEqual([rows[2]]);
  });

  test('keeps the denied cards with the serial of their last change, one change after the other', async () => {
    const before = await current().read((reads) => reads.denyList());
    expect(before).toEqual({ serial: 1, cards: [] });
    const card = { cardRef: 'a'.repeat(32), issueSerial: null, status: 'lost' as const };
    await Promise.all(
      Array.from({ length: 5 }, () =>
        write(async (writes) => {
          const { serial, cards } = await writes.lockDenyListRow();
          await writes.saveDenyList({ serial: serial + 1, cards: [...cards, card] });
        }),
      ),
    );
    const after = await current().read((reads) => reads.denyList());
    expect(after).toEqual({ serial: 6, cards: [card, card, card, card, card] });
  });

  test('has one identity, whose epoch can be rolled', async () => {
    const before = await current().read((reads) => reads.identity());
    const epoch = randomUUID();
    await write((writes) => writes.setEpoch(epoch, 77));
    expect(await current().read((reads) => reads.identity())).toEqual({ ...before, epoch, rolledAt: 77 });
  });
});

describe('the store in memory', () => {
  test('goes back to a snapshot as often as asked, and fails what was under way', async () => {
    const store = memoryStore();
    await store.transaction((writes) => writes.saveBook({ serial: 1, position: 0 }));
    const snapshot = await store.snapshot();
    const serial = async () => (await store.read((reads) => reads.book())).serial;
    for (const next of [2, 3]) {
      await store.transaction((writes) => writes.saveBook({ serial: next, position: 0 }));
      expect(await serial()).toBe(next);
      store.restore(snapshot);
      expect(await serial()).toBe(1);
    }
    const late = store.transaction(async (writes) => {
      await writes.saveBook({ serial: 9, position: 0 });
      store.restore(snapshot);
      await writes.saveBook({ serial: 10, position: 0 });
    });
    await expect(late).rejects.toThrow('restored');
    expect(await serial()).toBe(1);
  });
});

const JOURNAL = '33333333-3333-4333-8333-333333333333';

function recordedUse(seq: number, change: Partial<CountedUse>): CountedUse {
  return {
    journalId: JOURNAL,
    seq,
    cardRef: 'nobody',
    ...SLOT,
    person: 'holder',
    quantity: 1,
    courts: [seq],
    takesPlace: true,
    givenBy: JOURNAL,
    span: null,
    ...change,
  };
}

function recordRow(n: number, change: Partial<RecordRow>): RecordRow {
  const place = { start: '2026-12-01T19:00', minutes: 60, courts: [1], quantity: 1 } as const;
  const price = { listTotalFen: null, totalFen: 0, ruleId: 'r', catalogueVersion: 1 } as const;
  const row: RecordRow = {
    ...{ recordId: `${n}`.repeat(32), kind: 'booking', siteId: 'gym', itemId: 'lane', itemIds: ['lane'] },
    ...{
      cardRef: 'nobody',
      opener: { journalId: JOURNAL, seq: 900 + n },
      until: null,
      endsOn: null,
      dueOn: null,
      promisedOn: null,
    },
    state: {
      ...{ kind: 'booking', status: 'open', siteId: 'gym', cardRef: 'nobody', person: 'holder' },
      ...{ place: { itemId: 'lane', ...place, ...price }, returnedFen: 0 },
    },
    position: 900 + n,
  };
  return { ...row, ...change };
}

function stepRow({ recordId }: RecordRow, n: number): RecordStepRow {
  const entry = { journalId: JOURNAL, seq: 950 + n, hash: `${recordId}-${n}` };
  return { recordId, n, ...entry, siteId: 'gym', recordedAt: 5, body: { kind: 'newer', text: 'a\u0000' } };
}

function discrepancyOf(change: Partial<DiscrepancyRow>): DiscrepancyRow {
  return {
    discrepancyId: randomUUID(),
    key: 'a key',
    kind: 'court-collision',
    openedAt: 1_000,
    changedAt: 1_000,
    subject: { ...SLOT, cardRef: null, court: 1 },
    entries: [{ journalId: JOURNAL, seq: 1 }],
    closedAt: null,
    closedNote: null,
    ...change,
  };
}
