import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openAppWindow } from '../../src/cli/start/app-window.ts';
import { findBrowser } from '../../src/cli/start/browser.ts';
import { buildApp, PROJECT_FOLDER } from '../../src/cli/start/build-app.ts';
import { startLoopback } from '../../src/host/loopback/loopback-server.ts';
import type { Host } from '../../src/host-api/host-api.ts';
import { launchBrowser } from '../support/browser.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const NOBODY = 65_534;
const WAIT = { timeout: 60_000, interval: 100 };

/** The real app over a real host that has no district, and what its page has asked for. */
async function servedKiosk() {
  const fault = await buildApp(() => {});
  if (fault !== null) throw new Error(fault);
  const real = await startedHost(hostOptions());
  const asked: string[] = [];
  const host: Host = {
    call: (method, input) => {
      asked.push(method);
      return real.call(method, input);
    },
  };
  const rendererFolder = join(PROJECT_FOLDER, 'out', 'renderer');
  const loopback = await startLoopback({ host, rendererFolder, port: 0 });
  if (loopback.kind !== 'listening') throw new Error(loopback.kind);
  onTestFinished(() => loopback.close());
  return { loopback, asked };
}

test.each([
  ['the rest of its scripts', '**/assets/window*.js'],
  ['the answer to its token', '**/session'],
])('a window without %s says so in both languages, and Enter loads it again', async (_name, missing) => {
  const { loopback } = await servedKiosk();
  const browser = await launchBrowser({});
  onTestFinished(() => browser.close());
  const page = await (await browser.newContext()).newPage();
  await page.route(missing, (route) => route.abort());
  await page.goto(loopback.url);
  const told = page.locator('[data-screen="nothing-loaded"]');
  await told.waitFor(WAIT);
  expect(await told.innerText()).toMatch(/本机程序没有响应[\s\S]*Open again/);
  await page.unroute(missing);
  await page.keyboard.press('Enter');
  // The token of the address may be spent: then the page says that instead.
  await page.locator('[data-screen="enrol"], [data-screen="no-session"]').waitFor(WAIT);
});

test('a window that cannot load the English words stays in Chinese and says so in both languages', async () => {
  const { loopback, asked } = await servedKiosk();
  const browser = await launchBrowser({});
  onTestFinished(() => browser.close());
  const page = await (await browser.newContext()).newPage();
  await page.route('**/assets/english*.js', (route) => route.abort());
  await page.goto(loopback.url);
  await page.locator('[data-screen="enrol"]').waitFor(WAIT);
  const before = await page.locator('[data-screen="enrol"]').innerText();
  await page.getByRole('button', { name: 'English' }).click();
  const note = page.locator('[data-language-trouble]');
  await note.waitFor(WAIT);
  expect(await note.innerText()).toMatch(/画面仍是中文[\s\S]*stays in Chinese/);
  expect(await page.locator('[data-screen="enrol"]').innerText()).toBe(before);
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  expect(asked).not.toContain('settings.write');
  await page.unroute('**/assets/english*.js');
  await page.reload();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: 'F1 Help' }).waitFor(WAIT);
  await expect.poll(() => asked).toContain('settings.write');
});

test('the session goes to no other server of this machine, and stays in its tab over a reload', async () => {
  const { loopback } = await servedKiosk();
  const heard: string[] = [];
  const other = createServer((request, response) => {
    heard.push(JSON.stringify(request.rawHeaders));
    response.setHeader('content-type', 'text/html').end('<title>other</title>');
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const browser = await launchBrowser({});
  onTestFinished(() => browser.close());
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(loopback.url);
  await page.locator('[data-screen="enrol"]').waitFor(WAIT);
  expect(page.url()).toBe(`${loopback.origin}/`);
  await page.reload();
  await page.locator('[data-screen="enrol"]').waitFor(WAIT);
  const session = await page.evaluate(() => Object.values({ ...sessionStorage }).join());
  expect(session).toMatch(/^[\w-]{43}$/);
  expect(await context.cookies()).toEqual([]);
  await page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
  expect(await page.evaluate(() => ({ ...sessionStorage }))).toEqual({});
  expect(heard.length).toBeGreaterThan(0);
  for (const headers of heard) expect(headers).not.toMatch(new RegExp(`cookie|${session}`, 'i'));

  const stranger = await context.newPage();
  await stranger.goto(loopback.origin);
  await stranger.locator('[data-screen="no-session"]').waitFor(WAIT);
  // Another one-time address in the same tab changes nothing but what is behind the #.
  await stranger.goto(loopback.issueUrl());
  await stranger.locator('[data-screen="enrol"]').waitFor(WAIT);
});

/**
 * What another user of the machine sees: the command lines of all processes, and the files of the folder that they can
 * read.
 */
const LOOK = `
const { readdirSync, readFileSync } = require('node:fs');
const read = (path) => { try { return readFileSync(path, 'latin1'); } catch { return ''; } };
const list = (path) => { try { return readdirSync(path); } catch { return []; } };
const lines = list('/proc').filter((name) => /^[0-9]+$/.test(name)).map((pid) => read('/proc/' + pid + '/cmdline'));
const files = list(process.argv[1]).map((name) => read(process.argv[1] + '/' + name));
process.stdout.write(JSON.stringify({ seen: lines.length, text: [...lines, ...files].join('\\n') }));
`;

test.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
  'another user of the machine reads the one-time address nowhere while the window opens',
  async () => {
    const { loopback, asked } = await servedKiosk();
    const folder = temporaryFolder();
    // As open as a careless umask leaves it: the file itself has to be private.
    chmodSync(folder, 0o755);
    const url = loopback.issueUrl();
    const token = new URL(url).hash;
    const browser = join(folder, 'headless-browser');
    writeFileSync(browser, `#!/bin/sh\nexec "${findBrowser()}" --headless=new --disable-gpu "$@"\n`, {
      mode: 0o755,
    });
    const profileFolder = join(folder, 'profile');
    const stopping = new AbortController();
    const ended = openAppWindow({ browser, url, profileFolder }, stopping.signal);
    const views: string[] = [];
    const look = () => {
      chmodSync(profileFolder, 0o755);
      const seen = spawnSync(process.execPath, ['-e', LOOK, profileFolder], {
        uid: NOBODY,
        gid: NOBODY,
        encoding: 'utf8',
        cwd: '/',
      });
      const view = JSON.parse(seen.stdout) as { seen: number; text: string };
      expect(view.seen).toBeGreaterThan(1);
      views.push(view.text);
      return asked.includes('kiosk.info');
    };
    await expect.poll(look, WAIT).toBe(true);
    stopping.abort();
    await ended;
    expect(views.length).toBeGreaterThan(0);
    expect(views.some((text) => text.includes('headless=new'))).toBe(true);
    for (const text of views) expect(text).not.toContain(token.slice('#token='.length));
    expect(readdirSync(profileFolder).filter((name) => name.startsWith('open-'))).toEqual([]);
    expect(existsSync(profileFolder)).toBe(true);
  },
);

test('a window in another browser takes the kiosk over: two would sell the same court', async () => {
  const { loopback } = await servedKiosk();
  const browser = await launchBrowser({});
  onTestFinished(() => browser.close());
  const first = await (await browser.newContext()).newPage();
  await first.goto(loopback.url);
  await first.locator('[data-screen="enrol"]').waitFor(WAIT);
  const second = await (await browser.newContext()).newPage();
  await second.goto(loopback.issueUrl());
  await second.locator('[data-screen="enrol"]').waitFor(WAIT);
  // The next question to the host of whoever is at the first one.
  await first.getByText('English').first().click();
  await first.locator('[data-screen="no-session"]').waitFor(WAIT);
  await second.locator('[data-screen="enrol"]').waitFor(WAIT);
});
