import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readKeyFolder } from '../../src/cli/keys/key-folder.ts';
import { fingerprintOf } from '../../src/domain/trust/signing-key.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Command, runCommand } from '../support/command.ts';
import { freePort } from '../support/free-port.ts';
import { sharedTemporaryFolder } from '../support/temporary-folder.ts';
import { isReady, openDeskPage, press, wedge } from './support/desk-page.ts';

/** From an empty folder to a desk, with keys of one's own and every part in a process of its own. */
const PASSPHRASE = 'correct horse battery';
const SITE = 'xijiao-pool';

const shared = sharedTemporaryFolder();
const keys = () => join(shared(), 'keys');
const roots = () => join(keys(), 'district', 'roots.json');
let browser: Browser;
const running: Command[] = [];

beforeAll(async () => {
  browser = await launchBrowser({});
});
afterAll(async () => {
  await browser.close();
  for (const command of running) await command.end('SIGKILL');
});

function cli(name: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`src/cli/${name}.ts`, ...args], {
    input: `${PASSPHRASE}\n`,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${name} ${args.join(' ')}: ${status}\n${stderr}`);
  return stdout;
}

function start(name: string, ...args: string[]): Command {
  const command = runCommand(name, args);
  running.push(command);
  return command;
}

/** A district with keys of its own; the passphrase is the first line of its standard input. */
async function district(
  port: number,
): Promise<{ readonly command: Command; readonly url: string; readonly code: string }> {
  const folder = join(shared(), 'district-data');
  const at = ['--json', '--port', String(port), '--data', folder, '--keys', join(keys(), 'district')];
  at.push('--site', SITE, '--site', 'liwan-library');
  const command = start('district', ...at);
  command.child.stdin?.write(`${PASSPHRASE}\n`);
  const [line] = await command.line(/^\{.*"code".*\}$/);
  return { command, ...JSON.parse(line) };
}

async function kiosk(
  name: string,
  ...args: string[]
): Promise<{ readonly command: Command; readonly address: string }> {
  const port = String(await freePort());
  const command = start('start', '--no-open', '--data', join(shared(), name), '--port', port, ...args);
  const [address = ''] = await command.line(/http:\S+token=\S+/);
  return { command, address };
}

/** What the desk makes of a signed text: the tone of its verdict. */
async function verdictOn(page: Page, qr: string): Promise<string | null> {
  await wedge(page, qr, 'Enter');
  const shown = page.locator('[data-verdict], [data-rejection]').first();
  await shown.waitFor();
  const verdict = (await shown.getAttribute('data-verdict')) ?? (await shown.getAttribute('data-rejection'));
  await press(page, 'Escape');
  await isReady(page);
  return verdict;
}

test('keys init, a signed catalogue, a district, a kiosk with these roots, a signed card, and its key withdrawn', async () => {
  cli('keys', 'init', keys());
  const catalogue = join(keys(), 'district', 'catalogue.json');
  cli(
    'catalogue',
    'sign',
    'resources/catalogue.json',
    '--key',
    join(keys(), 'office', 'catalogue-1.key.json'),
    '--out',
    catalogue,
  );
  const port = await freePort();
  const first = await district(port);
  // The list and the catalogue lie beside these roots; this kiosk must have them from its district alone.
  const alone = join(shared(), 'roots-alone.json');
  cli('keys', 'roots', keys(), '--out', alone);
  const { address } = await kiosk('kiosk', '--district', first.url, '--roots', alone);
  const { page } = await openDeskPage(browser, address);

  await page.locator('[data-screen="enrol"]').waitFor();
  const [root] = readKeyFolder(keys()).roots.keys;
  await expect
    .poll(() => page.locator('[data-roots]').textContent())
    .toContain(fingerprintOf(root?.publicKeyHex ?? ''));
  expect(await page.locator('[data-demo-mark]').count()).toBe(0);
  await page.locator('#enrol-code').fill(first.code);
  await press(page, 'Enter');
  // The first set-up lies over the choice of the site, and asks for the site as well.
  await page.getByRole('dialog').getByRole('button', { name: '西郊游泳场' }).click();
  await isReady(page);
  await page.locator('[data-setup="site"]').waitFor();
  await press(page, 'Escape');
  expect(await page.locator('[data-screen="idle"]').textContent()).toContain('露天池');

  const card = cli('card', 'issue', '--key', join(keys(), 'office', 'card-1.key.json'));
  const { qr } = JSON.parse(card);
  expect(await verdictOn(page, qr)).toBe('ask');

  cli('keys', 'withdraw', keys(), 'card-1');
  first.command.child.stdin?.end();
  await first.command.end('SIGTERM');
  await district(port);
  await expect.poll(() => verdictOn(page, qr), { timeout: 120_000, interval: 2_000 }).not.toBe('ask');
}, 400_000);

test('a kiosk with these roots takes nothing that the development root has signed, and says so', async () => {
  const demo = start('district', '--json', '--demo', '--port', '0', '--data', join(shared(), 'demo-data'));
  const [line] = await demo.line(/^\{.*"code".*\}$/);
  const { url, code } = JSON.parse(line);
  const codeFile = join(shared(), 'demo-code');
  writeFileSync(codeFile, code);
  const { address } = await kiosk(
    'deceived',
    '--district',
    url,
    '--code-file',
    codeFile,
    '--roots',
    roots(),
    '--site',
    SITE,
  );
  const { page } = await openDeskPage(browser, address);
  // What came with its own roots stays in force.
  await page.locator('[data-screen="not-ready"], [data-screen="idle"]').first().waitFor();
  await page.getByText('验证不通过').first().waitFor();
  const bare = join(shared(), 'roots-alone.json');
  const other = await kiosk('bare', '--district', url, '--roots', bare);
  const { page: empty } = await openDeskPage(browser, other.address);
  demo.child.stdin?.write('\n');
  const [, second = ''] = await demo.nextLine(/^\{"code":"(\d{8})"\}$/);
  await empty.locator('#enrol-code').fill(second);
  await press(empty, 'Enter');
  await empty.getByText('区平台的签名不是本机信任的').waitFor();
}, 400_000);

test('a demo says so on every screen, and shows its public root', async () => {
  const { address } = await kiosk('demo', '--district', 'http://127.0.0.1:9');
  const { page } = await openDeskPage(browser, address);
  await page.locator('[data-screen="enrol"]').waitFor();
  expect(await page.locator('[data-demo-mark]').textContent()).toContain('演示');
  expect(await page.locator('[data-roots]').textContent()).toContain('development');
}, 120_000);
