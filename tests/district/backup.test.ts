import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { answerTo } from '../../src/cli/desk/answers.ts';
import { deskTime } from '../../src/cli/desk/desk-time.ts';
import { openDesk } from '../../src/cli/desk/scripted-desk.ts';
import { backUp } from '../../src/cli/district/backup.ts';
import { restore } from '../../src/cli/district/restore.ts';
import { check, roll } from '../../src/cli/district/upkeep.ts';
import { verifyBackup } from '../../src/district/backup/backup-file.ts';
import { checkDistrict } from '../../src/district/backup/check.ts';
import { dumpDatabase } from '../../src/district/backup/dump.ts';
import { restoreBackup } from '../../src/district/backup/restore.ts';
import { tablesIn } from '../../src/district/backup/table-shapes.ts';
import { type Database, openDatabase, type Storage } from '../../src/district/database/database.ts';
import { sqlStore } from '../../src/district/database/sql-store.ts';
import { demoRecords } from '../../src/district/demo/cards.ts';
import { startDistrict } from '../../src/district/district.ts';
import { closeDiscrepancy, listDiscrepancies } from '../../src/district/journal/discrepancies.ts';
import { pushEntries } from '../../src/district/journal/journal.ts';
import { shippedCatalogue } from '../../src/district/roster/catalogue.ts';
import { denyCard } from '../../src/district/roster/denied.ts';
import { developmentKeys } from '../../src/district/roster/keys.ts';
import { putCards, removeCard } from '../../src/district/roster/roster.ts';
import { CardNumber } from '../../src/domain/card/card-number.ts';
import { hashOfEntry, JournalEntry } from '../../src/domain/journal/journal-entry.ts';
import { developmentTrust } from '../support/development-trust.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { checkUpAt, courtUse, newKiosk, servicesOn } from './logic.ts';
import { preparedFolders } from './prepared-folder.ts';
import { memoryStore } from './stores.ts';
import { storageKinds, useStorage } from './test-district.ts';
import { aUse, entriesAfter } from './test-kiosk.ts';

const NOW = Date.UTC(2026, 10, 30, 1, 0);
const PROGRAM = join(import.meta.dirname, '..', '..', 'src', 'cli', 'district.ts');
const dumping = { version: '0.0.0-test', now: () => NOW };

async function opened<T>(storage: Storage, work: (database: Database) => Promise<T>): Promise<T> {
  const { database, close } = await openDatabase(storage, () => {});
  try {
    return await work(database);
  } finally {
    await close();
  }
}

/** A district with something in every table that the office and the kiosks fill. */
async function fill(database: Database, kind: Storage['kind']): Promise<void> {
  const services = servicesOn(sqlStore(database, kind));
  await putCards(services.store, demoRecords);
  await removeCard(services.store, CardNumber.parse(demoRecords[3]?.cardNumber));
  const cardNumber = CardNumber.parse(demoRecords[4]?.cardNumber);
  await denyCard(services, { cardNumber, issueSerial: null, status: 'lost' });
  const [one, two] = [await newKiosk(services), await newKiosk(services)];
  await one.ask();
  for (const kiosk of [one, two]) await kiosk.push(courtUse([1]), aUse);
  await one.push({ kind: 'void', voidsSeq: 2, reason: 'mistyped' });
  await two.push(checkUpAt('liwan-central-hospital', aUse.cardRef));
  const [collision] = await listDiscrepancies(services, { open: true, limit: 9 });
  await closeDiscrepancy(services, {
    officer: '李明',
    discrepancyId: collision?.discrepancyId ?? '',
    note: "a \\ 'quote' 字 \n",
  });
  await services.store.transaction((writes) =>
    writes.noteKioskStatus(one.kioskId, { seenAt: NOW, report: { waiting: 2 }, reportedAt: NOW }),
  );
}

/** Every row of every table, but for what a restore changes. */
async function contentOf(database: Database): Promise<Record<string, unknown>> {
  const content: Record<string, unknown> = {};
  for (const { name } of await tablesIn(database)) {
    if (name === 'backup_note') continue;
    const { rows } = await sql<{ row: Record<string, unknown> }>`
      select to_jsonb(one) as row from ${sql.table(name)} as one order by to_jsonb(one)::text`.execute(
      database,
    );
    content[name] = rows.map(({ row: { epoch: _, rolled_at: __, ...row } }) => row);
  }
  return content;
}

const epochOf = async (database: Database): Promise<string> =>
  (await database.selectFrom('district').select('epoch').executeTakeFirstOrThrow()).epoch;

/** An entry with fields that this release does not know. */
function withUnknown([entry]: readonly JournalEntry[], terminal: string): JournalEntry {
  if (entry === undefined) throw new Error('no entry');
  const { hash: _, ...rest } = { ...entry, terminal, '': [1e21, -0, null, { terminal }] };
  return { ...rest, hash: hashOfEntry(rest) };
}

describe.each(storageKinds)('a backup of %s', { timeout: 60_000 }, (kind) => {
  const newStorage = useStorage(kind);
  const newOther = useStorage(kind === 'pglite' ? 'postgresql' : 'pglite');
  const placeOf = async (make: () => Promise<Storage>): Promise<Storage> => {
    const storage = await make();
    return storage.kind === 'pglite' ? { kind: 'pglite', folder: join(temporaryFolder(), 'data') } : storage;
  };

  test('brings every row back, into the same kind of database and the other, with a new epoch', async () => {
    const file = join(temporaryFolder(), 'backup');
    const source = await placeOf(newStorage);
    const before = await opened(source, async (database) => {
      await fill(database, kind);
      const content = await contentOf(database);
      await dumpDatabase(database, file, dumping);
      return { content, epoch: await epochOf(database) };
    });
    for (const name of [
      'card',
      'kiosk',
      'journal_entry',
      'counted_use',
      'lease',
      'card_right',
      'office_case',
    ]) {
      expect(before.content[name], name).not.toEqual([]);
    }
    for (const make of [newStorage, newOther]) {
      const target = await placeOf(make);
      const outcome = await restoreBackup(target, { file, replaces: false, now: () => NOW });
      expect(outcome).toMatchObject({
        kind: 'restored',
        kept: null,
        manifest: { epoch: before.epoch, tables: { journal_entry: 6, kiosk: 2, card: demoRecords.length } },
        journals: [{ entries: expect.any(Number) }, { entries: expect.any(Number) }],
      });
      await opened(target, async (database) => {
        expect(await contentOf(database)).toEqual(before.content);
        expect(await epochOf(database)).not.toBe(before.epoch);
        const store = sqlStore(database, target.kind);
        expect(await checkDistrict({ store })).toMatchObject({
          entries: 6,
          kiosks: 2,
          faults: [],
          lastBackup: { madeAt: NOW },
        });
        expect((await store.read((reads) => reads.identity())).rolledAt).toBe(NOW);
      });
      // What is there is not written over; with the word for it, it is kept beside.
      expect(await restoreBackup(target, { file, replaces: false, now: () => NOW })).toEqual({
        kind: 'not-empty',
      });
      const again = await restoreBackup(target, { file, replaces: true, now: () => NOW });
      expect(again).toMatchObject({ kind: 'restored', kept: expect.stringMatching(/before/) });
      await opened(target, async (database) => expect(await contentOf(database)).toEqual(before.content));
    }
  });

  test('brings back the very text of entries that PostgreSQL keeps and does not take apart', async () => {
    const file = join(temporaryFolder(), 'backup');
    const source = await placeOf(newStorage);
    const textsOf = async (database: Database) =>
      (
        await sql<{ text: string }>`
          select entry::text as text from journal_entry union all select entry::text from quarantine`.execute(
          database,
        )
      ).rows.map(({ text }) => text);
    const before = await opened(source, async (database) => {
      const services = servicesOn(sqlStore(database, kind));
      const { kioskId, journalId } = await newKiosk(services);
      const of = { journalId, kioskId, siteId: 'xijiao-pool' };
      const entries = [withUnknown(entriesAfter(null, 1, of), 'a\u0000')];
      const forked = [withUnknown(entriesAfter(null, 1, of), 'b\u0000\\"}],{')];
      expect(await pushEntries(services, { journalId, kioskId, entries })).toMatchObject({ ok: true });
      expect(await pushEntries(services, { journalId, kioskId, entries: forked })).toMatchObject({
        refusal: { kind: 'fork' },
      });
      await dumpDatabase(database, file, dumping);
      return textsOf(database);
    });
    expect(before).toHaveLength(2);
    expect(await verifyBackup(file)).toMatchObject({ ok: true });
    for (const make of [newStorage, newOther]) {
      const target = await placeOf(make);
      const outcome = await restoreBackup(target, { file, replaces: false, now: () => NOW });
      expect(outcome).toMatchObject({ kind: 'restored' });
      await opened(target, async (database) => {
        const after = await textsOf(database);
        expect(after).toEqual(before);
        for (const entry of after.map((text) => JournalEntry.parse(JSON.parse(text)))) {
          expect(hashOfEntry(entry)).toBe(entry.hash);
        }
      });
    }
  });

  test('is of one moment, whatever is written meanwhile', async () => {
    const file = join(temporaryFolder(), 'backup');
    await opened(await newStorage(), async (database) => {
      const services = servicesOn(sqlStore(database, kind));
      const kiosk = await newKiosk(services);
      const dumped = dumpDatabase(database, file, dumping);
      for (const _ of ['a', 'b', 'c']) await kiosk.push(aUse);
      const { tables } = await dumped;
      const heads = gunzipSync(readFileSync(file))
        .toString()
        .match(/"head_seq":([0-9]+)/);
      expect(tables['journal_entry']).toBe(Number(heads?.[1]));
    });
  });

  test('is refused if it is cut or altered anywhere, and nothing is made of it', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'backup');
    await opened(await newStorage(), async (database) => {
      await fill(database, kind);
      await dumpDatabase(database, file, dumping);
    });
    expect(await verifyBackup(file)).toMatchObject({ ok: true });
    const packed = readFileSync(file);
    const text = gunzipSync(packed).toString();
    const bad = join(folder, 'bad');
    const refusals = [
      packed.subarray(0, 0),
      Buffer.from('no backup'),
      gzipSync('no backup\n'),
      ...[0.1, 0.5, 0.9, 1].map((share) => packed.subarray(0, Math.floor(packed.length * share) - 1)),
      gzipSync(text.slice(0, text.lastIndexOf('#'))),
      gzipSync(text.replace('"status": "active"', '"status": "active "').replace('active"', 'revoked"')),
      gzipSync(text.replace(/\n\{"journal_id"[^\n]*/, '')),
      gzipSync(`${text}{}\n`),
      ...[0.3, 0.6].map((share) => {
        const altered = Buffer.from(packed);
        const at = Math.floor(packed.length * share);
        altered[at] = (altered[at] ?? 0) ^ 1;
        return altered;
      }),
    ];
    const target = await placeOf(newStorage);
    for (const bytes of refusals) {
      writeFileSync(bad, bytes);
      const outcome = await restoreBackup(target, { file: bad, replaces: true, now: () => NOW });
      expect(outcome.kind).toBe('bad-backup');
    }
    if (target.kind === 'pglite') expect(existsSync(target.folder ?? '')).toBe(false);
    writeFileSync(bad, packed);
    expect(await restoreBackup(target, { file: bad, replaces: false, now: () => NOW })).toMatchObject({
      kind: 'restored',
    });
  });
});

describe('the check', { timeout: 60_000 }, () => {
  test('finds an entry that was changed, one that is gone, and what counts although it was taken back', async () => {
    await opened({ kind: 'pglite', folder: null }, async (database) => {
      const services = servicesOn(sqlStore(database, 'pglite'));
      const kinds = async () => (await checkDistrict(services)).faults.map(({ kind, seq }) => [kind, seq]);
      const kiosk = await newKiosk(services);
      await kiosk.push(courtUse([1]), courtUse([2]), aUse);
      expect(await kinds()).toEqual([]);
      await kiosk.push({ kind: 'void', voidsSeq: 2, reason: 'other' });
      expect(await kinds()).toEqual([]);
      await sql`insert into counted_use select journal_id, 2, card_ref, site_id, item_id, person, quantity, date, courts
        from counted_use where seq = 1`.execute(database);
      // The fourth entry is later than the last use; the second one is taken back.
      expect(await kinds()).toEqual([['counted-void', 2]]);
      await sql`delete from counted_use where seq = 2`.execute(database);
      await sql`update journal_entry set entry = jsonb_set(entry::jsonb, '{body,totalFen}', '1')::json where seq = 3`.execute(
        database,
      );
      expect(await kinds()).toEqual([['chain', 3]]);
      await sql`delete from journal_entry where seq >= 3`.execute(database);
      // The record of the court knows of a void that no journal has any longer.
      expect(await kinds()).toEqual([
        ['head', 2],
        ['record', 0],
      ]);
    });
  });

  test('reads a store in memory as well', async () => {
    const services = servicesOn(memoryStore());
    await (await newKiosk(services)).push(courtUse([1]));
    await services.store.transaction((writes) => writes.noteBackup({ madeAt: 5, sha256: 'ab' }));
    expect(await checkDistrict(services)).toMatchObject({
      entries: 1,
      faults: [],
      lastBackup: { madeAt: 5, sha256: 'ab' },
    });
  });
});

describe('the commands', { timeout: 120_000 }, () => {
  const preparedFolder = preparedFolders();

  async function run(command: typeof backUp, ...args: string[]) {
    const said: string[] = [];
    const complained: string[] = [];
    const output = {
      say: (line: string) => said.push(line),
      complain: (line: string) => complained.push(line),
    };
    const code = await command(args, undefined, output);
    return { code, said: said.join('\n'), complained: complained.join('\n') };
  }

  async function startAt(folder: string, port = 0) {
    const district = await startDistrict({
      storage: { kind: 'pglite', folder },
      host: '127.0.0.1',
      port,
      catalogue: await shippedCatalogue(),
      keys: developmentKeys(),
      seed: demoRecords,
      now: () => NOW,
    });
    let isClosed = false;
    const close = async () => {
      if (!isClosed) await district.close();
      isClosed = true;
    };
    onTestFinished(close);
    return { ...district, close, officeToken: await district.createRunToken() };
  }

  test('back up, check and roll a district that runs, or its data', async () => {
    const folder = preparedFolder();
    const out = temporaryFolder();
    const district = await startAt(folder);
    const tokenFile = join(out, 'token');
    writeFileSync(tokenFile, district.officeToken);
    const at = ['--url', district.url, '--token-file', tokenFile];
    expect((await run(check, ...at)).said).toContain('从未备份');
    const made = await run(backUp, join(out, 'first'), '--json', ...at);
    const { manifest } = JSON.parse(made.said);
    expect(manifest.tables.card).toBe(demoRecords.length);
    const checked = JSON.parse((await run(check, '--json', ...at)).said);
    expect(checked).toMatchObject({ lastBackup: { sha256: manifest.sha256 }, epoch: manifest.epoch });
    const { epoch } = JSON.parse((await run(roll, '--json', ...at)).said);
    expect(epoch).not.toBe(manifest.epoch);
    expect(JSON.parse((await run(check, '--json', ...at)).said).epoch).toBe(epoch);
    expect((await run(backUp, join(out, 'first'), ...at)).complained).toContain('没有改动');
    expect((await run(backUp, join(out, 'second'), '--data', folder)).code).toBe(2);
    expect((await run(restore, join(out, 'first'), '--data', folder)).complained).toContain('区平台正在使用');
    await district.close();
    expect((await run(backUp, `${out}/`, '--data', folder)).code).toBe(0);
    expect(readdirSync(out).filter((name) => name.endsWith('.backup'))).toHaveLength(1);
    expect(readdirSync(out).filter((name) => name.endsWith('.unfinished'))).toEqual([]);
    expect((await run(restore, join(out, 'first'), '--data', folder)).code).toBe(1);
    expect((await run(restore, join(out, 'nothing'), '--data', folder)).code).toBe(2);
    expect((await run(restore)).code).toBe(2);
    expect((await run(backUp)).code).toBe(2);
  });

  test('a restored district tells a real kiosk of a card that was suspended since', async () => {
    const folder = preparedFolder();
    const file = join(temporaryFolder(), 'backup');
    const first = await startAt(folder);
    const port = Number(new URL(first.url).port);
    const enrolmentCode = await first.createEnrolmentCode({ siteIds: ['xijiao-pool'] });
    const time = deskTime('2026-11-30T09:00');
    onTestFinished(() => time.end());
    const desk = await openDesk({
      ...{ folder: temporaryFolder(), time, siteId: 'xijiao-pool', enrolmentCode },
      ...{ districtUrl: first.url, isLineUp: true, pinnedTrust: developmentTrust(), demoCards: undefined },
    });
    onTestFinished(() => desk.close());
    const desks = new Map([['desk', desk]]);
    const verdictOf = async (cardNumber: string) => {
      await answerTo({ desks, time }, JSON.stringify({ do: 'escape' }));
      return JSON.stringify(
        await answerTo({ desks, time }, JSON.stringify({ do: 'scan', text: cardNumber })),
      );
    };
    await desk.sync();
    const [record, other] = [demoRecords[0], demoRecords[1]];
    if (record === undefined || other === undefined) throw new Error('no demo cards');
    expect(await verdictOf(record.cardNumber)).toContain('"verdict":"yes"');
    await first.close();
    expect((await run(backUp, file, '--data', folder)).code).toBe(0);
    // The kiosk reads a change that the backup lacks; the next change after the restore has the same position.
    const second = await startAt(folder, port);
    await second.putCards([{ ...other, validUntil: '2029-12-31' }]);
    await desk.sync();
    await second.close();
    expect((await run(restore, file, '--replace', '--data', folder)).said).toContain('前台 1');
    const third = await startAt(folder, port);
    await third.putCards([{ ...record, status: 'suspended' }]);
    await desk.sync();
    expect(await verdictOf(record.cardNumber)).toContain('"verdict":"no"');
  });

  test('killed at any moment leave the data of before or those of the backup, whole', async () => {
    const folder = preparedFolder();
    const out = temporaryFolder();
    const file = join(out, 'backup');
    const data = ['--data', folder];
    await opened({ kind: 'pglite', folder }, (database) => fill(database, 'pglite'));
    expect((await run(backUp, file, ...data)).code).toBe(0);
    await opened({ kind: 'pglite', folder }, (database) =>
      database.updateTable('district').set({ name: 'before' }).execute(),
    );
    const killed = async (args: readonly string[], afterMs: number) => {
      const child = spawn(process.execPath, [PROGRAM, ...args], {
        env: { ...process.env, DATABASE_URL: '' },
      });
      const ended = once(child, 'exit');
      await Promise.race([pause(afterMs), ended]);
      child.kill('SIGKILL');
      await ended;
    };
    for (const afterMs of [700, 1_500, 2_500]) {
      await killed(['backup', join(out, `killed-${afterMs}`), ...data], afterMs);
      const whole = existsSync(join(out, `killed-${afterMs}`));
      if (whole) expect(await verifyBackup(join(out, `killed-${afterMs}`))).toMatchObject({ ok: true });
      await killed(['restore', file, '--replace', ...data], afterMs);
      const name = await opened({ kind: 'pglite', folder }, async (database) => {
        expect((await checkDistrict({ store: sqlStore(database, 'pglite') })).entries).toBe(6);
        return (await database.selectFrom('district').select('name').executeTakeFirstOrThrow()).name;
      });
      expect(['before', '广州市荔湾区']).toContain(name);
    }
    // Between the two moves no cluster is in its place: the next start, whatever it is, ends the restore.
    renameSync(join(folder, 'pgdata'), join(folder, 'pgdata.restored'));
    await opened({ kind: 'pglite', folder }, async (database) =>
      expect((await checkDistrict({ store: sqlStore(database, 'pglite') })).entries).toBe(6),
    );
    copyFileSync(file, join(out, 'copy'));
    expect((await run(restore, join(out, 'copy'), '--replace', ...data)).code).toBe(0);
    expect(readdirSync(folder).filter((entry) => /restor/.test(entry))).toEqual([]);
  });
});
