import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { runJournalCommand } from '../../src/cli/journal/journal-commands.ts';
import { openDatabase } from '../../src/district/database/database.ts';
import type { HostOptions } from '../../src/host/host-options.ts';
import { fileSecretStore } from '../../src/host/profile/secret-store.ts';
import { preparedFolders } from '../district/prepared-folder.ts';
import { startTestDistrict } from '../district/test-district.ts';
import { TICKET } from '../support/journal-drafts.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const preparedFolder = preparedFolders();

test('what a kiosk sold without a line is carried to the district by hand, once', async () => {
  const data = preparedFolder();
  const { profileFolder, sell, close } = await kioskOf(data);
  await sell(3);
  await close();
  const file = join(temporaryFolder(), 'out.json.gz');
  expect(await run('export', profileFolder, '--out', file)).toEqual({
    code: 0,
    said: [`已写好 ${file}：第 1 至 3 条`],
  });

  const first = importInto(data, file);
  expect([first.status, first.stdout]).toEqual([
    0,
    expect.stringContaining('3 entries, 3 new, held up to 3'),
  ]);
  const second = importInto(data, file);
  expect([second.status, second.stdout]).toEqual([0, expect.stringContaining('3 entries, 0 new')]);
  expect(await heldIn(data)).toEqual([1, 2, 3]);

  writeFileSync(file, readFileSync(file).subarray(0, -9));
  const cut = importInto(data, file);
  expect([cut.status, cut.stderr]).toEqual([1, expect.stringContaining('没有导入 refused: not-an-export')]);
  const missing = importInto(data, `${file}.missing`);
  expect([missing.status, missing.stderr]).toEqual([1, expect.stringContaining('no such file')]);
});

test('an export takes the stretch that was asked for, and never writes over a file', async () => {
  const { profileFolder, sell } = await kioskOf(preparedFolder());
  await sell(5);
  const file = join(temporaryFolder(), 'out.json.gz');
  expect(
    await run('export', profileFolder, '--out', file, '--from', '2', '--to', '4', '--language', 'en'),
  ).toEqual({
    code: 0,
    said: [`Written: ${file}, entries 2 to 4`],
  });
  const [head = ''] = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')).text.split('\n');
  expect(JSON.parse(head)).toMatchObject({ fromSeq: 2, toSeq: 4 });
  const again = await run('export', profileFolder, '--out', file, '--language', 'en');
  expect(again).toEqual({
    code: 2,
    said: [`Nothing was written: ${file}: the name is taken, and nothing was changed`],
  });
  const nothing = await run('export', profileFolder, '--out', `${file}.2`, '--from', '9');
  expect(nothing).toEqual({ code: 2, said: ['没有可以导出的记录。'] });
});

test('a kiosk’s own key signs where its secrets lie beside the profile', async () => {
  const data = preparedFolder();
  const home = temporaryFolder();
  const { sell, close } = await kioskOf(data, keyFileBeside(home));
  await sell(2);
  await close();
  const file = join(temporaryFolder(), 'out.json.gz');
  expect(await run('export', home, '--out', file)).toMatchObject({ code: 0 });
  const { keyId } = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8'));
  expect(keyId).toMatch(/^[0-9a-f-]{36}$/);
  // Another district has nothing against the file: it does not know who signed it.
  const elsewhere = importInto(preparedFolder(), file);
  expect([elsewhere.status, elsewhere.stdout]).toEqual([1, '']);
  expect(elsewhere.stderr).toContain(
    `没有导入 refused: unknown-signer, ${keyId}。本区平台不认识签名的前台或密钥`,
  );
  expect(elsewhere.stderr).toContain('This district does not know the kiosk or key that signed it');
  const signed = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8'));
  const tampered = join(temporaryFolder(), 'tampered.gz');
  writeFileSync(tampered, gzipSync(JSON.stringify({ ...signed, text: `${signed.text} ` })));
  const broken = importInto(data, tampered);
  expect([broken.status, broken.stderr]).toEqual([1, expect.stringContaining('refused: bad-signature')]);
  expect(broken.stderr).toContain('签名不符：文件在导出后被改动或损坏');
  const imported = importInto(data, file);
  expect([imported.status, imported.stdout]).toEqual([0, expect.stringContaining('2 entries, 2 new')]);
});

test.each([
  ['zh', '请在前台窗口按 F10，选“导出到U盘”'],
  ['en', 'Press F10 in the window'],
] as const)(
  'where the system keeps the secrets it says, in %s, to export in the window',
  async (language, words) => {
    const { profileFolder, sell } = await kioskOf(preparedFolder(), {});
    await sell(1);
    const out = join(temporaryFolder(), 'out');
    const { code, said } = await run('export', profileFolder, '--out', out, '--language', language);
    expect([code, said]).toEqual([2, [expect.stringContaining(words)]]);
    expect(existsSync(out)).toBe(false);
  },
);

test('a key of another shape signs nothing', async () => {
  const { profileFolder, sell } = await kioskOf(preparedFolder());
  await sell(1);
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'key'), '{"keyId":"x","secretKeyHex":"12"}');
  const { code } = await run(
    'export',
    profileFolder,
    '--out',
    join(folder, 'out'),
    '--key',
    join(folder, 'key'),
  );
  expect(code).toBe(2);
});

/** A kiosk that a district on the data folder has enrolled; the district is gone when this answers. */
async function kioskOf(data: string, own: Partial<HostOptions> = keyFileBeside()) {
  const { district } = await startTestDistrict({ kind: 'pglite', folder: data });
  const options = hostOptions({ districtUrl: district.url, ...own });
  const host = await startedHost(options);
  const code = await district.createEnrolmentCode({ kioskName: '前台', siteIds: ['xijiao-pool'] });
  const enrolled = await host.call('kiosk.enrol', { code, districtUrl: null });
  await district.close();
  expect(enrolled.ok).toBe(true);
  return {
    profileFolder: options.profileFolder,
    close: host.close,
    async sell(count: number) {
      for (let sale = 0; sale < count; sale += 1) {
        expect(await host.call('journal.append', TICKET)).toMatchObject({ ok: true });
      }
    },
  };
}

/** As `npm start` keeps them: the profile, and beside it the file that opens its secrets. */
function keyFileBeside(home = temporaryFolder()) {
  return { profileFolder: join(home, 'kiosk'), secretStore: fileSecretStore(join(home, 'kiosk.key')) };
}

async function heldIn(data: string): Promise<number[]> {
  const { database, close } = await openDatabase({ kind: 'pglite', folder: data }, () => {});
  const rows = await database.selectFrom('journal_entry').select('seq').orderBy('seq').execute();
  await close();
  return rows.map((row) => Number(row.seq));
}

function importInto(data: string, file: string) {
  const { DATABASE_URL: _, ...env } = process.env;
  return spawnSync(process.execPath, ['src/cli/district.ts', 'import', file, '--demo', '--data', data], {
    encoding: 'utf8',
    env,
  });
}

async function run(...args: string[]) {
  const said: string[] = [];
  const say = (line: string) => said.push(line);
  return { code: await runJournalCommand(args, { say, complain: say }), said };
}
