import { randomBytes } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { notes as notesCommand } from '../../src/cli/district/notes.ts';
import { dumpDatabase } from '../../src/district/backup/dump.ts';
import { restoreBackup } from '../../src/district/backup/restore.ts';
import { type Database, openDatabase, type Storage } from '../../src/district/database/database.ts';
import { sqlStore } from '../../src/district/database/sql-store.ts';
import { importJournalExport } from '../../src/district/journal/journal-import.ts';
import { eraseNotes } from '../../src/district/notes/erase-notes.ts';
import { readNotes } from '../../src/district/notes/read-notes.ts';
import { takeNotes } from '../../src/district/notes/take-notes.ts';
import { developmentKeys } from '../../src/district/roster/keys.ts';
import { DAY_MS } from '../../src/domain/base/duration.ts';
import { instantOf } from '../../src/domain/base/wall-time.ts';
import { JournalBody } from '../../src/domain/journal/entry-body.ts';
import type { JournalEntry } from '../../src/domain/journal/journal-entry.ts';
import { DEVELOPMENT_EXPORT_SIGNER } from '../../src/domain/trust/development-keys.ts';
import { KeyList } from '../../src/domain/trust/key-list.ts';
import { signText } from '../../src/domain/trust/signed-text.ts';
import { journalExportOf } from '../../src/host/journal/journal-export.ts';
import { openedNote, sealedNote } from '../../src/host/notes/sealed-note.ts';
import { sealCarriedNotes } from '../../src/protocol/carried-notes.ts';
import type { NotesPage, PushedNote } from '../../src/protocol/wire-notes.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import {
  BADMINTON,
  GYM,
  type LeasingKiosk,
  MONDAY,
  newKiosk,
  POOL,
  servicesOn,
  type TestServices,
} from './logic.ts';
import { preparedFolders } from './prepared-folder.ts';
import { storeKinds, useStore } from './stores.ts';
import { startTestDistrict, storageKinds, useStorage } from './test-district.ts';
import { aUse, enrolKiosk, entriesAfter, errorOf } from './test-kiosk.ts';

const LIST = KeyList.parse(JSON.parse(developmentKeys().list.text));
const CANARY = '13800138000';
const START = `${MONDAY}T22:00`;
const MINUTES = 60;
/** Thirty days after the booking is over. */
const END = instantOf(START) + MINUTES * 60_000 + 30 * DAY_MS;

interface Written {
  readonly note: PushedNote;
  readonly body: JournalBody;
}

/** A note and the opening that names it, as a kiosk makes them. */
function written(kiosk: Pick<LeasingKiosk, 'journalId' | 'entries'>, text = CANARY): Written {
  const recordId = randomBytes(16).toString('hex');
  const subject = { kind: 'telephone', recordId };
  const { hash, sealed, keyHex } = sealedNote(text, subject, randomBytes);
  const { kind: _, ...given } = aUse;
  const body = JournalBody.parse({
    ...given,
    kind: 'booking-opened',
    itemId: BADMINTON,
    recordId,
    start: START,
    minutes: MINUTES,
    notes: [{ kind: 'telephone', hash }],
  });
  const entry = { journalId: kiosk.journalId, seq: kiosk.entries.length + 1 };
  return { note: { hash, ...subject, entry, sealed: sealed.toString('base64'), keyHex }, body };
}

/** The first entry of the kiosk, which no push has brought. */
function entryOf({ kioskId, journalId }: LeasingKiosk, body: JournalBody): JournalEntry {
  const [entry] = entriesAfter(null, 1, { journalId, kioskId, siteId: GYM, body });
  if (entry === undefined) throw new Error('no entry');
  return entry;
}

function exportedWith({ entries }: Pick<LeasingKiosk, 'entries'>, notes: unknown): Uint8Array {
  const [first, ...rest] = entries;
  if (first === undefined) throw new Error('no entries');
  const sign = (text: string) => signText('journal-export', text, DEVELOPMENT_EXPORT_SIGNER);
  const { bytes } = journalExportOf([first, ...rest], { exportedAtMs: 1_795_419_720_000, sign });
  return gzipSync(JSON.stringify({ ...JSON.parse(gunzipSync(bytes).toString('utf8')), notes }));
}

const outcomesOf = async (services: TestServices, ...notes: PushedNote[]) =>
  (await takeNotes(services, { notes })).outcomes.map(({ outcome }) => outcome);

async function pageOf(services: TestServices, siteIds: readonly string[], cursor?: string, limit = 100) {
  const outcome = await readNotes(services, { siteIds }, { cursor, limit });
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.value;
}

const hashesIn = ({ notes }: Pick<NotesPage, 'notes'>) => notes.map(({ hash }) => hash);

async function pushedNote(services: TestServices, text = CANARY) {
  const kiosk = await newKiosk(services);
  const { note, body } = written(kiosk, text);
  await kiosk.push(body);
  expect(await outcomesOf(services, note)).toEqual(['kept']);
  return { kiosk, note, body };
}

const preparedFolder = preparedFolders();

describe.each(storeKinds)('notes on %s', (kind) => {
  const current = useStore(kind);

  test('wait for their entry, are kept once, and go to the kiosks of the site alone', async () => {
    const services = servicesOn(current());
    const kiosk = await newKiosk(services);
    const { note, body } = written(kiosk);
    expect(await outcomesOf(services, note)).toEqual(['waits']);
    await kiosk.push(body);
    const before = (await pageOf(services, [GYM])).cursor;
    expect(await outcomesOf(services, note, note)).toEqual(['kept', 'kept']);
    const page = await pageOf(services, [GYM], before);
    expect(page.notes).toEqual([
      {
        hash: note.hash,
        kind: 'telephone',
        recordId: note.recordId,
        siteId: GYM,
        endsMs: END,
        sealed: note.sealed,
        keyHex: note.keyHex,
      },
    ]);
    expect((await pageOf(services, [POOL], before)).notes).toEqual([]);
    expect((await pageOf(services, [GYM], page.cursor)).notes).toEqual([]);
  });

  test('are refused where bytes, key, kind, record and entry do not belong together', async () => {
    const services = servicesOn(current());
    const kiosk = await newKiosk(services);
    const { note, body } = written(kiosk);
    const other = written(kiosk).note;
    await kiosk.push(body, aUse);
    for (const wrong of [
      { ...note, sealed: other.sealed },
      { ...note, keyHex: other.keyHex },
      { ...note, kind: 'purpose' },
      { ...note, recordId: other.recordId },
      { ...note, entry: { ...note.entry, seq: 2 } },
      { ...other, entry: note.entry },
    ]) {
      expect(await outcomesOf(services, wrong)).toEqual(['refused']);
    }
    expect(await outcomesOf(services, { ...note, entry: { ...note.entry, seq: 3 } }, note)).toEqual([
      'waits',
      'kept',
    ]);
  });

  test('come page by page in the order of their last change', async () => {
    const services = servicesOn(current());
    const first = (await pageOf(services, [GYM])).cursor;
    const pushed = [];
    for (const text of ['1', '2', '3']) pushed.push((await pushedNote(services, text)).note.hash);
    const page = await pageOf(services, [GYM], first, 2);
    expect([hashesIn(page), page.more]).toEqual([pushed.slice(0, 2), true]);
    const rest = await pageOf(services, [GYM], page.cursor, 2);
    expect([hashesIn(rest), rest.more]).toEqual([pushed.slice(2), false]);
    const outcome = await readNotes(services, { siteIds: [GYM] }, { cursor: 'nonsense', limit: 2 });
    expect(outcome).toMatchObject({ ok: false, refusal: { kind: 'bad-request' } });
  });

  test('are erased at their end and not a millisecond before, and never come back', async () => {
    const services = servicesOn(current());
    const { note } = await pushedNote(services);
    const { cursor } = await pageOf(services, [GYM]);
    services.clock = END - 1;
    await eraseNotes(services);
    expect((await pageOf(services, [GYM], cursor)).notes).toEqual([]);
    services.clock = END;
    expect((await eraseNotes(services)).erased).toBeGreaterThan(0);
    expect((await pageOf(services, [GYM], cursor)).notes).toContainEqual({ hash: note.hash, erase: true });
    const { store } = services;
    expect((await store.read((reads) => reads.noteKeys([note.hash]))).size).toBe(0);
    expect(await store.read((reads) => reads.notesByHash([note.hash]))).toMatchObject([{ sealed: null }]);
    expect(await store.read((reads) => reads.hasNoteRemains())).toBe(false);
    expect(await outcomesOf(services, note)).toEqual(['erased']);
    expect(await eraseNotes(services)).toEqual({ erased: 0, forgotten: null });
  });

  test('that come after their end are not kept', async () => {
    const services = servicesOn(current());
    const kiosk = await newKiosk(services);
    const { note, body } = written(kiosk);
    await kiosk.push(body);
    services.clock = END;
    expect(await outcomesOf(services, note)).toEqual(['erased']);
    expect(await services.store.read((reads) => reads.notesByHash([note.hash]))).toEqual([]);
  });

  test('carried by hand beside a journal are opened by the district alone, and by nobody once it destroyed its key', async () => {
    const services = servicesOn(current());
    const kiosk = await newKiosk(services);
    const { note, body } = written(kiosk);
    const { carry } = await pageOf(services, [GYM]);
    if (carry === undefined) throw new Error('no key');
    expect((await pageOf(services, [GYM])).carry).toEqual(carry);
    const notes = await sealCarriedNotes([note], carry, randomBytes(32));
    const sent = { ...kiosk, entries: [entryOf(kiosk, body)] };
    const file = exportedWith(sent, notes);
    const bring = (bytes: Uint8Array) =>
      importJournalExport(services, bytes, { list: LIST, ofKiosk: async () => null });
    for (const wrong of [
      'no box',
      { ...notes, box: `AAAA${notes.box.slice(4)}` },
      { ...notes, keyId: 'ab'.repeat(32) },
      { ...notes, publicKeyHex: notes.ephemeralHex },
      { ...notes, ephemeralHex: '00'.repeat(32) },
    ]) {
      expect(await bring(exportedWith(sent, wrong))).toMatchObject({ ok: true, notes: { kind: 'shut' } });
    }
    expect(await services.store.read((reads) => reads.notesByHash([note.hash]))).toEqual([]);
    expect(await bring(file)).toMatchObject({ ok: true, notes: { kind: 'opened', kept: 1, others: 0 } });
    expect(await bring(file)).toMatchObject({ ok: true, added: 0, notes: { kept: 1 } });
    expect(hashesIn(await pageOf(services, [GYM]))).toContain(note.hash);
    // A file without notes says nothing of them, and an earlier release passes over them.
    expect(await bring(exportedWith(sent, undefined))).not.toHaveProperty('notes');
    services.clock = END;
    await eraseNotes(services);
    expect(await bring(file)).toMatchObject({ ok: true, notes: { kind: 'opened', kept: 0, others: 1 } });
    services.clock = carry.endsMs - 1;
    await eraseNotes(services);
    expect((await pageOf(services, [GYM])).carry?.id).not.toBe(carry.id);
    expect(await bring(file)).toMatchObject({ notes: { kind: 'opened' } });
    services.clock = carry.endsMs;
    await eraseNotes(services);
    expect(await services.store.read((reads) => reads.noteKeys([carry.id]))).toEqual(new Map());
    expect(await bring(file)).toMatchObject({ ok: true, notes: { kind: 'shut' } });
  });

  test('stay as long as the catalogue says for their kind, and 180 days at most', async () => {
    const services = servicesOn(current());
    const keeping = (days: number): TestServices => {
      const { catalogue } = services.catalogue;
      const changed = { ...catalogue, notes: [{ kind: 'telephone', days }] };
      return { ...services, catalogue: { ...services.catalogue, catalogue: changed } };
    };
    const endOf = async (days: number) => {
      const kiosk = await newKiosk(services);
      const { note, body } = written(kiosk);
      await kiosk.push(body);
      expect(await outcomesOf(keeping(days), note)).toEqual(['kept']);
      const [row] = await services.store.read((reads) => reads.notesByHash([note.hash]));
      return row?.endsAt;
    };
    expect(await endOf(7)).toBe(END - 23 * DAY_MS);
    // The booking is over half a day after it was recorded.
    expect(await endOf(180)).toBe(services.clock + 180 * DAY_MS);
  });
});

async function opened<T>(storage: Storage, work: (database: Database) => Promise<T>): Promise<T> {
  const { database, close } = await openDatabase(storage, () => {});
  try {
    return await work(database);
  } finally {
    await close();
  }
}

describe.each(storageKinds)('a backup of notes on %s', { timeout: 60_000 }, (kind) => {
  const newStorage = useStorage(kind);
  const place = async (): Promise<Storage> =>
    kind === 'pglite' ? { kind, folder: join(temporaryFolder(), 'data') } : newStorage();

  test('has no key; what it restores cannot be read until the kiosk brings the keys again', async () => {
    const file = join(temporaryFolder(), 'backup');
    const note = await opened(await place(), async (database) => {
      const pushed = await pushedNote(servicesOn(sqlStore(database, kind)));
      await dumpDatabase(database, file, { version: 'test', now: () => END - DAY_MS });
      return pushed.note;
    });
    const text = gunzipSync(readFileSync(file)).toString();
    expect(text).toContain(note.hash);
    expect(text).not.toContain(note.keyHex);
    expect(text).not.toContain(CANARY);
    const target = await place();
    expect(await restoreBackup(target, { file, replaces: false, now: Date.now })).toMatchObject({
      kind: 'restored',
    });
    await opened(target, async (database) => {
      const services = servicesOn(sqlStore(database, kind));
      expect(await services.store.read((reads) => reads.noteCounts())).toEqual({
        readable: 0,
        withoutKey: 1,
        erased: 0,
      });
      const page = await pageOf(services, [GYM]);
      expect(page.notes).toEqual([]);
      expect(await outcomesOf(services, note)).toEqual(['kept']);
      expect((await pageOf(services, [GYM], page.cursor)).notes).toMatchObject([{ keyHex: note.keyHex }]);
    });
  });
});

function* filesUnder(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* filesUnder(path);
    else yield path;
  }
}

/** Files that hold any of the bytes. */
function filesWith(folder: string, ...searched: readonly (string | Buffer)[]): string[] {
  return [...filesUnder(folder)].filter((path) => {
    const bytes = readFileSync(path);
    return searched.some((one) => bytes.includes(one));
  });
}

test('after the end no file of PGlite holds the key, the log and dead rows included', async () => {
  const folder = preparedFolder();
  const storage: Storage = { kind: 'pglite', folder };
  const note = await opened(storage, async (database) => {
    const services = servicesOn(sqlStore(database, 'pglite'));
    const pushed = await pushedNote(services);
    await pushedNote(services, 'another');
    // What an autovacuum does sooner or later.
    await sql`analyze`.execute(database);
    return pushed.note;
  });
  const keys = [note.keyHex, Buffer.from(note.keyHex, 'hex')];
  const copy = join(temporaryFolder(), 'before');
  cpSync(folder, copy, { recursive: true });
  expect(filesWith(copy, ...keys)).not.toEqual([]);
  expect(openedNote(Buffer.from(note.sealed, 'base64'), note.keyHex, note)).toBe(CANARY);
  const { forgotten, left } = await opened(storage, async (database) => {
    const services = servicesOn(sqlStore(database, 'pglite'));
    services.clock = END;
    const erased = await eraseNotes(services);
    // A district runs for months: the files are looked at before a close writes anything out.
    return { ...erased, left: filesWith(folder, ...keys) };
  });
  expect(left).toEqual([]);
  expect(forgotten).toBe('all');
  expect(filesWith(folder, ...keys)).toEqual([]);
  expect(filesWith(folder, note.sealed)).toEqual([]);
  expect(filesWith(folder, CANARY)).toEqual([]);
});

describe('the route', () => {
  test('takes notes of kiosks in service, and nothing that is no note', async () => {
    const { district } = await startTestDistrict({ kind: 'pglite', folder: null });
    onTestFinished(() => district.close());
    const kiosk = await enrolKiosk(district);
    const { note, body } = written({ journalId: kiosk.journalId, entries: [] });
    const entries = entriesAfter(null, 1, {
      journalId: kiosk.journalId,
      kioskId: kiosk.enrolment.kioskId,
      siteId: POOL,
      body,
    });
    const post = (notes: readonly unknown[]) =>
      kiosk.send({
        method: 'POST',
        path: '/v1/notes',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ notes }),
      });
    expect((await post([note])).body).toMatchObject({ outcomes: [{ hash: note.hash, outcome: 'waits' }] });
    await kiosk.push(entries);
    expect((await post([note])).body).toMatchObject({ outcomes: [{ outcome: 'kept' }] });
    expect((await kiosk.get('/v1/notes')).body).toMatchObject({ notes: [{ hash: note.hash }], more: false });
    for (const wrong of [[], [{ ...note, text: CANARY }], [{ ...note, hash: 'x' }], Array(51).fill(note)]) {
      expect(errorOf(await post(wrong)).kind).toBe('bad-request');
    }
    expect(errorOf(await kiosk.get('/v1/notes?cursor=x')).kind).toBe('bad-request');
    const unsigned = await fetch(`${district.url}/v1/notes`);
    expect(unsigned.status).toBe(401);
    await district.revokeKiosk(kiosk.enrolment.kioskId);
    expect(errorOf(await post([note])).kind).toBe('device-revoked');
  });

  test('a district erases at its start what had its end meanwhile', async () => {
    const folder = preparedFolder();
    await opened({ kind: 'pglite', folder }, async (database) => {
      const services = servicesOn(sqlStore(database, 'pglite'));
      services.clock = instantOf('2020-01-01T00:00');
      const kiosk = await newKiosk(services);
      const { note, body } = written(kiosk);
      await kiosk.push({ ...body, start: '2020-01-01T10:00' } as JournalBody);
      expect(await outcomesOf(services, note)).toEqual(['kept']);
    });
    const { district } = await startTestDistrict({ kind: 'pglite', folder });
    await district.close();
    const said: string[] = [];
    const output = { say: (line: string) => said.push(line), complain: (line: string) => said.push(line) };
    expect(await notesCommand(['--json', '--data', folder], undefined, output)).toBe(0);
    expect(JSON.parse(said[0] ?? '')).toMatchObject({ readable: 0, withoutKey: 0, erased: 1 });
    expect(await notesCommand(['erase', '--data', folder], undefined, output)).toBe(0);
    expect(said[1]).toContain('本次已销毁便签 notes erased now 0');
    expect(await notesCommand(['burn', '--data', folder], undefined, output)).toBe(2);
    expect(said[2]).toContain('要写明做什么');
  });
});
