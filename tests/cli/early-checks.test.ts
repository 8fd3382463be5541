import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  foreignData,
  refusedDistrict,
  takenPort,
  unheardDistrict,
  unknownDesk,
  unusableFolder,
} from '../../src/cli/start/early-checks.ts';
import { lateWords, readStartOptions, type StartOptions } from '../../src/cli/start/options.ts';
import { claimProfile } from '../../src/host/profile/profile-claim.ts';
import { runCommand } from '../support/command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function optionsOf(...args: string[]): StartOptions {
  const read = readStartOptions(args);
  if (read.kind !== 'start') throw new Error(read.kind);
  return read.options;
}

function wrongIn(...args: string[]): string | null {
  const read = readStartOptions(args);
  return read.kind === 'wrong' ? read.message : null;
}

/** Answers `/district/v1/health` as a district does, `/407` with that status, hangs at `/silent`, and knows nothing else. */
const server = createServer((request, response) => {
  if (request.url?.startsWith('/silent') === true) return;
  const told = /^\/(\d{3})\//.exec(request.url ?? '')?.[1];
  if (told !== undefined) return void response.writeHead(Number(told)).end('<html>');
  const isHealth = request.url === '/district/v1/health';
  response.writeHead(isHealth ? 200 : 404, { 'content-type': 'application/json' });
  response.end(isHealth ? '{"status":"ok"}' : '<html>');
});
let url = '';
let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
  url = `http://127.0.0.1:${port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('arguments of npm start', () => {
  test.each([
    ['--port', 'abc'],
    ['--port', ''],
    ['--port', '65536'],
    ['--port', '-1'],
    ['--port', '0x10'],
    ['--port', '1e3'],
    ['--district', '127.0.0.1:4700'],
    ['--district', 'ftp://district'],
  ])('%s %j is told in one line', (name, value) => {
    expect(wrongIn(`${name}=${value}`)).toMatch(new RegExp(`^${name} ${value}.*[a-z]{4}$`));
  });

  test.each([
    [['--ca', 'authority.pem'], /--ca and --allow-http need --district/],
    [['--allow-http'], /--ca and --allow-http need --district/],
    [['--roots', 'roots.json'], /--roots needs --district/],
  ])('%j without a district is told', (args, words) => {
    expect(wrongIn(...args)).toMatch(words);
  });

  test('settle for a district what a technician gives', () => {
    const district = ['--district', 'https://district.example'];
    const nothing = { authorityFile: null, allowsHttp: false, rootsFile: null };
    expect(optionsOf(...district)).toMatchObject(nothing);
    expect(optionsOf(...district, '--ca', 'a.pem')).toMatchObject({ ...nothing, authorityFile: 'a.pem' });
    expect(optionsOf(...district, '--allow-http')).toMatchObject({ ...nothing, allowsHttp: true });
    expect(optionsOf(...district, '--roots', 'roots.json')).toMatchObject({
      ...nothing,
      rootsFile: 'roots.json',
    });
  });

  test('are taken as people type them', () => {
    expect(
      optionsOf(
        '--site',
        'ｘｉｊｉａｏ－ｐｏｏｌ',
        '--port',
        '４７１０',
        '--district',
        'HTTP://127.0.0.1:4700/',
      ),
    ).toMatchObject({
      siteId: 'xijiao-pool',
      port: 4710,
      districtUrl: 'http://127.0.0.1:4700',
    });
  });
});

describe('before anything is started', () => {
  test('a desk that the demo has not is told with those that it has', () => {
    expect(unknownDesk(optionsOf('--site', 'moon'))).toMatch(/no desk moon[\s\S]*xijiao-pool/);
    expect(unknownDesk(optionsOf('--site', 'constructor'))).toMatch(/no desk constructor/);
    expect(unknownDesk(optionsOf('--site', 'xijiao-pool', '--port', '0'))).toBeNull();
    expect(unknownDesk(optionsOf('--site', 'moon', '--district', url))).toBeNull();
    expect(unknownDesk(optionsOf())).toBeNull();
  });

  test('it is told while a kiosk runs too, which would only say that --site came too late', () => {
    const folder = temporaryFolder();
    const profile = join(folder, 'kiosk');
    mkdirSync(profile);
    const claim = claimProfile(profile);
    if (claim.kind !== 'claimed') throw new Error(claim.kind);
    try {
      const start = (site: string) =>
        spawnSync(process.execPath, ['src/cli/start.ts', '--no-open', '--data', folder, '--site', site], {
          encoding: 'utf8',
        });
      const { status, stderr, stdout } = start('nonsense');
      expect([status, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(/没有这个台：nonsense[\s\S]*no desk nonsense[\s\S]*xijiao-pool/);
      expect(start('xijiao-pool').stderr).toContain('This kiosk is already open');
    } finally {
      claim.release();
    }
  });

  test('a port that is taken is told', async () => {
    expect(await takenPort(port)).toMatch(/^端口 .*is taken; use --port\.$/);
    expect(await takenPort(0)).toBeNull();
  });

  test('a data folder that is a file, lies in one, or may not be written is told', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(unusableFolder(file)).toMatch(/^数据文件夹不能用 .*已经有这个名字.*name is taken/);
    expect(unusableFolder(join(file, 'data'))).toMatch(/^数据文件夹不能用 .*不是文件夹.*no folder/);
    expect(unusableFolder(join(folder, 'new', 'data'))).toBeNull();
  });

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'a data folder without the right to write is told (root has every right)',
    () => {
      const folder = temporaryFolder();
      chmodSync(folder, 0o500);
      expect(unusableFolder(folder)).toMatch(/没有权限/);
    },
  );
});

describe('the address of a district', () => {
  test('that answers is good', async () => {
    expect(await unheardDistrict(`${url}/district`, null)).toBeNull();
  });

  test.each(['/elsewhere', ''])('with another server behind it (%j) is told', async (path) => {
    expect(await unheardDistrict(`${url}${path}`, null)).toMatch(/no district \(HTTP 404\)/);
  });

  test.each([
    ['/407', /代理要求登录.*proxy wants a login/],
    ['/400', /加密连接.*encrypted connection/],
    ['/502', /HTTP 502/],
  ])('that answers %s is told as what it is', async (path, words) => {
    expect(await unheardDistrict(`${url}${path}`, null)).toMatch(words);
  });

  test.each([
    ['http://127.0.0.1:1', 'ECONNREFUSED'],
    ['http://127.0.0.1:6000', 'ECONNREFUSED'],
    ['https://nowhere.invalid', 'ENOTFOUND|EAI_AGAIN'],
    ['https://clerk:secret@127.0.0.1:1', 'not asked'],
  ])('%s, where nobody is, is told (%s), without its password', async (address, reason) => {
    const told = await unheardDistrict(address, null);
    expect(told).toMatch(new RegExp(`No district answers there \\((${reason})\\): .*\\. The kiosk opens`));
    expect(told).not.toContain('secret');
  });

  test('without TLS on another machine is told, unless an earlier start may have allowed it', async () => {
    const [address, origin] = ['http://10.0.0.9:4700', 'http://10.0.0.9:4700'];
    const lineTrust = { format: 1 as const, origin, authorityPem: null, allowsHttp: false };
    expect(await unheardDistrict(address, lineTrust)).toMatch(/没有加密.*not encrypted/);
    expect(await unheardDistrict(address, null)).toBeNull();
  });

  test('without TLS on another machine is refused in the words of the form, until it is allowed', () => {
    const dataFolder = temporaryFolder();
    const asked = (districtUrl: string, ...more: string[]) =>
      refusedDistrict(optionsOf('--data', dataFolder, '--district', districtUrl, ...more), null);
    const plain = 'http://10.0.0.9:4700';
    expect(asked(plain)).toMatch(
      /没有加密.*请技术员改用 https:.*--allow-http。\n.*not encrypted.*--allow-http/s,
    );
    expect(asked('http://district.example')).toMatch(/没有加密/);
    for (const good of [
      'https://10.0.0.9',
      'http://127.0.0.1:4700',
      'http://localhost:1',
      'http://[::1]:1',
    ]) {
      expect(asked(good)).toBeNull();
    }
    const credentials = asked('https://clerk:secret@district.example');
    expect(credentials).toMatch(/不能写用户名和密码.*user name or password/s);
    expect(credentials).not.toContain('secret');
    const allowed = { format: 1, origin: plain, authorityPem: null, allowsHttp: true } as const;
    expect(refusedDistrict({ districtUrl: plain, dataFolder }, allowed)).toBeNull();
    // A technician has allowed it at an earlier start, for this address and no other one.
    mkdirSync(join(dataFolder, 'kiosk'));
    writeFileSync(join(dataFolder, 'kiosk', 'district-line.json'), JSON.stringify(allowed));
    expect(asked(plain)).toBeNull();
    expect(asked('http://10.0.0.8:4700')).toMatch(/没有加密/);
  });

  test('that may not be asked ends npm start before anything is built', async () => {
    const command = runCommand('start', [
      ...['--no-open', '--data', temporaryFolder(), '--district', 'http://10.0.0.9:4700'],
    ]);
    const code = await new Promise((resolve) => command.child.once('close', resolve));
    expect(code).toBe(1);
    expect(command.output()).toMatch(/^--district http:\/\/10\.0\.0\.9:4700.*没有加密/);
  });

  test('that never answers is told after three seconds', async () => {
    expect(await unheardDistrict(`${url}/silent`, null)).toMatch(/没有回应.*does not answer/);
  });
});

describe('a kiosk that is open already', () => {
  test('says which options it was not given, since a technician would believe them settled', () => {
    const settled = [
      '--district',
      'https://district.example',
      '--ca',
      'authority.pem',
      '--site',
      'xijiao-pool',
    ];
    expect(lateWords(optionsOf('--no-open', ...settled))).toMatch(/^--site --district --ca 只在启动时有效/);
    expect(lateWords(optionsOf('--district', 'http://10.0.0.9:4700', '--allow-http', '--port', '0'))).toMatch(
      /^--port --district --allow-http /,
    );
    expect(lateWords(optionsOf('--new-profile', '--electron'))).toMatch(/^--electron --new-profile /);
    const code = join(temporaryFolder(), 'code');
    writeFileSync(code, '12345678\n');
    const enrolling = [
      '--district',
      'https://district.example',
      '--code-file',
      code,
      '--roots',
      'roots.json',
    ];
    expect(lateWords(optionsOf(...enrolling))).toMatch(/^--district --code-file --roots /);
  });

  test('says nothing where only its window is asked for', () => {
    expect(lateWords(optionsOf())).toBeNull();
    expect(lateWords(optionsOf('--no-open', '--browser', '--data', 'elsewhere'))).toBeNull();
  });
});

test('a demo takes no kiosk of another district over, and goes on with its own', () => {
  const folder = temporaryFolder();
  const profile = join(folder, 'kiosk');
  expect(foreignData(folder, [profile])).toBeNull();
  mkdirSync(profile);
  expect(foreignData(folder, [profile])).toBeNull();
  writeFileSync(join(profile, 'enrolment.sealed'), '');
  expect(foreignData(folder, [profile])).toMatch(/--district.*\n.*--district/);
  mkdirSync(join(folder, 'district'));
  expect(foreignData(folder, [profile])).toBeNull();
});
