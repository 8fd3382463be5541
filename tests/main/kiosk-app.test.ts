import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { cardNumberOf } from '../../src/domain/card/card-number.ts';
import { HOST_CHANNEL, KIOSK_ARGUMENT, PRINT_CHANNEL } from '../../src/host-api/bridge.ts';
import { startKiosk } from '../../src/main/kiosk-app.ts';
import { launchOptions } from '../../src/main/launch-options.ts';
import { app, ipcRenderer, OWN_FRAME, resetElectron, safeStorage, told } from '../support/electron-double.ts';
import { TICKET } from '../support/journal-drafts.ts';
import { ENROL_CODE, memoryDistrict } from '../support/memory-district.ts';
import { openedKiosk } from '../support/opened-kiosk.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

vi.mock('electron', () => import('../support/electron-double.ts'));

beforeEach(resetElectron);

const PLAIN = launchOptions([], {}, { isPackaged: true });

test('opens one window, shown when its page is ready', async () => {
  const { window } = await openedKiosk();
  expect(told.windows).toHaveLength(1);
  expect(window.shown).toBe(true);
  expect(told.errors).toEqual([]);
});

test.each([true, false])('fills the screen as a kiosk: %s', async (kiosk) => {
  const { window } = await openedKiosk({ kiosk });
  expect(window.options).toMatchObject({ kiosk });
});

test('the window gets the preload script and the icon of its own build', async () => {
  const { window, outFolder, webPreferences } = await openedKiosk();
  expect(webPreferences['preload']).toBe(join(outFolder, 'preload', 'index.cjs'));
  expect(window.options['icon']).toBe(join(outFolder, '..', 'resources', 'icons', 'icon.png'));
});

test('keeps everything in the given profile, and claims the profile there', async () => {
  const { profileFolder } = await openedKiosk();
  expect(told.paths.get('userData')).toBe(profileFolder);
  expect(existsSync(join(profileFolder, 'kiosk', 'kiosk.lock'))).toBe(true);
});

test('answers the window from the host, with what the command line said', async () => {
  const demoCardsFile = join(temporaryFolder(), 'cards.json');
  const card = { cardNumber: cardNumberOf('LW2026001'), code: 'qr', title: { zh: '有效卡', en: 'Valid' } };
  writeFileSync(demoCardsFile, JSON.stringify([card]));
  await openedKiosk({ demoCardsFile, districtUrl: 'https://district.example' });
  expect(await ipcRenderer.invoke(HOST_CHANNEL, 'kiosk.info', {})).toEqual({
    ok: true,
    output: {
      appVersion: '0.0.0-double',
      disabled: null,
      binding: 'electron',
      districtUrl: 'https://district.example',
      enrolment: null,
    },
  });
  expect(await ipcRenderer.invoke(HOST_CHANNEL, 'demo.cards', {})).toEqual({ ok: true, output: [card] });
});

test('enrols with the code of the command line and takes its desk, once', async () => {
  const district = await memoryDistrict();
  const options = { districtUrl: district.server.url, enrolmentCode: ENROL_CODE, siteId: 'xijiao-pool' };
  const { quit, profileFolder } = await openedKiosk(options);
  const ask = (method: string) => ipcRenderer.invoke(HOST_CHANNEL, method, {});
  expect(await ask('kiosk.info')).toMatchObject({ output: { enrolment: { kioskId: 'kiosk-1' } } });
  expect(await ask('settings.read')).toMatchObject({ output: { siteId: 'xijiao-pool' } });
  await quit();
  await openedKiosk({ ...options, profileFolder });
  expect(district.server.requests.filter(({ url }) => url === '/v1/enrol')).toHaveLength(1);
});

test('a code that the district refuses does not keep the window shut', async () => {
  const district = await memoryDistrict();
  const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const { window } = await openedKiosk({ districtUrl: district.server.url, enrolmentCode: '99999999' });
  expect(window.shown).toBe(true);
  const reply = await ipcRenderer.invoke(HOST_CHANNEL, 'kiosk.info', {});
  expect(reply).toMatchObject({ ok: true, output: { enrolment: null } });
  expect(log).toHaveBeenCalledWith(expect.stringContaining('code-unknown'));
  log.mockRestore();
});

test('a second start ends itself and brings the first to the front', async () => {
  const { window } = await openedKiosk();
  window.minimized = true;
  app.emit('second-instance', {}, ['kiosk']);
  expect([window.minimized, window.focused]).toEqual([false, 1]);
  told.hasInstanceLock = false;
  await startKiosk(PLAIN, temporaryFolder());
  expect(told.exits).toEqual([0]);
  expect(told.windows).toHaveLength(1);
});

test('a profile that another kiosk has open is told in both languages, and the start ends', async () => {
  const { profileFolder, outFolder } = await openedKiosk();
  await startKiosk({ ...PLAIN, profileFolder }, outFolder);
  expect(told.errors.join()).toContain('本机已有一个前台程序在运行');
  expect(told.errors.join()).toContain(`process ${process.pid}`);
  expect(told.exits).toEqual([1]);
  expect(told.windows).toHaveLength(1);
});

test('a claim that an ordinary end of the system left behind does not keep the kiosk shut', async () => {
  const { profileFolder, quit } = await openedKiosk();
  const path = join(profileFolder, 'kiosk', 'kiosk.lock');
  const left = readFileSync(path);
  await quit();
  writeFileSync(path, left);
  const { window } = await openedKiosk({ profileFolder });
  expect(window.shown).toBe(true);
  expect(told.errors).toEqual([]);
});

test('a profile that cannot be used, and a broken file of demo cards, are told and end the start', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '{}');
  await startKiosk({ ...PLAIN, profileFolder: file }, temporaryFolder());
  expect(told.errors.join()).toContain('The data folder cannot be used');
  await startKiosk({ ...PLAIN, profileFolder: temporaryFolder(), demoCardsFile: file }, temporaryFolder());
  expect(told.errors.join()).toContain('Starting failed');
  expect(told.exits).toEqual([1, 1]);
  expect(told.windows).toEqual([]);
});

test('a profile that has vanished is told, and begun anew only where the clerk says so', async () => {
  vi.stubEnv('XDG_CONFIG_HOME', join(temporaryFolder(), 'config'));
  const { profileFolder, outFolder, quit } = await openedKiosk();
  await quit();
  rmSync(join(profileFolder, 'kiosk'), { recursive: true });
  await startKiosk({ ...PLAIN, profileFolder }, outFolder);
  expect(told.errors.join()).toContain('现在没有了');
  expect(told.exits).toEqual([1]);
  expect(told.windows).toHaveLength(1);
  told.chosenButton = 1;
  await openedKiosk({ profileFolder });
  expect(told.windows).toHaveLength(2);
  vi.unstubAllEnvs();
});

test('a system without any safe storage is told', async () => {
  vi.spyOn(safeStorage, 'isEncryptionAvailable').mockReturnValue(false);
  await startKiosk({ ...PLAIN, profileFolder: temporaryFolder() }, temporaryFolder());
  expect(told.errors.join()).toContain('系统的安全存储不可用');
  vi.restoreAllMocks();
});

test('quits with its last window, after the host has closed its files', async () => {
  const { profileFolder, quit } = await openedKiosk();
  app.emit('window-all-closed');
  expect(told.calls).toContain('quit');
  await quit();
  expect(existsSync(join(profileFolder, 'kiosk', 'kiosk.lock'))).toBe(false);
});

test('asks for the drive of an export over its own window', async () => {
  const district = await memoryDistrict();
  const { window } = await openedKiosk({ districtUrl: district.server.url, enrolmentCode: ENROL_CODE });
  const ask = (method: string, input: unknown) => ipcRenderer.invoke(HOST_CHANNEL, method, input);
  await ask('journal.append', TICKET);
  expect(await ask('journal.export', {})).toMatchObject({ output: { kind: 'cancelled' } });
  expect(told.dialogs).toEqual([
    expect.objectContaining({ window, properties: ['openDirectory', 'createDirectory'] }),
  ]);
  const usb = temporaryFolder();
  told.chosenFolders.push(usb);
  expect(await ask('journal.export', {})).toMatchObject({ output: { kind: 'saved', fromSeq: 1, toSeq: 1 } });
  expect(readdirSync(usb)).toHaveLength(1);
});

test('an installed kiosk does not start with an option that it does not take, and says which', async () => {
  const options = launchOptions(
    ['--kiosk', '--remote-debugging-port=9222', '--no-sandbox'],
    {},
    { isPackaged: true },
  );
  await startKiosk(options, temporaryFolder());
  expect(told.errors.join()).toContain('--remote-debugging-port=9222 --no-sandbox');
  expect([told.exits, told.windows, told.calls]).toEqual([[1], [], []]);
});

describe('a kiosk that fills the screen', () => {
  const isClosed = (window: { emitter: { emit(event: string, details: unknown): unknown } }) => {
    const event = { preventDefault: vi.fn() };
    window.emitter.emit('close', event);
    return event.preventDefault.mock.calls.length === 0;
  };

  test('is not closed with Alt+F4, and ends when a technician starts it with --quit', async () => {
    const { window } = await openedKiosk({ kiosk: true });
    expect(isClosed(window)).toBe(false);
    app.emit('second-instance', {}, ['kiosk', '--quit']);
    expect(told.calls).toContain('quit');
    app.emit('before-quit');
    expect(isClosed(window)).toBe(true);
  });

  test('is closed with the session of the system', async () => {
    const { window } = await openedKiosk({ kiosk: true });
    window.emitter.emit('query-session-end');
    expect(isClosed(window)).toBe(true);
  });

  test.each([
    ['alt+F4', { key: 'F4', alt: true }, true],
    ['F11', { key: 'F11' }, true],
    ['ctrl+P', { key: 'p', control: true }, true],
    ['ctrl+shift+S', { key: 'S', control: true }, true],
    ['cmd+W', { key: 'w', meta: true }, true],
    ['F4', { key: 'F4' }, false],
    ['p', { key: 'p' }, false],
    ['ctrl+V', { key: 'v', control: true }, false],
    ['alt+0 of a scanner', { key: '0', alt: true }, false],
    ['ctrl+J of a scanner', { key: 'j', control: true }, false],
  ])('takes %s for a way out: %s', async (_name, keys, isTaken) => {
    const { window } = await openedKiosk({ kiosk: true });
    const event = { preventDefault: vi.fn() };
    const input = { type: 'keyDown', alt: false, control: false, meta: false, ...keys };
    window.webContents.emit('before-input-event', event, input);
    expect(event.preventDefault.mock.calls.length === 1).toBe(isTaken);
  });

  test('prints for its own page without a dialog', async () => {
    const { window } = await openedKiosk({ kiosk: true });
    const sender = window.webContents;
    told.listeners.get(PRINT_CHANNEL)?.({
      senderFrame: { url: 'https://attacker.example/', parent: null },
      sender,
    });
    expect(sender.prints).toEqual([]);
    const print = (length?: unknown) =>
      told.listeners.get(PRINT_CHANNEL)?.({ senderFrame: OWN_FRAME, sender }, length);
    const ask = (method: string, input: unknown) => ipcRenderer.invoke(HOST_CHANNEL, method, input);
    print(123_456.7);
    const usual = { silent: true, margins: { marginType: 'none' } };
    await expect
      .poll(() => sender.prints)
      .toEqual([{ ...usual, pageSize: { width: 80_000, height: 123_457 } }]);
    sender.printers = [{ name: 'roll' }, { name: 'office' }];
    expect(await ask('print.systemPrinters', {})).toMatchObject({ output: { names: ['roll', 'office'] } });
    await ask('print.choose', { kind: 'dialog', paper: '58mm', deviceName: 'roll' });
    // A page with a wrong length must not ask for a roll without an end.
    print('as long as it takes');
    print(1e12);
    await ask('print.choose', { kind: 'dialog', paper: 'A4', deviceName: 'office' });
    print(123_456);
    await expect.poll(() => sender.prints.length).toBe(4);
    await ask('print.choose', { kind: 'dialog', paper: '58mm', deviceName: 'office' });
    // A sheet of cards has no length, and is no receipt.
    print(null);
    await expect.poll(() => sender.prints.length).toBe(5);
    expect(sender.prints.slice(1)).toEqual([
      { ...usual, deviceName: 'roll', pageSize: { width: 58_000, height: 297_000 } },
      { ...usual, deviceName: 'roll', pageSize: { width: 58_000, height: 2_000_000 } },
      { ...usual, deviceName: 'office', pageSize: 'A4' },
      { ...usual, deviceName: 'office', pageSize: 'A4' },
    ]);
  });

  test('asks for the drive of an export by name, without the system’s choice of folders', async () => {
    const district = await memoryDistrict();
    await openedKiosk({ kiosk: true, districtUrl: district.server.url, enrolmentCode: ENROL_CODE });
    const ask = (method: string, input: unknown) => ipcRenderer.invoke(HOST_CHANNEL, method, input);
    await ask('journal.append', TICKET);
    expect(await ask('journal.export', {})).toMatchObject({ output: { kind: 'cancelled' } });
    expect(told.dialogs).toEqual([]);
    expect(told.questions).toEqual([expect.arrayContaining(['取消 Cancel'])]);
  });

  test('tells its page so, and an ordinary window is closed and prints as any other', async () => {
    expect((await openedKiosk({ kiosk: true })).webPreferences['additionalArguments']).toEqual([
      KIOSK_ARGUMENT,
    ]);
    resetElectron();
    const { window, webPreferences } = await openedKiosk();
    expect(webPreferences['additionalArguments']).toEqual([]);
    expect([isClosed(window), told.listeners.size]).toEqual([true, 0]);
  });
});
