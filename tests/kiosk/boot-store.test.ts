import { expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { HostGone } from '../../src/host-api/client.ts';
import type { Host } from '../../src/host-api/host-api.ts';
import type { KioskInfo } from '../../src/host-api/kiosk-api.ts';
import { Settings } from '../../src/host-api/settings-api.ts';
import { type BootWork, createBootStore, type Look } from '../../src/kiosk/boot-store.ts';
import type { Kiosk } from '../../src/kiosk/kiosk.ts';

const UNENROLLED: KioskInfo = {
  appVersion: '0.1.0',
  binding: 'loopback',
  districtUrl: 'http://127.0.0.1:1',
  enrolment: null,
  disabled: null,
};
const ENROLLED: KioskInfo = {
  ...UNENROLLED,
  enrolment: {
    kioskId: 'k1',
    kioskName: '前台',
    districtName: '荔湾区',
    siteIds: ['xijiao-pool', 'liwan-library'],
  },
};

interface Given {
  readonly info?: KioskInfo;
  readonly settings?: Partial<Settings>;
  readonly enrolReply?: unknown;
  readonly work?: Partial<BootWork>;
  /** What the host answers to a change of the settings. */
  readonly writes?: () => unknown;
}

function bootWith({
  info = ENROLLED,
  settings = {},
  enrolReply,
  work = {},
  writes = () => ({ ok: true }),
}: Given) {
  const composed: Settings[] = [];
  const looks: Look[] = [];
  const written: unknown[] = [];
  const answers: Record<string, unknown> = {
    'kiosk.info': info,
    'settings.read': Settings.parse(settings),
    'kiosk.enrol': enrolReply,
  };
  const boot = createBootStore({
    host: {
      async call(method: string, input: unknown) {
        if (method !== 'settings.write') return answers[method];
        written.push(input);
        return writes();
      },
    } as unknown as Host,
    alone: async () => {},
    setLook: async (look) => void looks.push(look),
    async compose(options) {
      composed.push(options.settings);
      const settings = createStore(() => ({ settings: options.settings }));
      return { info: options.info, settings } as unknown as Kiosk;
    },
    ...work,
  });
  return { boot, composed, written, looks, phase: () => boot.getState().phase };
}

it('an enrolled kiosk becomes a desk in its language and theme', async () => {
  const { boot, phase, looks } = bootWith({ settings: { language: 'en', theme: 'dark' } });
  expect(phase().kind).toBe('starting');
  await boot.getState().start();
  expect(phase()).toMatchObject({ kind: 'ready', kiosk: { info: ENROLLED } });
  expect(looks).toEqual([{ language: 'en', theme: 'dark' }]);
});

it.each([
  ['the desk that was set', 'liwan-library', ['xijiao-pool', 'liwan-library'], 'liwan-library'],
  ['none where that desk is not its any more', 'liwan-gymnasium', ['xijiao-pool', 'liwan-library'], null],
  ['none where none was set and it may be several', null, ['xijiao-pool', 'liwan-library'], null],
  ['the only one', null, ['xijiao-pool'], 'xijiao-pool'],
  ['the only one, whatever was set', 'liwan-library', ['xijiao-pool'], 'xijiao-pool'],
])('is %s', async (_name, set, siteIds, siteId) => {
  const { enrolment } = ENROLLED;
  const info = { ...ENROLLED, enrolment: enrolment && { ...enrolment, siteIds } };
  const { boot, composed } = bootWith({ info, settings: { siteId: set } });
  await boot.getState().start();
  expect(composed).toMatchObject([{ siteId }]);
});

it('waits for the other window', async () => {
  let goOn = () => {};
  const alone = (isWaiting: () => void) =>
    new Promise<void>((resolve) => {
      isWaiting();
      goOn = resolve;
    });
  const { boot, phase } = bootWith({ work: { alone } });
  const started = boot.getState().start();
  expect(phase().kind).toBe('other-window');
  goOn();
  await started;
  expect(phase().kind).toBe('ready');
});

it('asks for the enrolment code, says why one is refused, and goes on with a good one', async () => {
  const fault = { kind: 'code-used', detail: '', retryAfterMs: null };
  const refused = bootWith({ info: UNENROLLED, enrolReply: { ok: false, fault } });
  await refused.boot.getState().start();
  expect(refused.phase()).toEqual({ kind: 'enrol', info: UNENROLLED });
  expect(await refused.boot.getState().enrol('12345678', null)).toEqual(fault);
  expect(refused.phase().kind).toBe('enrol');
  const taken = bootWith({ info: UNENROLLED, enrolReply: { ok: true, value: ENROLLED } });
  await taken.boot.getState().start();
  expect(await taken.boot.getState().enrol('12345678', null)).toBeNull();
  expect(taken.phase().kind).toBe('ready');
});

it('sets up a kiosk that was never enrolled, and none that was revoked', async () => {
  const enrolReply = { ok: true, value: ENROLLED };
  const fresh = bootWith({ info: UNENROLLED, enrolReply });
  await fresh.boot.getState().start();
  await fresh.boot.getState().enrol('12345678', null);
  expect(fresh.composed).toMatchObject([{ setup: 'site' }]);
  expect(fresh.written).toMatchObject([{ setup: 'site' }]);
  const revoked = bootWith({
    info: { ...UNENROLLED, disabled: { kioskName: '前台', districtName: '荔湾区' } },
    enrolReply,
  });
  await revoked.boot.getState().start();
  await revoked.boot.getState().enrol('12345678', null);
  expect(revoked.composed).toMatchObject([{ setup: null }]);
});

it('shows how far the rebuilding is', async () => {
  const phases: unknown[] = [];
  const compose: BootWork['compose'] = async ({ onRebuild, info }) => {
    onRebuild({ counted: 3, total: 9 });
    phases.push(boot.getState().phase);
    return { info, settings: createStore(() => ({})) } as unknown as Kiosk;
  };
  const { boot } = bootWith({ work: { compose } });
  await boot.getState().start();
  expect(phases).toEqual([{ kind: 'rebuilding', counted: 3, total: 9 }]);
});

it.each([
  ['host-gone', new HostGone('no answer'), 'no answer'],
  ['failed', new Error('the cache'), 'the cache'],
  ['failed', 'thrown by something old', 'thrown by something old'],
])('ends as %s with the detail for the technician', async (kind, cause, detail) => {
  const { boot, phase } = bootWith({ work: { compose: () => Promise.reject(cause) } });
  await boot.getState().start();
  expect(phase()).toEqual({ kind, detail });
});

it.each([
  ['liwan-library', 'liwan-library'],
  ['moon', null],
])('a kiosk that is enrolled in the window with --site %s becomes the desk %s', async (siteId, desk) => {
  const enrolReply = { ok: true, value: ENROLLED };
  const { boot, composed } = bootWith({ info: UNENROLLED, settings: { siteId }, enrolReply });
  await boot.getState().start();
  expect(await boot.getState().enrol('12345678', null)).toBeNull();
  expect(composed).toMatchObject([{ siteId: desk }]);
});

it('keeps the language and the theme that are chosen before there is a desk', async () => {
  const { boot, looks, written } = bootWith({ info: UNENROLLED, settings: { volume: 0.2 } });
  await boot.getState().start();
  await boot.getState().chooseLook({ language: 'en' });
  await boot.getState().chooseLook({ theme: 'dark' });
  expect(looks.at(-1)).toEqual({ language: 'en', theme: 'dark' });
  expect(written.at(-1)).toMatchObject({ language: 'en', theme: 'dark', volume: 0.2 });
  expect(boot.getState()).toMatchObject({ isLookKept: true, look: { language: 'en', theme: 'dark' } });
});

it('keeps a look that was chosen before the settings were read, once they are read', async () => {
  const { boot, composed, written, looks } = bootWith({ settings: { theme: 'dark' } });
  await boot.getState().chooseLook({ language: 'en' });
  expect(written).toEqual([]);
  await boot.getState().start();
  expect(looks.at(-1)).toEqual({ language: 'en', theme: 'dark' });
  expect(written).toMatchObject([{ language: 'en', theme: 'dark' }]);
  expect(composed).toMatchObject([{ language: 'en', theme: 'dark' }]);
});

it('gives a desk the look that was chosen while its records were counted', async () => {
  const changes: unknown[] = [];
  const change = async (part: unknown) => void changes.push(part);
  const { boot } = bootWith({
    work: {
      async compose({ info }) {
        await boot.getState().chooseLook({ language: 'en' });
        return { info, settings: createStore(() => ({ change })) } as unknown as Kiosk;
      },
    },
  });
  await boot.getState().start();
  expect(changes).toEqual([{ language: 'en' }]);
});

it('shows what comes after the desk in the look that was set in the desk', async () => {
  const settings = createStore(() => ({ settings: Settings.parse({}) }));
  const compose: BootWork['compose'] = async ({ info }) => ({ info, settings }) as unknown as Kiosk;
  const { boot } = bootWith({ work: { compose } });
  await boot.getState().start();
  settings.setState({ settings: Settings.parse({ language: 'en', theme: 'dark' }) });
  expect(boot.getState().look).toEqual({ language: 'en', theme: 'dark' });
});

it.each([
  ['the disk refuses', () => Promise.reject(new Error('ENOSPC')), 'enrol'],
  ['nobody may change it', () => ({ ok: false, fault: { kind: 'not-allowed' } }), 'enrol'],
  ['the host is gone', () => Promise.reject(new HostGone('no answer')), 'host-gone'],
])('shows a look and says that it is not kept where %s', async (_name, writes, phaseAfter) => {
  const { boot, looks, phase } = bootWith({ info: UNENROLLED, writes });
  await boot.getState().start();
  await boot.getState().chooseLook({ language: 'en' });
  expect(looks.at(-1)?.language).toBe('en');
  expect(boot.getState().isLookKept).toBe(false);
  expect(phase().kind).toBe(phaseAfter);
});
