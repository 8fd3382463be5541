import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type Command, runCommand } from '../support/command.ts';
import { freePort } from '../support/free-port.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { isReady, openDeskPage, press, sell } from './support/desk-page.ts';

interface Newcomer {
  readonly start: Command;
  readonly address: string;
  readonly districtUrl: string;
}

/** The one process that a command has started. */
function childOf({ child: { pid } }: Command): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'));
}

/** `npm start -- --no-open` as a newcomer types it, but for the place of its data. */
async function startAsNewcomer(folder: string, port: number, site: string): Promise<Newcomer> {
  const start = runCommand('start', ['--no-open', '--data', folder, '--port', String(port), '--site', site]);
  const [, districtUrl = ''] = await start.line(/District: (\S+)/);
  const [address = ''] = await start.line(/http:\S+token=\S+/);
  return { start, address, districtUrl };
}

test('npm start brings a district, an enrolled desk and cards to try; Ctrl-C ends it all; the next start finds the records', async () => {
  const folder = join(temporaryFolder(), 'data');
  const port = await freePort();
  const first = await startAsNewcomer(folder, port, 'xijiao-pool');
  const browser = await launchBrowser({});
  try {
    const { page, expectQuiet } = await openDeskPage(browser, first.address);
    await isReady(page);
    // The tray's cards go through the decoder like a camera's frames.
    await page.getByRole('button', { name: '单人' }).click();
    await page.getByText('孙*空').waitFor();
    await press(page, 'Escape');
    await page.getByRole('button', { name: '已挂失' }).click();
    await page.locator('[data-reason="lost"]').waitFor();
    await press(page, 'Escape');
    await page.getByRole('button', { name: '两张' }).click();
    await page.locator('[data-rejection="two-cards"]').waitFor();
    await press(page, 'Escape');
    await page.getByRole('button', { name: '有配偶和两个孩子' }).click();
    expect(await sell(page, '2', 3)).toBe(1);
    await press(page, 'F6');
    await page.locator('[data-use="1"][data-state="delivered"]').waitFor();
    expectQuiet();
    // The office's token is in a file that its owner alone reads, and never in sight.
    const [, tokenFile = ''] = await first.start.line(/--token-file (\S+)/);
    expect(tokenFile).toBe(join(folder, 'office-token'));
    if (process.platform !== 'win32') expect(statSync(tokenFile).mode & 0o777).toBe(0o600);
    const token = readFileSync(tokenFile, 'utf8').trim();
    expect(first.start.output()).not.toContain(token);
    const discrepancies = await fetch(`${first.districtUrl}/v1/office/discrepancies?open=true`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(discrepancies.status).toBe(200);
    // A one-time address admits once.
    const late = await browser.newPage();
    await late.goto(first.address);
    await late.locator('[data-screen="no-session"]').waitFor();
    await late.close();
    await page.goto('about:blank');

    expect(await first.start.end('SIGINT')).toBe(0);
    await expect(fetch(`${first.districtUrl}/v1/health`)).rejects.toThrow();
    expect(existsSync(tokenFile)).toBe(false);

    const second = await startAsNewcomer(folder, port, 'xijiao-pool');
    await page.goto(second.address);
    await page.locator('[data-today="1"]').waitFor();
    await press(page, 'F6');
    await page.locator('[data-use="1"][data-state="delivered"]').waitFor();
    expect(await second.start.end('SIGINT')).toBe(0);
  } finally {
    await browser.close();
    await first.start.end('SIGKILL');
  }
});

test('npm start says which desks there are when it does not know one, and opens the kiosk that is open already', async () => {
  const folder = join(temporaryFolder(), 'data');
  const port = await freePort();
  const wrong = runCommand('start', [
    '--no-open',
    '--data',
    folder,
    '--port',
    String(port),
    '--site',
    'moon',
  ]);
  await expect(wrong.line(/token=/)).rejects.toThrow(/There is no desk moon[\s\S]*xijiao-pool/);
  const first = await startAsNewcomer(folder, port, 'xijiao-pool');
  const second = runCommand('start', [
    '--no-open',
    '--data',
    folder,
    '--port',
    '0',
    '--district',
    first.districtUrl,
  ]);
  // Whoever closed the browser comes back by the same command, whatever else it says.
  const [again = ''] = await second.line(/http:\S+token=\S+/);
  expect(new URL(again).origin).toBe(new URL(first.address).origin);
  expect(again).not.toBe(first.address);
  expect(second.output()).toContain('--port --district 只在启动时有效');
  const third = runCommand('start', ['--no-open', '--data', folder]);
  await third.line(/http:\S+token=\S+/);
  expect(third.output()).toMatch(/前台已经开着[\s\S]*already open/);
  expect(third.output()).not.toContain('demo district');
  const browser = await launchBrowser({});
  try {
    const { page } = await openDeskPage(browser, again);
    await isReady(page);
  } finally {
    await browser.close();
  }
  expect(await first.start.end('SIGTERM')).toBe(0);
});

test('npm start says in words why a data folder or its key file cannot be used', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'file');
  writeFileSync(file, 'not a folder');
  const nowhere = ['--no-open', '--port', '0', '--district', 'http://127.0.0.1:9'];
  const onFile = runCommand('start', [...nowhere, '--data', file]);
  await expect(onFile.line(/token=/)).rejects.toThrow();
  expect(onFile.output()).toMatch(/^数据文件夹不能用 .*已经有这个名字/m);
  expect(onFile.output()).not.toMatch(/\n\s+at /);

  writeFileSync(join(folder, 'kiosk.key'), 'short');
  const shortKey = runCommand('start', [...nowhere, '--data', folder]);
  await expect(shortKey.line(/token=/)).rejects.toThrow();
  expect(shortKey.output()).toMatch(/^数据文件夹不能用 .*kiosk\.key is not a key/m);
  expect(shortKey.output()).not.toMatch(/\n\s+at /);
});

test.runIf(process.platform === 'linux')(
  'Ctrl-C while the district is starting is no failure of the district',
  async () => {
    const folder = join(temporaryFolder(), 'data');
    const start = runCommand('start', ['--no-open', '--data', folder, '--port', '0']);
    await start.line(/Starting the demo district/);
    // A terminal sends it to the district too, which dies before it is ready.
    const ended = start.end('SIGINT');
    await start.line(/Stopping/);
    process.kill(childOf(start), 'SIGKILL');
    expect(await ended).toBe(0);
    expect(start.output()).not.toContain('did not start');
  },
);

test('npm start takes no code from the command line, and one from a file or standard input', async () => {
  const nowhere = ['--no-open', '--port', '0', '--district', 'http://127.0.0.1:9'];
  const open = runCommand('start', [...nowhere, '--data', temporaryFolder(), '--code', '12345678']);
  await expect(open.line(/token=/)).rejects.toThrow(/--code-file/);
  const file = join(temporaryFolder(), 'code');
  writeFileSync(file, '1234 567\n');
  const short = runCommand('start', [...nowhere, '--data', temporaryFolder(), '--code-file', file]);
  await expect(short.line(/token=/)).rejects.toThrow(/eight digits/);
});
