import { expect, test } from 'vitest';
import { developmentKeys } from '../../src/district/roster/keys.ts';
import { GENESIS_HASH } from '../../src/domain/journal/journal-entry.ts';
import { proveRevoked } from '../../src/domain/trust/revocation.ts';
import { signText } from '../../src/domain/trust/signed-text.ts';
import type { KioskHost } from '../../src/host/host-options.ts';
import { TICKET } from '../support/journal-drafts.ts';
import { ENROL_CODE } from '../support/memory-district.ts';
import { answerJson, scriptedServer } from '../support/scripted-server.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';

// What somebody on a line without TLS may say: nothing of it is signed.

const EPOCH = '11111111-1111-4111-8111-111111111111';
const DAY_MS = 24 * 60 * 60 * 1000;
const { list, signer } = developmentKeys();
const STRANGER = { keyId: signer.keyId, secretKey: new Uint8Array(32).fill(7) };

test.each([
  ['the largest number', Number.MAX_SAFE_INTEGER],
  ['the smallest number', Number.MIN_SAFE_INTEGER],
  ['zero', 0],
  ['seconds for milliseconds', Math.floor(Date.now() / 1000)],
  ['microseconds for milliseconds', Date.now() * 1000],
  ['a day before there were kiosks', Date.parse('2025-12-31T00:00:00+08:00')],
  ['a year of the next century', Date.parse('2101-01-01T00:00:00+08:00')],
])(
  'the time is not believed where it is %s: the desk goes on selling by its own',
  async (_name, serverTimeMs) => {
    const { host, liar } = await enrolledAtLiar();
    const before = await host.call('clock.read', {});
    liar.receipt = { serverTimeMs };
    expect(await host.call('district.push', {})).toMatchObject({ ok: true });
    const after = await host.call('clock.read', {});
    expect(Math.abs(after.nowMs - before.nowMs)).toBeLessThan(60_000);
    expect(Math.abs(after.highWaterMs - before.highWaterMs)).toBeLessThan(60_000);
    expect(await host.call('journal.append', TICKET)).toMatchObject({ ok: true });
    expect((await host.call('vault.read', {}))?.namesKeyHex).not.toBeNull();
  },
);

test('a leap of years ahead, once the time is known, needs the device clock as a second witness', async () => {
  const { host, liar } = await enrolledAtLiar();
  await host.call('district.push', {});
  liar.receipt = { serverTimeMs: Date.now() + 3 * 365 * DAY_MS };
  await host.call('district.push', {});
  const { nowMs } = await host.call('clock.read', {});
  expect(Math.abs(nowMs - Date.now())).toBeLessThan(60_000);
});

test('days of the district pass no faster than those of the machine', async () => {
  const { host, liar } = await enrolledAtLiar();
  for (let day = 0; day < 5; day += 1) {
    liar.receipt = { serverTimeMs: Date.now() + day * DAY_MS };
    expect(await host.call('district.push', {})).toMatchObject({ ok: true });
  }
  expect(await host.call('journal.append', TICKET)).toMatchObject({ ok: true });
});

test.each([
  ['without proof', () => undefined],
  ['with a proof of another kiosk', () => proveRevoked('kiosk-2', { keys: list, signer })],
  [
    'signed by a stranger under the name of the key',
    () => proveRevoked('kiosk-1', { keys: list, signer: STRANGER }),
  ],
  [
    'with a list of keys that no root signed',
    () => proveRevoked('kiosk-1', { keys: signText('keys', list.text, STRANGER), signer: STRANGER }),
  ],
  ['signed for another purpose', () => ({ keys: list, revocation: signText('denied', REVOCATION, signer) })],
])('a revocation %s is told and destroys nothing', async (_name, proof) => {
  const { host, liar } = await enrolledAtLiar();
  const before = await host.call('vault.read', {});
  liar.receipt = { revoked: true, proof: proof() };
  expect(await host.call('district.push', {})).toMatchObject({
    ok: false,
    fault: { kind: 'revoked-unproved' },
  });
  liar.error = { kind: 'device-revoked', message: 'as a liar says', proof: proof() };
  expect(await host.call('district.catalogue', { have: 0 })).toMatchObject({
    ok: false,
    fault: { kind: 'revoked-unproved' },
  });
  expect(await host.call('vault.read', {})).toEqual(before);
  expect(await host.call('kiosk.info', {})).toMatchObject({
    disabled: null,
    enrolment: { kioskId: 'kiosk-1' },
  });
  expect(await host.call('journal.append', TICKET)).toMatchObject({ ok: true });
});

test('a revocation that the district has proved wipes, also where only its refusal told it', async () => {
  for (const told of ['receipt', 'refusal']) {
    const { host, liar } = await enrolledAtLiar();
    const proof = proveRevoked('kiosk-1', { keys: list, signer });
    if (told === 'receipt') {
      liar.receipt = { revoked: true, proof };
    } else {
      liar.error = { kind: 'device-revoked', message: 'revoked', proof };
      await host.call('district.catalogue', { have: 0 });
      liar.receipt = { revoked: true };
    }
    expect(await host.call('district.push', {})).toMatchObject({
      ok: false,
      fault: { kind: 'device-revoked' },
    });
    expect(await host.call('vault.read', {})).toBeNull();
    expect((await host.call('kiosk.info', {})).disabled).not.toBeNull();
  }
});

const REVOCATION = '{"format":1,"kioskId":"kiosk-1"}';

interface Liar {
  /** Changes what the next receipts say. */
  receipt: object;
  /** Refuses everything else with it. */
  error: object | null;
}

async function enrolledAtLiar(): Promise<{ host: KioskHost; liar: Liar }> {
  const liar: Liar = { receipt: {}, error: null };
  const server = await scriptedServer((response, { url }) => {
    const common = { epoch: EPOCH, serverTimeMs: Date.now() };
    if (url === '/v1/enrol') return answerJson(response, 200, ENROLLED);
    if (url.endsWith('/entries')) {
      const acknowledged = { seq: 0, hash: GENESIS_HASH };
      return answerJson(response, 200, { ...common, acknowledged, ...liar.receipt });
    }
    if (liar.error !== null) return answerJson(response, 403, { error: liar.error });
    answerJson(response, 200, { ...common, version: 1, file: null });
  });
  const host = await startedHost(hostOptions({ districtUrl: server.url }));
  expect(await host.call('kiosk.enrol', { code: ENROL_CODE, districtUrl: null })).toMatchObject({ ok: true });
  return { host, liar };
}

const ENROLLED = {
  epoch: EPOCH,
  kioskId: 'kiosk-1',
  kioskName: '前台 1',
  districtName: '荔湾区',
  cardRefKeyHex: 'ab'.repeat(32),
  siteIds: ['xijiao-pool'],
};
