import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkDistrict } from '../../../src/district/backup/check.ts';
import { openDatabase } from '../../../src/district/database/database.ts';
import { sqlStore } from '../../../src/district/database/sql-store.ts';
import { auditChain, auditRows, writeAudit } from '../../../src/district/office/audit.ts';
import type { DistrictStore } from '../../../src/district/storage/store.ts';
import type { AuditReply, AuditRow } from '../../../src/protocol/wire-office.ts';
import { memoryStore, storeKinds, useStore } from '../stores.ts';
import { storageKinds, useStorage } from '../test-district.ts';
import { kindOf, officeServer } from './office-server.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('', '\0', '\ud800', '张三'),
);
const Fact = fc.record({
  atMs: fc.integer({ min: 0, max: 4_102_444_800_000 }),
  officer: fc.string({ maxLength: 10 }),
  role: fc.constantFrom('administrator', ''),
  action: fc.string({ maxLength: 20 }),
  subject: text,
  detail: text,
});

async function allOf(store: DistrictStore): Promise<readonly AuditRow[]> {
  return store.read(async (reads) => {
    const rows: AuditRow[] = [];
    for await (const row of auditRows(reads)) rows.push(row);
    return rows;
  });
}

function faultsIn(rows: readonly AuditRow[]) {
  const check = auditChain();
  return rows.map(check).filter((fault) => fault !== null);
}

describe('the chain of the audit log', () => {
  test('holds for whatever was written, and tells of any row that was changed, taken out or moved', async () => {
    const change = fc.record({
      at: fc.nat(),
      how: fc.constantFrom('officer', 'role', 'action', 'subject', 'detail', 'atMs', 'gone', 'swapped'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(Fact, { minLength: 2, maxLength: 12 }),
        change,
        async (facts, { at, how }) => {
          const store = memoryStore();
          for (const fact of facts) await writeAudit(store, fact);
          const rows = await allOf(store);
          expect(faultsIn(rows)).toEqual([]);
          // The last row can be cut off unseen: what was exported before tells that.
          const index = at % (rows.length - 1);
          const [row, next] = [rows[index], rows[index + 1]];
          if (row === undefined || next === undefined) throw new Error('no row');
          const touched =
            how === 'gone'
              ? rows.toSpliced(index, 1)
              : how === 'swapped'
                ? rows.toSpliced(index, 2, next, row)
                : rows.toSpliced(index, 1, {
                    ...row,
                    [how]: how === 'atMs' ? row.atMs + 1 : `${row[how as 'role']}x`,
                  });
          expect(faultsIn(touched)).not.toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe.each(storeKinds)('the audit log on %s', (kind) => {
  const store = useStore(kind);

  test('has one row after the other, however many write at once, and pages and bounds them', async () => {
    const fact = { officer: '李', role: 'officer', action: 'x', subject: '', detail: 'done' };
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => writeAudit(store(), { ...fact, atMs: index * 10 })),
    );
    const rows = await allOf(store());
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(faultsIn(rows)).toEqual([]);
    const page = await store().read((reads) => reads.auditAfter({ after: 3, limit: 2 }));
    expect(page.map(({ seq }) => seq)).toEqual([4, 5]);
    const bounded = await store().read((reads) =>
      reads.auditAfter({ after: 0, limit: 99, fromMs: 50, toMs: 100 }),
    );
    expect(bounded.map(({ atMs }) => atMs).sort((one, other) => one - other)).toEqual([50, 60, 70, 80, 90]);
  });

  test('is read from its newest row on, of one person and of some days', async () => {
    const { ask, token } = await officeServer(store());
    const first = (await allOf(store())).length;
    const fact = { role: 'officer', action: 'x', subject: '', detail: 'done' };
    for (const [index, officer] of ['李', '王', '李', '李明', '李'].entries()) {
      await writeAudit(store(), { ...fact, officer, atMs: 4_000_000_000_000 + index });
    }
    const headers = { authorization: `Bearer ${await token('auditor')}` };
    const read = async (query: string) => {
      const answer = await ask({ url: `/v1/office/audit?${query}`, headers });
      const { rows, more }: AuditReply = answer.json();
      return { places: rows.map(({ seq }) => seq - first), more };
    };
    const future = 'fromMs=4000000000000';
    expect(await read(`order=newest&${future}`)).toEqual({ places: [5, 4, 3, 2, 1], more: false });
    expect(await read(`order=newest&limit=2&${future}`)).toEqual({ places: [5, 4], more: true });
    expect(await read(`order=newest&limit=9&before=${first + 4}&${future}`)).toEqual({
      places: [3, 2, 1],
      more: false,
    });
    const li = encodeURIComponent('李');
    expect(await read(`order=newest&officer=${li}&${future}`)).toMatchObject({ places: [5, 3, 1] });
    expect(await read(`officer=${li}&${future}&toMs=4000000000004`)).toMatchObject({ places: [1, 3] });
    expect(kindOf(await ask({ url: '/v1/office/audit?order=any', headers }))).toBe('bad-request');
  });

  test('has what officers and programs did and looked at, what was refused, and no whole card number', async () => {
    const { ask, officer, signIn, token } = await officeServer(store());
    await officer('审', 'auditor');
    await officer('张', 'officer');
    const before = (await allOf(store())).length;
    const cookie = await signIn('张', { from: '198.51.100.1' });
    await ask({ url: '/v1/office/cards/LW20260001I', cookie });
    await ask({ url: `/v1/office/cards?search=${encodeURIComponent('张三丰')}`, cookie });
    await ask({ url: '/v1/office/audit', cookie });
    await ask({ method: 'POST', payload: { name: '张', password: 'wrong' }, from: '198.51.100.2' });
    const authorization = `Bearer ${await token('finance')}`;
    const payload = { siteId: 'xijiao-pool', month: '2026-11', empty: true };
    await ask({ method: 'POST', url: '/v1/office/settlements', headers: { authorization }, payload });
    await ask({ headers: { authorization: 'Bearer wrong' }, from: '198.51.100.3' });
    const auditor = await signIn('审', { from: '198.51.100.4' });
    const answer = await ask({ url: `/v1/office/audit?after=${before}`, cookie: auditor });
    const rows: AuditRow[] = answer.json().rows;
    expect(rows.map(({ officer: who, action, subject, detail }) => [who, action, subject, detail])).toEqual([
      ['张', 'sign-in', '', 'done from 198.51.100.1'],
      ['张', 'GET /office/cards/:cardNumber', 'card …001I', 'refused: not-found'],
      ['张', 'GET /office/cards', 'search of 3 characters', 'done'],
      ['张', 'GET /office/audit', '', 'refused: forbidden'],
      ['张', 'sign-in', '', 'refused from 198.51.100.2'],
      [expect.stringMatching(/^token:/), 'POST /office/settlements', 'xijiao-pool · 2026-11', 'done'],
      ['', 'token', '', 'refused from 198.51.100.3'],
      ['审', 'sign-in', '', 'done from 198.51.100.4'],
    ]);
    expect(faultsIn(await allOf(store()))).toEqual([]);
    expect(JSON.stringify(await allOf(store()))).not.toMatch(/LW20260001I|张三丰/);
  });

  test('answers nothing that it cannot write down', async () => {
    const broken: DistrictStore = {
      ...store(),
      transaction: async () => {
        throw new Error('the disk is full');
      },
    };
    const { token } = await officeServer(store());
    const { ask } = await officeServer(broken);
    const authorization = `Bearer ${await token('auditor')}`;
    expect(kindOf(await ask({ url: '/v1/office/kiosks', headers: { authorization } }))).toBe('internal');
  });
});

describe.each(storageKinds)('the rows of the audit log on %s', (kind) => {
  const createStorage = useStorage(kind);
  let opened: Awaited<ReturnType<typeof openDatabase>> | null = null;
  const database = () => {
    if (opened === null) throw new Error('only within a test');
    return opened.database;
  };
  beforeAll(async () => {
    opened = await openDatabase(await createStorage(), () => {});
    const store = sqlStore(opened.database, kind);
    const fact = { atMs: 1, officer: '李', role: 'officer', action: 'x', subject: '', detail: 'done' };
    for (let index = 0; index < 5; index += 1) await writeAudit(store, fact);
  });
  afterAll(() => opened?.close());

  test.each([
    ['changed', sql`update office_audit set detail = 'nothing' where seq = 2`],
    ['deleted', sql`delete from office_audit where seq = 2`],
    ['emptied', sql`truncate office_audit`],
  ])('cannot be %s, by the owner of the tables neither', async (_name, statement) => {
    await expect(statement.execute(database())).rejects.toThrow(/new rows alone|permission denied/);
  });

  test('are checked with the rest: whoever takes the trigger off and changes one is found', async () => {
    const store = sqlStore(database(), kind);
    expect(await checkDistrict({ store })).toMatchObject({ auditRows: 5, faults: [] });
    await sql`alter table office_audit disable trigger user`.execute(database());
    await sql`grant update on office_audit to current_user`.execute(database());
    await sql`update office_audit set detail = 'nothing' where seq = 2`.execute(database());
    const { faults } = await checkDistrict({ store });
    expect(faults).toEqual([{ kind: 'audit', journalId: '', seq: 2, detail: 'hash' }]);
  });
});
