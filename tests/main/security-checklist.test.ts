import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { afterPack, FUSES } from '../../packaging.mjs';
import { SECURITY_HEADERS } from '../../src/host/content-security.ts';
import { BRIDGE_NAME, HOST_CHANNEL, type KioskHostBridge } from '../../src/host-api/bridge.ts';
import { hostApi } from '../../src/host-api/host-api.ts';
import { builderConfig } from '../support/builder-config.ts';
import { OWN_FRAME, resetElectron, told } from '../support/electron-double.ts';
import { fuseWire } from '../support/fuse-wire.ts';
import { type OpenedKiosk, openedKiosk } from '../support/opened-kiosk.ts';
import { rendererFolder } from '../support/opened-loopback.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

vi.mock('electron', () => import('../support/electron-double.ts'));

beforeEach(resetElectron);

const SOURCES = ['src/main', 'src/preload'].flatMap((folder) =>
  readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8')),
);

/** The checklist of https://www.electronjs.org/docs/latest/tutorial/security, in its own order and words. */
describe('Electron’s security checklist', () => {
  test('1. Only load secure content: the one page is our own, and every request to elsewhere is cancelled', async () => {
    const { window } = await openedKiosk();
    expect(window.url).toBe('app://kiosk/');
    const { urls, handler } = told.session.beforeRequest ?? { urls: [], handler: () => undefined };
    for (const scheme of ['http', 'https', 'ws', 'wss', 'file', 'ftp'])
      expect(urls).toContain(`${scheme}://*/*`);
    const decisions: unknown[] = [];
    handler({}, (decision: unknown) => decisions.push(decision));
    expect(decisions).toEqual([{ cancel: true }]);
  });

  test('2. Disable the Node.js integration in all renderers: in pages, frames and workers', async () => {
    const { webPreferences } = await openedKiosk();
    expect(webPreferences).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    });
  });

  test('3. Enable context isolation in all renderers', async () => {
    expect((await openedKiosk()).webPreferences).toMatchObject({ contextIsolation: true });
  });

  test('4. Enable process sandboxing: for the window, and for the whole program before it is ready', async () => {
    expect((await openedKiosk()).webPreferences).toMatchObject({ sandbox: true });
    expect(told.calls).toContain('enableSandbox');
    expect(told.calls.indexOf('enableSandbox')).toBeLessThan(told.calls.indexOf('whenReady'));
  });

  test('4. Enable process sandboxing: not for the whole program where it was started without a sandbox', async () => {
    told.switches.add('no-sandbox');
    expect((await openedKiosk()).webPreferences).toMatchObject({ sandbox: true });
    expect(told.calls).not.toContain('enableSandbox');
  });

  describe('5. Handle session permission requests: the camera, for our own origin, and nothing else', () => {
    const OWN = 'app://kiosk/';
    const camera = { requestingUrl: OWN, mediaTypes: ['video'] };
    test.each([
      ['the camera for our own page', 'media', camera, true],
      ['the microphone', 'media', { ...camera, mediaTypes: ['audio'] }, false],
      ['camera and microphone', 'media', { ...camera, mediaTypes: ['video', 'audio'] }, false],
      ['media of no kind', 'media', { ...camera, mediaTypes: [] }, false],
      ['media of an unknown kind', 'media', { requestingUrl: OWN }, false],
      [
        'the camera for a remote page',
        'media',
        { ...camera, requestingUrl: 'https://attacker.example/' },
        false,
      ],
      ['the camera for a foreign app host', 'media', { ...camera, requestingUrl: 'app://other/' }, false],
      [
        'a host that only begins like ours',
        'media',
        { ...camera, requestingUrl: 'app://kiosk.example/' },
        false,
      ],
      ['the screen', 'display-capture', camera, false],
      ['notifications', 'notifications', camera, false],
      ['the clipboard', 'clipboard-read', camera, false],
      ['USB', 'usb', camera, false],
      ['an outside program', 'openExternal', camera, false],
    ])('request: %s', async (_name, permission, details, granted) => {
      await openedKiosk();
      const decisions: unknown[] = [];
      told.session.permissionRequest?.(
        {},
        permission,
        (decision: unknown) => decisions.push(decision),
        details,
      );
      expect(decisions).toEqual([granted]);
    });
    test.each([
      ['the camera for our own page', 'media', OWN, 'video', true],
      ['the microphone', 'media', OWN, 'audio', false],
      ['media of an unknown kind', 'media', OWN, 'unknown', false],
      ['the camera for a remote page', 'media', 'https://attacker.example', 'video', false],
      ['the camera for no page', 'media', '', 'video', false],
      ['serial ports', 'serial', OWN, undefined, false],
    ])('check: %s', async (_name, permission, origin, mediaType, granted) => {
      await openedKiosk();
      expect(told.session.permissionCheck?.(null, permission, origin, { mediaType })).toBe(granted);
    });
    test('devices: none', async () => {
      await openedKiosk();
      expect(told.session.devicePermission?.({ deviceType: 'hid' })).toBe(false);
    });
  });

  test('6. Do not disable webSecurity', async () => {
    expect((await openedKiosk()).webPreferences).toMatchObject({ webSecurity: true });
  });

  test('7. Define a Content Security Policy: on every answer of our own protocol', async () => {
    const { serve } = await openedKiosk();
    for (const path of ['missing', 'assets', '../package.json']) {
      const { headers } = await serve(path);
      expect(headers.get('content-security-policy')).toBe(SECURITY_HEADERS['content-security-policy']);
    }
  });

  test('7. Define a Content Security Policy: a page has a nonce for its styles, a new one each time', async () => {
    const { serve } = await openedKiosk({}, rendererFolder);
    const policies = [await serve(''), await serve('index.html')].map(
      ({ headers }) => headers.get('content-security-policy') ?? '',
    );
    for (const policy of policies) {
      expect(policy.replace(/ 'nonce-[\w+/=]{24}'/, '')).toBe(SECURITY_HEADERS['content-security-policy']);
    }
    expect(new Set(policies).size).toBe(2);
  });

  test('8. Do not enable allowRunningInsecureContent', async () => {
    expect((await openedKiosk()).webPreferences).toMatchObject({ allowRunningInsecureContent: false });
  });

  test('9. Do not enable experimental features', async () => {
    expect((await openedKiosk()).webPreferences).toMatchObject({ experimentalFeatures: false });
  });

  test('10. Do not use enableBlinkFeatures', async () => {
    expect((await openedKiosk()).webPreferences).not.toHaveProperty('enableBlinkFeatures');
    expect(SOURCES.join()).not.toMatch(/enable-?blink-?features/i);
  });

  test('11. <webview>: do not use allowpopups: there is no webview', async () => {
    expect((await openedKiosk()).webPreferences).toMatchObject({ webviewTag: false });
    expect(SOURCES.join()).not.toContain('allowpopups');
  });

  test('12. <webview>: verify options and parameters: none is attached', async () => {
    expect(isPrevented(await openedKiosk(), 'will-attach-webview')).toBe(true);
  });

  test('13. Disable or limit navigation: of the page, of its frames, by link or by redirect', async () => {
    const kiosk = await openedKiosk();
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      expect(isPrevented(kiosk, event), event).toBe(true);
    }
    expect(kiosk.webPreferences).toMatchObject({ navigateOnDragDrop: false });
  });

  test('14. Disable or limit creation of new windows', async () => {
    const { window } = await openedKiosk();
    expect(window.webContents.windowOpen?.({ url: 'app://kiosk/' })).toEqual({ action: 'deny' });
  });

  test('15. Do not use shell.openExternal with untrusted content: it is not used at all', () => {
    expect(SOURCES.join()).not.toMatch(/openExternal|openPath|\bshell\b/);
  });

  test('16. Use a current version of Electron: one of the majors that still get fixes when this was set', () => {
    const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(Number(/\d+/.exec(devDependencies.electron)?.[0])).toBeGreaterThanOrEqual(45);
  });

  describe('17. Validate the sender of all IPC messages', () => {
    test('there is one channel', async () => {
      await openedKiosk();
      expect([...told.channels.keys()]).toEqual([HOST_CHANNEL]);
    });
    test.each([
      ['our own page', OWN_FRAME, true],
      ['a frame inside our page', { url: 'app://kiosk/', parent: {} }, false],
      ['a remote page', { url: 'https://attacker.example/', parent: null }, false],
      ['a page that looks like ours', { url: 'app://kiosk.example/', parent: null }, false],
      ['a file', { url: 'file:///app/index.html', parent: null }, false],
      ['a frame that is gone', null, false],
    ])('from %s', async (_name, senderFrame, answered) => {
      await openedKiosk();
      const reply = await told.channels.get(HOST_CHANNEL)?.({ senderFrame }, 'kiosk.info', {});
      expect(reply).toMatchObject({ ok: answered });
    });
    test('and its words: a method that is not listed and a wrong input are refused', async () => {
      await openedKiosk();
      const call = (method: unknown, input: unknown) =>
        told.channels.get(HOST_CHANNEL)?.({ senderFrame: OWN_FRAME }, method, input);
      expect(await call('shell.run', {})).toMatchObject({ ok: false, error: 'bad-call' });
      expect(await call('journal.read', { fromSeq: 'x' })).toMatchObject({ ok: false, error: 'bad-call' });
      expect(await call({ toString: () => 'kiosk.info' }, {})).toMatchObject({
        ok: false,
        error: 'bad-call',
      });
    });
  });

  test('18. Avoid the file:// protocol: our own scheme, as safe as https and with an origin', async () => {
    await openedKiosk();
    expect(told.privileged).toEqual([
      {
        scheme: 'app',
        privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
      },
    ]);
    expect(told.calls.indexOf('registerSchemesAsPrivileged')).toBeLessThan(told.calls.indexOf('whenReady'));
    expect([...told.protocols.keys()]).toEqual(['app']);
  });

  describe('19. Check which fuses you can change: every one that there is', () => {
    const WIRE_LENGTH = Object.values(FuseV1Options).filter((fuse) => typeof fuse === 'number').length;

    test('is named, by its number', () => {
      expect(FUSES).toEqual({
        version: '1',
        strictlyRequireAllFuses: true,
        [FuseV1Options.RunAsNode]: false,
        [FuseV1Options.EnableCookieEncryption]: true,
        [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
        [FuseV1Options.EnableNodeCliInspectArguments]: false,
        [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
        [FuseV1Options.OnlyLoadAppFromAsar]: true,
        [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
        [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
        [FuseV1Options.WasmTrapHandlers]: true,
      });
      expect(Object.keys(FUSES)).toHaveLength(WIRE_LENGTH + 2);
    });

    test.each([
      ['linux', 'kiosk'],
      ['win32', 'TalentCardKiosk.exe'],
    ])('is set in the program of %s', async (electronPlatformName, name) => {
      const appOutDir = temporaryFolder();
      const program = join(appOutDir, name);
      writeFileSync(program, fuseWire(WIRE_LENGTH));
      const packager = packagerOf();
      await afterPack({ appOutDir, electronPlatformName, packager });
      const wire = await getCurrentFuseWire(program);
      const set = Array.from(
        { length: WIRE_LENGTH },
        (_, fuse) => Reflect.get(wire, fuse) === FuseState.ENABLE,
      );
      expect(set).toEqual([false, true, false, false, true, true, false, false, true]);
    });

    test('is set, or the packing fails: a newer Electron may have one more', async () => {
      const appOutDir = temporaryFolder();
      writeFileSync(join(appOutDir, 'kiosk'), fuseWire(WIRE_LENGTH + 1));
      const packager = packagerOf();
      await expect(afterPack({ appOutDir, electronPlatformName: 'linux', packager })).rejects.toThrow();
    });

    test('is left to nobody else', async () => {
      expect(await builderConfig()).toMatchObject({ afterPack: './packaging.mjs' });
      expect(await builderConfig()).not.toHaveProperty('electronFuses');
    });
  });

  test('20. Do not expose Electron APIs to untrusted web content: one function, and no event reaches the page', async () => {
    await import('../../src/preload/index.ts');
    await openedKiosk();
    expect([...told.exposed.keys()]).toEqual([BRIDGE_NAME]);
    const bridge = told.exposed.get(BRIDGE_NAME) as KioskHostBridge;
    expect(Object.keys(bridge)).toEqual(['call']);
    expect(await bridge.call('settings.read', {})).toEqual({
      ok: true,
      output: hostApi['settings.read'].output.parse({}),
    });
  });
});

describe('beyond the checklist', () => {
  test.each([
    [true, false],
    [false, true],
  ])('developer tools: packaged %s, allowed %s', async (isPackaged, devTools) => {
    told.isPackaged = isPackaged;
    expect((await openedKiosk()).webPreferences).toMatchObject({ devTools });
  });

  test('no menu, no spell checker, no throttling, no downloads', async () => {
    const { webPreferences } = await openedKiosk();
    expect(told.menu).toBeNull();
    expect(webPreferences).toMatchObject({ spellcheck: false, backgroundThrottling: false });
    expect(told.session.spellChecker).toBe(false);
    const event = { preventDefault: vi.fn() };
    told.session.emit('will-download', event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
  });

  test('our own protocol reads files of the renderer and no others', async () => {
    const { serve, outFolder } = await openedKiosk({}, rendererFolder);
    // A separator on Windows, an ordinary letter elsewhere: refused on both.
    writeFileSync(join(outFolder, 'renderer', 'a\\b.js'), '');
    expect((await serve('')).status).toBe(200);
    expect((await serve('assets/index.js')).headers.get('content-type')).toContain('text/javascript');
    for (const path of [
      '../secret.html',
      '%2e%2e/secret.html',
      '..%2fsecret.html',
      'assets/..%2f..%2fsecret.html',
      '..%5csecret.html',
      'assets',
      'a%5cb.js',
      '%00.html',
      '%zz.html',
      '.env',
    ]) {
      expect((await serve(path)).status, path).toBe(404);
    }
    expect((await serve('', { method: 'POST' })).status).toBe(405);
    expect(await (await serve('', { method: 'HEAD' })).text()).toBe('');
  });

  test('our own protocol answers to our own host alone', async () => {
    await openedKiosk({}, rendererFolder);
    const answer = await told.protocols.get('app')?.(new Request('app://other/index.html'));
    expect(answer?.status).toBe(404);
  });
});

function packagerOf() {
  const projectDir = temporaryFolder();
  mkdirSync(join(projectDir, 'out', 'renderer'), { recursive: true });
  writeFileSync(join(projectDir, 'out', 'renderer', 'notices.txt'), 'notices');
  return { info: { projectDir }, executableName: 'kiosk', appInfo: { productFilename: 'TalentCardKiosk' } };
}

function isPrevented({ window }: OpenedKiosk, event: string): boolean {
  const details = { preventDefault: vi.fn() };
  window.webContents.emit(event, details);
  return details.preventDefault.mock.calls.length === 1;
}
