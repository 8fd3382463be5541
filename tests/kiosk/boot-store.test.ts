import { expect, it } from 'vitest';
import { HostGone } from '../../src/host-api/client.ts';
import type { Host } from '../../src/host-api/host-api.ts';
import type { KioskInfo } from '../../src/host-api/kiosk-api.ts';
import { Settings } from '../../src/host-api/settings-api.ts';
import { type BootWork, createBootStore } from '../../src/kiosk/boot-store.ts';
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
}

function bootWith({ info = ENROLLED, settings = {}, enrolReply, work = {} }: Given) {
  const composed: Settings[] = [];
  const languages: string[] = [];
  const written: unknown[] = [];
  const answers: Record<string, unknown> = {
    'kiosk.info': info,
    'settings.read': Settings.parse(settings),
    'kiosk.enrol': enrolReply,
  };
  const boot = createBootStore({
    host: {
      async call(method: string, input: unknown) {
        if (method === 'settings.write') written.push(input);
        return answers[method];
      },
    } as unknown as Host,
    alone: async () => {},
    setLanguage: async (language) => void languages.push(language),
    async compose(options) {
      composed.push(options.settings);
      return { info: options.info } as Kiosk;
    },
    ...work,
  });
  return { boot, composed, written, languages, phase: () => boot.getState().phase };
}

it('an enrolled kiosk becomes a desk in its language', async () => {
  const { boot, phase, languages } = bootWith({ settings: { language: 'en' } });
  expect(phase().kind).toBe('starting');
  await boot.getState().start();
  expect(phase()).toMatchObject({ kind: 'ready', kiosk: { info: ENROLLED } });
  expect(languages).toEqual(['en']);
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
    return { info } as Kiosk;
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
