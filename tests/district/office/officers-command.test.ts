import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { audit } from '../../../src/cli/district/audit.ts';
import { officers } from '../../../src/cli/district/officers.ts';
import { sessions } from '../../../src/cli/district/sessions.ts';
import { auditChain } from '../../../src/district/office/audit.ts';
import { AuditRow, type OfficerView, type SessionView } from '../../../src/protocol/wire-office.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { preparedFolders } from '../prepared-folder.ts';
import { startTestDistrict } from '../test-district.ts';

type Run = (args: readonly string[], url: string | undefined, output: Output) => Promise<0 | 1 | 2>;
interface Output {
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
}

async function run(command: Run, ...args: string[]) {
  const said: string[] = [];
  const complained: string[] = [];
  const output = {
    say: (line: string) => void said.push(line),
    complain: (line: string) => void complained.push(line),
  };
  const code = await command(args, undefined, output);
  return { code, said: said.join('\n'), complained: complained.join('\n') };
}

function fileOf(text: string): string {
  const file = join(temporaryFolder(), 'token');
  writeFileSync(file, text);
  return file;
}

const linesOf = <T>(said: string): readonly T[] => said.split('\n').map((line) => JSON.parse(line) as T);

describe('officers, sessions and the log on the command line', { timeout: 60_000 }, () => {
  const preparedFolder = preparedFolders();

  /** The same for data that nobody has open, and for a district that runs. */
  async function playsThrough(place: readonly string[]): Promise<void> {
    const added = await run(officers, 'add', '李', '--role', 'officer', '--json', ...place);
    expect(added.code).toBe(0);
    const { officer, oneTimePassword } = JSON.parse(added.said);
    expect(officer).toMatchObject({ name: '李', role: 'officer', siteIds: null, mustChangePassword: true });
    expect(oneTimePassword).toMatch(/^(\w{5}-){2}\w{5}$/);
    expect((await run(officers, 'add', '李', '--role', 'officer', ...place)).complained).toContain(
      '已有这个名字',
    );
    expect((await run(officers, 'add', '王', '--role', 'venue-manager', ...place)).complained).toContain(
      '场馆',
    );
    const manager = ['--role', 'venue-manager', '--site', 'xijiao-pool'];
    expect((await run(officers, 'set', '李', ...manager, ...place)).said).toContain('xijiao-pool');
    expect((await run(officers, 'set', '李', '--role', 'finance', ...place)).said).toContain('财务 finance');
    expect((await run(officers, 'lock', '李', ...place)).said).toContain('已停用 locked');
    expect((await run(officers, 'lock', '李', '--unlock', ...place)).said).not.toContain('locked');
    expect((await run(officers, 'reset', '李', ...place)).said).toMatch(/one-time password: \w/);
    expect(await run(officers, 'reset', '谁', ...place)).toMatchObject({ code: 1, said: '' });
    const token = await run(
      officers,
      'token',
      '--name',
      '报表',
      '--role',
      'finance',
      '--days',
      '3',
      ...place,
    );
    expect(token.said).toMatch(/^[\w-]{43}$/);
    expect(token.complained).toContain('shown once');
    const listed = await run(officers, 'list', ...place);
    expect(listed.said).toContain('李  财务 finance  须改密码');
    expect(listed.said).toContain('令牌 token  报表  财务 finance');
    expect(listed.said).not.toContain(token.said);
    expect((await run(officers, 'token', '--name', '报表', '--end', ...place)).code).toBe(0);
    expect((await run(officers, 'token', '--name', '报表', '--end', ...place)).code).toBe(1);
    expect((await run(sessions, 'list', ...place)).said).toContain('nobody is signed in');
    expect((await run(sessions, 'end', crypto.randomUUID(), ...place)).code).toBe(1);
    const rows = linesOf((await run(audit, 'export', ...place)).said).map((row) => AuditRow.parse(row));
    expect(rows.length).toBeGreaterThan(5);
    const check = auditChain();
    expect(rows.map(check).filter((fault) => fault !== null)).toEqual([]);
    expect((await run(audit, 'export', '--to', '2020-01-01', ...place)).said).toBe('');
    const newest = await run(audit, 'list', '--limit', '3', '--json', ...place);
    const latest = linesOf<AuditRow>(newest.said).map(({ seq }) => seq);
    expect(latest).toEqual([...latest].sort((one, other) => other - one));
    expect(latest).toHaveLength(3);
    const last = rows.at(-1);
    expect(latest[0]).toBeGreaterThanOrEqual(last?.seq ?? 0);
    const own = await run(audit, 'list', '--officer', last?.officer ?? '', ...place);
    expect(own.said.split('\n').every((line) => line.includes(`  ${last?.officer}  `))).toBe(true);
    expect((await run(audit, 'list', '--officer', '谁', ...place)).said).toBe('');
    expect((await run(audit, 'export', '--officer', '李', ...place)).complained).toContain('whole chain');
  }

  test('work on the data of a district that is stopped', async () => {
    await playsThrough(['--data', preparedFolder()]);
  });

  test('work at a district that runs, with an access token from a file or the environment', async () => {
    const { district } = await startTestDistrict({ kind: 'pglite', folder: preparedFolder() });
    onTestFinished(() => district.close());
    await playsThrough(['--url', district.url, '--token-file', fileOf(district.officeToken)]);
    vi.stubEnv('OFFICE_TOKEN', district.officeToken);
    onTestFinished(() => void vi.unstubAllEnvs());
    expect((await run(officers, 'list', '--url', district.url)).code).toBe(0);
    vi.stubEnv('OFFICE_TOKEN', '');
    expect((await run(officers, 'list', '--url', district.url)).complained).toContain('OFFICE_TOKEN');
  });

  test('lead the first administrator in: by the link of the start, or of officers first', async () => {
    const folder = preparedFolder();
    const told = await run(officers, 'first', '--data', folder);
    const [, token = ''] = /DISTRICT-URL\/office#first=([\w-]{43})/.exec(told.said) ?? [];
    // Made by the machine's clock, and a day old at most.
    const test = await startTestDistrict({ kind: 'pglite', folder });
    test.now = Date.now();
    const { district } = test;
    expect(await district.createFirstLink()).toMatch(`${district.url}/office#first=`);
    const headers = { 'x-office': '1', origin: district.url, 'content-type': 'application/json' };
    const body = JSON.stringify({ token, name: '首任', password: 'Correct-horse-7' });
    const answer = await fetch(`${district.url}/v1/office/first`, { method: 'POST', headers, body });
    expect(answer.status).toBe(200);
    expect(await district.createFirstLink()).toBeNull();
    const place = ['--url', district.url, '--token-file', fileOf(await district.createRunToken())];
    const [session] = linesOf<SessionView>((await run(sessions, 'list', '--json', ...place)).said);
    expect(session).toMatchObject({ officer: '首任', source: '127.0.0.1' });
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    const asks = async () =>
      (await fetch(`${district.url}/v1/office/session`, { headers: { cookie } })).status;
    expect(await asks()).toBe(200);
    expect((await run(sessions, 'end', session?.sessionId ?? '', ...place)).code).toBe(0);
    expect(await asks()).toBe(401);
    // The one who is left keeps the role.
    expect((await run(officers, 'lock', '首任', ...place)).complained).toContain(
      'at least one administrator',
    );
    const [first] = linesOf<{ officer: OfficerView }>((await run(officers, 'list', '--json', ...place)).said);
    expect(first?.officer).toMatchObject({ name: '首任', isLocked: false });
    await district.close();
    expect((await run(officers, 'first', '--data', folder)).code).toBe(1);
  });

  test.each([
    [officers, []],
    [officers, ['add']],
    [officers, ['add', '李']],
    [officers, ['add', 'a:b', '--role', 'officer']],
    [officers, ['set', '李']],
    [officers, ['token', '--role', 'officer']],
    [officers, ['token', '--name', 'x', '--role', 'officer', '--days', '0']],
    [officers, ['first', '--url', 'http://127.0.0.1:1']],
    [sessions, ['end', 'x']],
    [audit, []],
    [audit, ['export', '--from', 'yesterday']],
    [officers, ['list', '--token', 'x']],
  ] as const)('explain themselves to %s %j', async (command, args) => {
    const answer = await run(command, ...args);
    expect(answer).toMatchObject({ code: 2, said: '' });
    expect(answer.complained).not.toBe('');
  });
});
