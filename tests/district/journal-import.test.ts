import { randomUUID } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { pushEntries } from '../../src/district/journal/journal.ts';
import { importJournalExport } from '../../src/district/journal/journal-import.ts';
import { createKiosk } from '../../src/district/kiosks/kiosk.ts';
import { developmentKeys } from '../../src/district/roster/keys.ts';
import { publicKeyHexOf } from '../../src/domain/catalogue/catalogue-file.ts';
import type { JournalEntry } from '../../src/domain/journal/journal-entry.ts';
import {
  DEVELOPMENT_CARD_SIGNER,
  DEVELOPMENT_EXPORT_SIGNER,
} from '../../src/domain/trust/development-keys.ts';
import { KeyList } from '../../src/domain/trust/key-list.ts';
import { SignedText, type Signer, signText } from '../../src/domain/trust/signed-text.ts';
import { journalExportOf } from '../../src/host/journal/journal-export.ts';
import { EXPORT_BYTES_MAX } from '../../src/protocol/journal-export.ts';
import { servicesOn } from './logic.ts';
import { storeKinds, useStore } from './stores.ts';
import { entriesAfter } from './test-kiosk.ts';

const LIST = KeyList.parse(JSON.parse(developmentKeys().list.text));
const STRANGER: Signer = { keyId: 'export-1', secretKey: new Uint8Array(32).fill(9) };

describe.each(storeKinds)('a journal carried by hand, on %s', (kind) => {
  const store = useStore(kind);

  async function newKiosk() {
    const services = servicesOn(store());
    const journalId = randomUUID();
    const grant = { name: '前台', shortName: null, siteIds: ['xijiao-pool'], publicKeyHex: '' };
    const kioskId = await store().transaction(async (writes) => {
      const created = await createKiosk(writes, services, grant);
      await writes.giveJournal(journalId, created);
      return created;
    });
    const bring = (file: Uint8Array, ofKiosk: Record<string, string> = {}) =>
      importJournalExport(services, file, { list: LIST, ofKiosk: async (id) => ofKiosk[id] ?? null });
    const held = () => store().read((reads) => reads.entriesFrom(journalId, 1, 5_000));
    return { services, journalId, kioskId, bring, held };
  }

  test('is taken like a push, and once', async () => {
    const { journalId, bring, held } = await newKiosk();
    const entries = entriesAfter(null, 1_203, { journalId });
    const file = exported(entries);
    expect(await bring(file)).toEqual({
      ok: true,
      journalId,
      entries: 1_203,
      added: 1_203,
      acknowledgedSeq: 1_203,
    });
    expect(await bring(file)).toMatchObject({ ok: true, added: 0, acknowledgedSeq: 1_203 });
    expect(await held()).toEqual(entries);
  });

  test('goes on where pushes ended, and pushes go on where it ended', async () => {
    const { services, journalId, kioskId, bring, held } = await newKiosk();
    const entries = entriesAfter(null, 9, { journalId });
    await pushEntries(services, { journalId, kioskId, entries: entries.slice(0, 4) });
    expect(await bring(exported(entries.slice(2, 7)))).toMatchObject({ ok: true, entries: 5, added: 3 });
    expect(await pushEntries(services, { journalId, kioskId, entries: entries.slice(5) })).toMatchObject({
      ok: true,
    });
    expect(await held()).toEqual(entries);
  });

  test('is refused whole where a byte of it was changed or cut off', async () => {
    const { journalId, bring, held } = await newKiosk();
    const file = exported(entriesAfter(null, 700, { journalId }));
    const signed = SignedText.parse(JSON.parse(gunzipSync(file).toString('utf8')));
    const tampered = { ...signed, text: signed.text.replace('"quantity":2', '"quantity":3') };
    const refused = [
      [gzipSync(JSON.stringify(tampered)), 'bad-signature'],
      [gzipSync(JSON.stringify({ ...signed, keyId: 'nobody' })), 'unknown-signer'],
      [file.subarray(0, -1), 'not-an-export'],
      [file.subarray(0, file.length / 2), 'not-an-export'],
      [gzipSync('{}'), 'not-an-export'],
      [Buffer.from('hello'), 'not-an-export'],
    ] as const;
    for (const [bytes, fault] of refused) {
      expect(await bring(bytes)).toMatchObject({ ok: false, fault: { kind: fault } });
    }
    expect(await held()).toEqual([]);
  });

  test('is refused where no listed key signed it for this', async () => {
    const { journalId, bring } = await newKiosk();
    const entries = entriesAfter(null, 2, { journalId });
    expect(await bring(exported(entries, STRANGER))).toMatchObject({ fault: { kind: 'bad-signature' } });
    const asRoster = (text: string) => signText('roster', text, DEVELOPMENT_EXPORT_SIGNER);
    const { bytes } = journalExportOf(first(entries), { exportedAtMs: 0, sign: asRoster });
    expect(await bring(bytes)).toMatchObject({ fault: { kind: 'bad-signature' } });
    // A key of the list that may sign something else is no broken signature either.
    const byCardKey = exported(entries, DEVELOPMENT_CARD_SIGNER);
    expect(await bring(byCardKey)).toMatchObject({
      fault: { kind: 'key-refused', message: expect.stringContaining('wrong-purpose') },
    });
  });

  test('is taken from the kiosk’s own key, and from no other kiosk’s', async () => {
    const { journalId, kioskId, bring } = await newKiosk();
    const other = await newKiosk();
    const entries = entriesAfter(null, 2, { journalId });
    const own: Signer = { keyId: kioskId, secretKey: new Uint8Array(32).fill(3) };
    const foreign: Signer = { keyId: other.kioskId, secretKey: new Uint8Array(32).fill(4) };
    const keys = {
      [own.keyId]: publicKeyHexOf(own.secretKey),
      [foreign.keyId]: publicKeyHexOf(foreign.secretKey),
    };
    expect(await bring(exported(entries, own))).toMatchObject({
      fault: { kind: 'unknown-signer', message: own.keyId },
    });
    expect(await bring(exported(entries, foreign), keys)).toMatchObject({
      fault: { kind: 'signed-by-other' },
    });
    const forged = exported(entries, { ...foreign, keyId: own.keyId });
    expect(await bring(forged, keys)).toMatchObject({ fault: { kind: 'bad-signature' } });
    expect(await bring(exported(entries, own), keys)).toMatchObject({ ok: true, added: 2 });
  });

  test('meets the refusals of a push: a gap, a fork, a journal that nobody has', async () => {
    const { services, journalId, kioskId, bring, held } = await newKiosk();
    const entries = entriesAfter(null, 6, { journalId });
    expect(await bring(exported(entries.slice(3)))).toMatchObject({ fault: { kind: 'gap', seq: 1 } });
    await pushEntries(services, { journalId, kioskId, entries: entries.slice(0, 4) });
    const [trunk] = entries;
    const forked = entriesAfter(trunk ?? null, 3, { journalId, siteId: 'liwan-gymnasium' });
    expect(await bring(exported(forked))).toMatchObject({ fault: { kind: 'fork', seq: 2 } });
    expect(await held()).toEqual(entries.slice(0, 4));
    const nobodys = entriesAfter(null, 2, { journalId: randomUUID() });
    expect(await bring(exported(nobodys))).toMatchObject({ fault: { kind: 'unknown-journal' } });
  });

  test('goes to quarantine whole where it is a fork of several batches', async () => {
    const { services, journalId, kioskId, bring, held } = await newKiosk();
    const entries = entriesAfter(null, 800, { journalId });
    await pushEntries(services, { journalId, kioskId, entries: entries.slice(0, 400) });
    await pushEntries(services, { journalId, kioskId, entries: entries.slice(400) });
    const forked = entriesAfter(entries[0] ?? null, 1_202, { journalId, siteId: 'liwan-gymnasium' });
    for (let times = 0; times < 2; times += 1) {
      expect(await bring(exported(forked))).toMatchObject({ ok: false, fault: { kind: 'fork', seq: 2 } });
      const kept = await store().read((reads) => reads.quarantined(journalId, 'fork'));
      expect(kept.map(({ entry }) => entry)).toEqual(forked);
    }
    expect(await held()).toEqual(entries);
  });
});

test('a file that would unpack to more than it may is refused before it is unpacked', async () => {
  const services = servicesOn({
    kind: 'memory',
    transaction: neverAsked,
    read: neverAsked,
    forgetDroppedKeys: neverAsked,
    forgetErasedCards: neverAsked,
  });
  const bomb = gzipSync(Buffer.alloc(EXPORT_BYTES_MAX + 1));
  expect(await importJournalExport(services, bomb, { list: LIST, ofKiosk: neverAsked })).toMatchObject({
    ok: false,
    fault: { kind: 'too-large' },
  });
});

async function neverAsked(): Promise<never> {
  throw new Error('nobody may be asked');
}

function exported(entries: readonly JournalEntry[], signer = DEVELOPMENT_EXPORT_SIGNER): Uint8Array {
  const sign = (text: string) => signText('journal-export', text, signer);
  return journalExportOf(first(entries), { exportedAtMs: 1_795_419_720_000, sign }).bytes;
}

function first(entries: readonly JournalEntry[]): [JournalEntry, ...JournalEntry[]] {
  const [head, ...rest] = entries;
  if (head === undefined) throw new Error('no entries');
  return [head, ...rest];
}
