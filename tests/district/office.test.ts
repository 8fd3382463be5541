import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { officeDiscrepancies } from '../../src/cli/district/discrepancies.ts';
import { openDatabase } from '../../src/district/database/database.ts';
import { sqlStore } from '../../src/district/database/sql-store.ts';
import { revokeKiosk } from '../../src/district/kiosks/kiosk.ts';
import { DiscrepanciesReply } from '../../src/protocol/wire-limits.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { courtUse, newKiosk, servicesOn } from './logic.ts';
import { preparedFolders } from './prepared-folder.ts';
import { startTestDistrict } from './test-district.ts';
import { ask, errorOf } from './test-kiosk.ts';

describe('the office', () => {
  const preparedFolder = preparedFolders();

  /** A data folder with one court given twice. */
  async function folderWithDiscrepancy(): Promise<string> {
    const folder = preparedFolder();
    const { database, close } = await openDatabase({ kind: 'pglite', folder }, () => {});
    const services = servicesOn(sqlStore(database, 'pglite'));
    for (const kiosk of [await newKiosk(services), await newKiosk(services)]) await kiosk.push(courtUse([1]));
    await close();
    return folder;
  }

  async function discrepancies(
    ...args: string[]
  ): Promise<{ code: number; said: string; complained: string }> {
    const said: string[] = [];
    const complained: string[] = [];
    const output = {
      say: (line: string) => said.push(line),
      complain: (line: string) => complained.push(line),
    };
    const code = await officeDiscrepancies(args, undefined, output);
    return { code, said: said.join('\n'), complained: complained.join('\n') };
  }

  test('reads its discrepancies from the data, closes one, and finds it among the closed', async () => {
    const folder = await folderWithDiscrepancy();
    const listed = await discrepancies('--data', folder);
    expect(listed).toMatchObject({ code: 0 });
    expect(listed.said).toMatch(
      /场地重复发放.*\n.*liwan-gymnasium · badminton-free · 2026-11-23 · 1 号\n.*#1 {2}.*#1/,
    );
    const discrepancyId = JSON.parse((await discrepancies('--data', folder, '--json')).said).discrepancyId;
    expect(
      (await discrepancies('--data', folder, '--close', discrepancyId, '--note', '已电话核实')).said,
    ).toContain('已电话核实');
    expect((await discrepancies('--data', folder)).said).toBe('没有待核实的差异 no discrepancies');
    expect((await discrepancies('--data', folder, '--closed')).said).toContain(discrepancyId);
    const unknown = '33333333-3333-4333-8333-333333333333';
    expect((await discrepancies('--data', folder, '--close', unknown, '--note', 'x')).code).toBe(1);
  });

  test('asks a running district with its token, and is refused with another', async () => {
    const folder = await folderWithDiscrepancy();
    const { district } = await startTestDistrict({ kind: 'pglite', folder });
    try {
      const { url, officeToken } = district;
      const tokenFile = (token: string): string => {
        const file = join(temporaryFolder(), 'token');
        writeFileSync(file, `${token}\n`);
        return file;
      };
      const at = ['--url', url, '--token-file'];
      const rightFile = tokenFile(officeToken);
      const listed = await discrepancies(...at, rightFile);
      expect(listed.said).toContain('场地重复发放');
      const { discrepancyId } = JSON.parse((await discrepancies(...at, rightFile, '--json')).said);
      expect(
        await discrepancies(...at, rightFile, '--close', discrepancyId, '--note', '已核实'),
      ).toMatchObject({
        code: 0,
      });
      expect(await discrepancies(...at, rightFile)).toMatchObject({
        said: '没有待核实的差异 no discrepancies',
      });
      expect(await discrepancies(...at, tokenFile('wrong'))).toMatchObject({
        code: 2,
        complained: expect.stringContaining('401'),
      });
      const open = await ask(`${url}/v1/office/discrepancies`, {
        headers: { authorization: `Bearer ${officeToken}` },
      });
      expect(DiscrepanciesReply.parse(open.body).discrepancies).toEqual([]);
      expect(errorOf(await ask(`${url}/v1/office/discrepancies`)).kind).toBe('unauthorized');
      const inUse = (await discrepancies('--data', folder)).complained;
      expect(inUse).toContain(`区平台正在使用数据文件夹 ${folder}`);
      expect(inUse).toMatch(/ask the district that runs, with --url and --token-file\.$/);
    } finally {
      await district.close();
    }
  });

  test('is told that no note may hold what no database keeps', async () => {
    const folder = await folderWithDiscrepancy();
    const { district } = await startTestDistrict({ kind: 'pglite', folder });
    try {
      const { url, officeToken } = district;
      const authorization = `Bearer ${officeToken}`;
      const open = await ask(`${url}/v1/office/discrepancies`, { headers: { authorization } });
      const discrepancyId = DiscrepanciesReply.parse(open.body).discrepancies[0]?.discrepancyId ?? '';
      const close = (note: string) =>
        ask(`${url}/v1/office/discrepancies/${discrepancyId}/close`, {
          method: 'POST',
          headers: { authorization, 'content-type': 'application/json' },
          body: JSON.stringify({ note }),
        });
      for (const note of ['nul\0', 'half \ud800', ' ', '长'.repeat(501)]) {
        expect(errorOf(await close(note)).kind).toBe('bad-request');
      }
      expect(await close('长'.repeat(500))).toMatchObject({ status: 200 });
    } finally {
      await district.close();
    }
  });

  test('takes no token from the command line, where every user of the machine reads it', async () => {
    expect(await discrepancies('--url', 'http://127.0.0.1:1', '--token', 'secret')).toMatchObject({
      code: 2,
      complained: expect.stringContaining('--token-file'),
    });
    expect(
      await discrepancies('--url', 'http://127.0.0.1:1', '--token-file', '/nowhere/token'),
    ).toMatchObject({
      code: 2,
      complained: expect.stringContaining('no such file'),
    });
  });

  test('accepts what a revoked kiosk brought, here or at a running district, and no other discrepancy', async () => {
    const folder = await folderWithDiscrepancy();
    const { database, close } = await openDatabase({ kind: 'pglite', folder }, () => {});
    const services = servicesOn(sqlStore(database, 'pglite'));
    for (const _ of ['a', 'b']) {
      const kiosk = await newKiosk(services);
      await revokeKiosk(services, kiosk.kioskId);
      await kiosk.push();
      await kiosk.push(courtUse([2]));
    }
    await close();
    const listed = (await discrepancies('--data', folder, '--json')).said
      .split('\n')
      .map((line) => JSON.parse(line));
    const ofKind = (kind: string) =>
      listed.filter((one) => one.kind === kind).map((one) => one.discrepancyId);
    const [collision] = ofKind('court-collision');
    const [first, second] = ofKind('revoked-kiosk');
    const note = ['--note', '已核实'];
    expect((await discrepancies('--data', folder, '--accept', collision, '--demo', ...note)).code).toBe(1);
    expect((await discrepancies('--data', folder, '--accept', first, ...note)).complained).toContain(
      '--demo',
    );
    expect(await discrepancies('--data', folder, '--accept', first, '--demo', ...note)).toMatchObject({
      code: 0,
    });
    const { district } = await startTestDistrict({ kind: 'pglite', folder });
    try {
      const { url, officeToken } = district;
      const ask = (verb: string, discrepancyId: string) =>
        fetch(`${url}/v1/office/discrepancies/${discrepancyId}/${verb}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${officeToken}`, 'content-type': 'application/json' },
          body: JSON.stringify({ note: '已核实' }),
        });
      expect((await ask('accept', collision)).status).toBe(400);
      expect((await ask('dismiss', second)).status).toBe(200);
      expect((await ask('dismiss', randomUUID())).status).toBe(404);
    } finally {
      await district.close();
    }
    const left = (await discrepancies('--data', folder, '--json')).said
      .split('\n')
      .map((line) => JSON.parse(line).kind);
    expect(left).not.toContain('revoked-kiosk');
  });

  test.each([
    ['--what'],
    ['--close', 'x'],
    ['--note', 'x'],
    ['--close', 'x', '--accept', 'x', '--note', 'x'],
  ])('explains itself to %s', async (...args) => {
    expect(await discrepancies(...args)).toMatchObject({
      code: 2,
      complained: expect.stringContaining('npm run district'),
    });
  });

  test('says in a line that nothing can be asked', async () => {
    expect(await discrepancies('--url', 'http://127.0.0.1:1', '--token', 'x')).toMatchObject({
      code: 2,
      said: '',
    });
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(await discrepancies('--data', join(file, 'below'))).toMatchObject({ code: 2, said: '' });
  });
});
