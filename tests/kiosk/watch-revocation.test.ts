import { expect, test } from 'vitest';
import { INITIAL_LINE_STATUS, type LineStatus } from '../../src/app/sync/line-status.ts';
import type { Host } from '../../src/host-api/host-api.ts';
import type { KioskInfo } from '../../src/host-api/kiosk-api.ts';
import { watchRevocation } from '../../src/kiosk/watch-revocation.ts';

const INFO: KioskInfo = {
  appVersion: '0.1.0',
  binding: 'loopback',
  districtUrl: 'http://127.0.0.1:1',
  enrolment: null,
  disabled: null,
};
const DISABLED = { kioskName: '前台 1', districtName: '荔湾区' };

test('a revoked kiosk is shut when its host has wiped it, and not before', async () => {
  const watched = watchedLoop();
  await watched.round('device-revoked');
  expect(watched.wiped()).toBe(0);
  watched.disabled = DISABLED;
  await watched.round('device-revoked');
  expect(watched.wiped()).toBe(1);
});

test('no other trouble asks the host', async () => {
  const watched = watchedLoop();
  watched.disabled = DISABLED;
  await watched.round(null);
  await watched.round('not-enrolled');
  expect([watched.asked(), watched.wiped()]).toEqual([0, 0]);
});

function watchedLoop() {
  let status: LineStatus = INITIAL_LINE_STATUS;
  let listener = () => {};
  const counts = { asked: 0, wiped: 0 };
  const watched = {
    disabled: null as KioskInfo['disabled'],
    asked: () => counts.asked,
    wiped: () => counts.wiped,
    async round(kind: 'device-revoked' | 'not-enrolled' | null) {
      status = { ...status, trouble: kind && { kind, detail: '' } };
      listener();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
  const call = async () => {
    counts.asked += 1;
    return { ...INFO, disabled: watched.disabled };
  };
  watchRevocation({
    host: { call: call as Host['call'] },
    syncLoop: {
      status: () => status,
      subscribe(called) {
        listener = called;
        return () => {};
      },
    },
    wiped: () => {
      counts.wiped += 1;
    },
  });
  return watched;
}
