import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Database, openDatabase, type Storage } from '../../src/district/database/database.ts';
import { sqlStore } from '../../src/district/database/sql-store.ts';
import { demoRecords } from '../../src/district/demo/cards.ts';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import type { StartFaultKind } from '../../src/district/start-fault.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { preparedFolders } from './prepared-folder.ts';
import { startTestDistrict, storageKinds, useStorage } from './test-district.ts';
import { acknowledgedBy, aUse, enrolKiosk, entriesAfter, kioskWith, pageOf, TEST_KEY } from './test-kiosk.ts';

const preparedFolder = preparedFolders();

const ignore = (): void => {};

async function faultKindOf(opening: Promise<unknown>): Promise<StartFaultKind | undefined> {
  try {
    await opening;
    return undefined;
  } catch (thrown) {
    return (thrown as { kind?: StartFaultKind }).kind;
  }
}

async function addCode(database: Database, kioskName: string): Promise<void> {
  const code = {
    code_hash: kioskName,
    selector: '123',
    wrong_tries: 0,
    kiosk_name: kioskName,
    site_ids: '[]',
    expires_at: new Date(0),
    used_at: null,
  };
  await database.insertInto('enrolment_code').values(code).execute();
}

describe.each(storageKinds)('what is stored on %s', (kind) => {
  const createStorage = useStorage(kind);
  /** One that outlives its server. */
  const createLasting = async (): Promise<Storage> =>
    kind === 'pglite' ? { kind, folder: preparedFolder() } : createStorage();

  test('is there after a restart: kiosks, heads, cards and the epoch', async () => {
    const storage = await createLasting();
    const first = await startTestDistrict(storage);
    const kiosk = await enrolKiosk(first.district);
    const entries = entriesAfter(null, 3, kiosk);
    await kiosk.push(entries);
    await first.district.putCards(demoRecords);
    const before = pageOf(await kiosk.roster());
    await first.district.close();

    const second = await startTestDistrict(storage);
    onTestFinished(() => second.district.close());
    const again = kioskWith(second.district.url, kiosk.enrolment, kiosk.journalId);
    expect(acknowledgedBy(await again.push([])).hash).toBe(entries[2]?.hash);
    expect(pageOf(await again.roster())).toEqual({ ...before, asOfMs: expect.any(Number) });
  });

  test('is every entry once, with columns for reports, and forks beside', async () => {
    const storage = await createLasting();
    const { district, now } = await startTestDistrict(storage);
    const kiosk = await enrolKiosk(district);
    const sale = entriesAfter(null, 1, kiosk);
    const voiding = entriesAfter(sale[0] ?? null, 1, {
      ...kiosk,
      body: { kind: 'void', voidsSeq: 1, reason: 'customer-left' },
    });
    const forked = entriesAfter(sale[0] ?? null, 2, kiosk);
    for (const batch of [sale, [...sale, ...voiding], forked, forked]) await kiosk.push(batch);
    await district.close();

    const { database, close } = await openDatabase(storage, ignore);
    onTestFinished(close);
    const rows = await database.selectFrom('journal_entry').selectAll().orderBy('seq').execute();
    expect(rows.map((row) => row.entry)).toEqual([...sale, ...voiding]);
    expect(rows[0]).toMatchObject({
      kiosk_id: 'kiosk-of-the-test',
      received_from: kiosk.enrolment.kioskId,
      received_at: new Date(now),
      site_id: 'xijiao-pool',
      kind: 'use',
      card_ref: aUse.cardRef,
      item_id: 'outdoor-ticket',
      person: 'holder',
      quantity: 2,
      start_minute: '2026-11-23T15:42',
      list_total_fen: 10_000,
      total_fen: 5_000,
      voids_seq: null,
    });
    expect(rows[1]).toMatchObject({ kind: 'void', void_reason: 'customer-left', card_ref: null });
    expect(Number(rows[1]?.voids_seq)).toBe(1);
    const quarantined = await database.selectFrom('quarantine').selectAll().orderBy('seq').execute();
    expect(quarantined.map((row) => row.entry)).toEqual(forked);
  });

  test('holds no code in clear, and of a kiosk only what everybody may know', async () => {
    const storage = await createLasting();
    const { district } = await startTestDistrict(storage);
    const code = await district.createEnrolmentCode({ kioskName: '前台', siteIds: ['xijiao-pool'] });
    const kiosk = await enrolKiosk(district);
    await district.close();
    const { database, close } = await openDatabase(storage, ignore);
    onTestFinished(close);
    const stored = JSON.stringify([
      await database.selectFrom('enrolment_code').selectAll().execute(),
      await database.selectFrom('kiosk').selectAll().execute(),
    ]);
    expect(stored).toContain(kiosk.enrolment.kioskId);
    expect(stored).not.toContain(code);
    expect(stored).toContain(TEST_KEY.publicKeyHex);
  });

  test('is what the clerks changed, not what the seed says', async () => {
    const storage = await createLasting();
    const options = { seed: demoRecords };
    const first = await startTestDistrict(storage, options);
    const [record] = demoRecords;
    if (record === undefined) throw new Error('no demo card');
    await first.district.putCards([{ ...record, status: 'lost' }]);
    await first.district.removeCard(demoCardNumber(2));
    const kiosk = await enrolKiosk(first.district);
    const before = pageOf(await kiosk.roster());
    await first.district.close();

    const second = await startTestDistrict(storage, options);
    onTestFinished(() => second.district.close());
    const again = kioskWith(second.district.url, kiosk.enrolment, kiosk.journalId);
    expect(pageOf(await again.roster())).toEqual({ ...before, asOfMs: expect.any(Number) });
    expect(await second.district.countCards()).toBe(demoRecords.length - 1);
  });
});

describe('PostgreSQL', () => {
  const createStorage = useStorage('postgresql');

  test('is set up once by four servers that start at the same moment', async () => {
    const storage = await createStorage();
    const opened = await Promise.all([1, 2, 3, 4].map(() => openDatabase(storage, ignore)));
    const epochs = await Promise.all(
      opened.map(({ database }) =>
        sqlStore(database, 'postgresql').read(async (reads) => (await reads.identity()).epoch),
      ),
    );
    await Promise.all(opened.map(({ close }) => close()));
    expect(new Set(epochs).size).toBe(1);
  });

  test('that does not answer is named in one line', async () => {
    const nobody: Storage = { kind: 'postgresql', url: 'postgres://nobody@127.0.0.1:1/none' };
    expect(await faultKindOf(openDatabase(nobody, ignore))).toBe('database-unreachable');
  });

  test.each([
    ['user', { username: 'nobody' }],
    ['database', { pathname: '/nobody' }],
  ])('that does not know the %s is said to refuse, and not to be silent', async (_name, change) => {
    const storage = await createStorage();
    if (storage.kind !== 'postgresql') throw new Error(storage.kind);
    const url = Object.assign(new URL(storage.url), change);
    await expect(openDatabase({ ...storage, url: url.href }, ignore)).rejects.toMatchObject({
      kind: 'database-refused',
      message: expect.stringMatching(/answers and refuses: .*nobody/),
    });
  });
});

describe("PGlite's folder", () => {
  test('is refused to a second opener of this process, and free after closing', async () => {
    const storage: Storage = { kind: 'pglite', folder: preparedFolder() };
    const { close } = await openDatabase(storage, ignore);
    expect(await faultKindOf(openDatabase(storage, ignore))).toBe('folder-in-use');
    await close();
    const again = await openDatabase(storage, ignore);
    await again.close();
  });

  test('is refused while another process holds it and taken over when that one is killed', async () => {
    const folder = preparedFolder();
    const holder = fork(new URL('claim-folder.ts', import.meta.url), [folder]);
    onTestFinished(() => {
      holder.kill('SIGKILL');
    });
    await once(holder, 'message');
    const storage: Storage = { kind: 'pglite', folder };
    expect(await faultKindOf(openDatabase(storage, ignore))).toBe('folder-in-use');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const { close } = await openDatabase(storage, ignore);
    await close();
  });

  test('loses nothing that was answered where its claim is removed by hand and another process takes it', async () => {
    const folder = preparedFolder();
    const storage: Storage = { kind: 'pglite', folder };
    const first = await openDatabase(storage, ignore);
    await addCode(first.database, 'a');
    rmSync(join(folder, 'lock.sqlite'));
    // Nobody came: it claims the folder again.
    await addCode(first.database, 'b');
    expect(await faultKindOf(openDatabase(storage, ignore))).toBe('folder-in-use');
    rmSync(join(folder, 'lock.sqlite'));
    const second = await openDatabase(storage, ignore);
    await expect(addCode(first.database, 'c')).rejects.toThrow('another district server');
    await expect(
      first.database.transaction().execute((transaction) => addCode(transaction, 'd')),
    ).rejects.toThrow('another district server');
    await addCode(second.database, 'e');
    await first.close();
    await second.close();
    const third = await openDatabase(storage, ignore);
    const names = await third.database.selectFrom('enrolment_code').select('kiosk_name').execute();
    await third.close();
    expect(names.map(({ kiosk_name }) => kiosk_name).toSorted()).toEqual(['a', 'b', 'e']);
  });

  test('that cannot be made is named in one line', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const storage: Storage = { kind: 'pglite', folder: join(file, 'below') };
    expect(await faultKindOf(openDatabase(storage, ignore))).toBe('folder-unusable');
  });
});
