import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { catalogue } from '../../../src/cli/district/catalogue.ts';
import { developmentCatalogueSigner } from '../../../src/district/roster/keys.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { preparedFolders } from '../prepared-folder.ts';
import { startTestDistrict } from '../test-district.ts';

type Command = typeof catalogue;

async function run(command: Command, ...args: string[]) {
  const said: string[] = [];
  const complained: string[] = [];
  const code = await command(args, undefined, {
    say: (line) => void said.push(line),
    complain: (line) => void complained.push(line),
  });
  return { code, said: said.join('\n'), complained: complained.join('\n') };
}

const preparedFolder = preparedFolders();

test('a draft is begun, changed, checked, tried and handed in at a district that runs', {
  timeout: 60_000,
}, async () => {
  const { district } = await startTestDistrict({ kind: 'pglite', folder: preparedFolder() });
  onTestFinished(() => district.close());
  const folder = temporaryFolder();
  const fileOf = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const place = ['--url', district.url, '--token-file', fileOf('token', district.officeToken)];
  const ask = (...args: string[]) => run(catalogue, ...args, ...place);

  expect(await ask('draft')).toMatchObject({ code: 1, complained: expect.stringContaining('没有草稿') });
  expect(await ask('begin')).toMatchObject({ code: 0, said: expect.stringContaining('officers add') });
  const out = join(folder, 'draft.json');
  const { payload, version } = JSON.parse((await ask('draft', '--json', '--out', out)).said);
  expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual({ payload });
  const changed = { ...payload, hotline: '020-11112222' };
  expect((await ask('save', fileOf('bad.json', '{"payload":{"format":1}}'))).code).toBe(1);
  expect((await ask('save', fileOf('next.json', JSON.stringify({ payload: changed })))).code).toBe(0);
  const notice =
    '国办发明电〔2026〕9号 关于2027年部分节假日安排的通知\n一、元旦：1月1日（周五）至3日（周日）放假，共3天。';
  const wrong = await ask('holidays', fileOf('wrong.txt', notice.replace('周五', '周四')));
  expect(wrong).toMatchObject({ code: 1, complained: expect.stringContaining('other-weekday') });
  expect((await ask('holidays', fileOf('notice.txt', notice))).code).toBe(0);
  expect((await ask('diff', '--language', 'zh')).said).toContain('2027 年放假安排');
  const days = ['--from', '2027-02-05', '--until', '2027-02-08', '--reason', '春节闭馆'];
  expect((await ask('closed', '--site', 'xijiao-pool', ...days)).code).toBe(0);
  expect(await ask('closed', '--site', 'no-pool', ...days)).toMatchObject({
    code: 1,
    complained: expect.stringContaining('没有这个服务点'),
  });
  expect((await ask('diff', '--language', 'zh')).said).toContain(
    '西郊游泳场：开放时间 未录入 → 周一至周日 00:00–24:00；2027-02-05–2027-02-08 春节闭馆：不开放',
  );
  expect((await ask('check')).said).toContain('0 errors');
  const asked = ['--site', 'xijiao-pool', '--item', 'outdoor-ticket', '--start', '2027-01-05T15:00'];
  expect((await ask('quote', ...asked)).said).toContain('25.00');
  expect((await ask('submit')).code).toBe(0);
  // The token of the run is no officer's.
  expect((await ask('approve')).code).toBe(1);
  expect((await ask('return', '--comment', '电话不对')).code).toBe(0);
  expect((await ask('drop')).code).toBe(0);
  const signed = fileOf('signed.json', developmentCatalogueSigner({ ...changed, validFrom: '2099-01-01' }));
  expect((await ask('publish', signed)).code).toBe(0);
  const reason = ['--reason', '价格有误'];
  expect((await ask('withdraw', String(version), ...reason)).code).toBe(0);
  expect((await ask('withdraw', String(version), ...reason)).code).toBe(1);
  expect((await ask('list')).said).toContain('价格有误');
});

test('a draft is begun in stored data under the name of an officer', { timeout: 60_000 }, async () => {
  const data = ['--demo', '--data', preparedFolder()];
  expect(await run(catalogue, 'begin', ...data)).toMatchObject({
    code: 2,
    complained: expect.stringContaining('--officer'),
  });
  expect((await run(catalogue, 'begin', '--officer', '李明', ...data)).code).toBe(0);
  const { said } = await run(catalogue, 'draft', '--json', '--officer', '李明', ...data);
  expect(JSON.parse(said)).toMatchObject({ authors: ['李明'], state: 'editing' });
});
