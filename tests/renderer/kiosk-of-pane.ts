import trustedKeys from '../../resources/trusted-keys.json' with { type: 'json' };
import { createCachedCatalogue } from '../../src/app/check/cached-catalogue.ts';
import { createNamedCards } from '../../src/app/check/named-cards.ts';
import { createRightRequests } from '../../src/app/record/right-requests.ts';
import { INITIAL_LINE_STATUS, type LineStatus } from '../../src/app/sync/line-status.ts';
import { demoRecords } from '../../src/district/demo/cards.ts';
import { createListeners } from '../../src/domain/base/listeners.ts';
import type { Language } from '../../src/domain/base/text.ts';
import { instantOf, type WallMinute } from '../../src/domain/base/wall-time.ts';
import { deskViewOf } from '../../src/domain/card/roster-record.ts';
import { hostBehind } from '../../src/host-api/client.ts';
import type { KioskInfo } from '../../src/host-api/kiosk-api.ts';
import { Settings } from '../../src/host-api/settings-api.ts';
import { createDeskHealth } from '../../src/kiosk/desk-health.ts';
import { createHostClock } from '../../src/kiosk/host-clock.ts';
import { watchedHost } from '../../src/kiosk/host-pulse.ts';
import type { Kiosk } from '../../src/kiosk/kiosk.ts';
import { createNamesStore } from '../../src/kiosk/names-store.ts';
import { createPrinterStore } from '../../src/kiosk/printer-store.ts';
import { createSettingsStore } from '../../src/kiosk/settings-store.ts';
import { cardRefOf, type TestDesk, testDesk } from '../desk/test-desk.ts';
import { shippedText } from '../domain/shipped.ts';

/** Options of the kiosk behind a pane. By default it is a pool on a Monday afternoon, in Chinese. */
export interface Given {
  readonly siteId?: string;
  readonly now?: WallMinute;
  readonly language?: Language;
  readonly isCatalogueHere?: boolean;
  /** The signed file that the kiosk holds instead of the shipped one. */
  readonly catalogueText?: string;
  readonly status?: Partial<LineStatus>;
  /** Answers that replace the host's own, by method. */
  readonly answers?: Record<string, unknown>;
}

/** A desk and the kiosk around it. Only the host and the state of the line are what the test says. */
export interface KioskOfPane extends TestDesk {
  readonly kiosk: Kiosk;
  /** The calls that the host and the sync loop got, in their order. */
  readonly calls: string[];
  setStatus(change: Partial<LineStatus>): void;
}

const ROSTER = new Map(demoRecords.map((record) => [record.cardNumber, deskViewOf(record)]));

export async function kioskOfPane(given: Given = {}): Promise<KioskOfPane> {
  const { siteId = 'xijiao-pool', now = '2026-11-23T15:42', language = 'zh' } = given;
  const test = testDesk(siteId, now, language);
  const calls: string[] = [];
  const nowMs = instantOf(now);
  const answers: Record<string, unknown> = {
    'clock.read': { nowMs, highWaterMs: nowMs, clockTrust: 'trusted', offByMs: 0, isByDistrict: true },
    'names.read': { kind: 'on', needsPassphrase: false, isPassphraseSet: false, waitMs: 0 },
    'vault.read': null,
    'kiosk.health': { troubles: [] },
    'print.state': { printer: { kind: 'dialog' }, waiting: 0, trouble: null },
    ...given.answers,
  };
  const { host, pulse } = watchedHost(
    hostBehind(async (method, input) => {
      calls.push(method);
      const output = method === 'settings.write' ? { ok: true, value: input } : answers[method];
      if (output === undefined) throw new Error(`the host does not answer ${method}`);
      return { ok: true, output };
    }),
    test.time.timer,
  );
  const catalogue = createCachedCatalogue({
    file: { read: async () => null, write: async () => null },
    trusted: trustedKeys,
    shipped: given.isCatalogueHere === false ? null : (given.catalogueText ?? shippedText()),
  });
  await catalogue.load();
  const line = createListeners();
  const roster = { pulledAt: nowMs, cards: ROSTER.size };
  let status: LineStatus = { ...INITIAL_LINE_STATUS, roster, ...given.status };
  const syncLoop: Kiosk['syncLoop'] = {
    start: async () => undefined,
    stop: async () => undefined,
    poke: () => undefined,
    syncNow: () => void calls.push('syncNow'),
    status: () => status,
    subscribe: line.subscribe,
  };
  const kiosk: Kiosk = {
    info: INFO,
    pinnedTrust: { roots: trustedKeys, keyList: null, catalogue: null, isDemo: true },
    desk: test.desk,
    settings: createSettingsStore(host, Settings.parse({ siteId, language })),
    ...{ catalogue, syncLoop, pulse },
    printer: createPrinterStore(host, test.time.timer),
    demoCards: [],
    demoMembers: [],
    stir: () => undefined,
    clock: await createHostClock(host, test.time.timer),
    names: await createNamesStore({ host, useNamesKey: async () => undefined }),
    troubles: [],
    health: createDeskHealth({ host, syncLoop, atStart: [] }),
    counters: { trouble: () => null, subscribe: () => () => undefined },
    requests: createRightRequests(test.journal),
    namedCards: createNamedCards({
      roster: {
        async find(cardNumber) {
          const record = ROSTER.get(cardNumber);
          return record ? { kind: 'found', record } : { kind: 'unknown', cardNumber };
        },
      },
      numbersBehind: async () => new Map([...ROSTER.keys()].map((number) => [cardRefOf(number), number])),
    }),
    tellCamera: () => {},
    saveFrame: () => Promise.reject(new Error('no pane saves a frame')),
    exportUses: async () => ({ kind: 'nothing' }),
    exportClosing: async () => ({ kind: 'nothing' }),
    exportWaiting: () => Promise.reject(new Error('no pane exports')),
    enrolAgain: () => Promise.reject(new Error('no pane enrols again')),
    showName: async () => ({ kind: 'no-name' }),
    now: () => nowMs,
  };
  return Object.assign(test, {
    ...{ kiosk, calls },
    setStatus(change: Partial<LineStatus>) {
      status = { ...status, ...change };
      line.tell();
    },
  });
}

const INFO: KioskInfo = {
  appVersion: '0.0.0-test',
  binding: 'loopback',
  districtUrl: 'https://district.example',
  enrolment: {
    kioskId: 'kiosk-1',
    kioskName: '前台 1',
    shortName: 'A1',
    districtName: '荔湾区',
    siteIds: ['xijiao-pool', 'liwan-gymnasium'],
  },
  disabled: null,
};
