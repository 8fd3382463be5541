import { expect, onTestFinished, test } from 'vitest';
import { startDistrict } from '../../src/district/district.ts';
import { shippedCatalogue } from '../../src/district/roster/catalogue.ts';
import { developmentKeys } from '../../src/district/roster/keys.ts';
import { districtClient } from '../../src/host/district/district-client.ts';
import { httpTransport, type LineRequest } from '../../src/host/district/district-transport.ts';
import type { KioskHost } from '../../src/host/host-options.ts';
import { deviceKeyOf } from '../../src/host/profile/device-key.ts';
import { readSignature } from '../../src/protocol/message-signature.ts';
import { preparedFolders } from '../district/prepared-folder.ts';
import { freePort } from '../support/free-port.ts';
import { TICKET } from '../support/journal-drafts.ts';
import { answerJson, scriptedServer } from '../support/scripted-server.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';

const TEN_YEARS_MS = 10 * 365 * 24 * 60 * 60 * 1_000;
const EPOCH = '11111111-1111-4111-8111-111111111111';
const CATALOGUE = { epoch: EPOCH, serverTimeMs: 1, version: 1, file: null };
const STALE = { error: { kind: 'stale-nonce', message: 'again' } };
const preparedFolder = preparedFolders();

test.each([-TEN_YEARS_MS, TEN_YEARS_MS])(
  'a device clock that is off by %d ms changes nothing of who it is',
  async (offMs) => {
    const district = await runningDistrict(await freePort(), preparedFolder());
    const clock = { now: () => Date.now() + offMs, monotonicMs: () => performance.now(), bootId: EPOCH };
    const host = await startedHost(hostOptions({ districtUrl: district.url, clock }));
    await enrol(host, district);
    await host.call('journal.append', TICKET);
    expect(await pushed(host)).toMatchObject({ headSeq: 1, acknowledgedSeq: 1 });
    expect(await host.call('district.rosterPage', { cursor: null })).toMatchObject({ ok: true });
  },
);

test('a district that was started anew in the middle of a session is only asked twice, once', async () => {
  const [port, folder] = [await freePort(), preparedFolder()];
  const first = await runningDistrict(port, folder);
  const host = await startedHost(hostOptions({ districtUrl: first.url }));
  await enrol(host, first);
  await host.call('journal.append', TICKET);
  await pushed(host);
  await first.close();
  await runningDistrict(port, folder);
  await host.call('journal.append', TICKET);
  expect(await host.call('district.push', {})).toMatchObject({ ok: true, value: { acknowledgedSeq: 2 } });
});

test('signs over the nonce that the last answer brought, and over none at first', async () => {
  let given = 0;
  const server = await scriptedServer((response) => {
    given += 1;
    if (given === 1) return answerJson(response, 401, STALE, { 'next-nonce': 'n1' });
    answerJson(response, 200, CATALOGUE, { 'next-nonce': `n${given}` });
  });
  const client = clientOf();
  for (let asked = 0; asked < 3; asked += 1) {
    expect(await client.catalogue(accountAt(server.url), 0)).toMatchObject({ ok: true });
  }
  expect(noncesOf(server.requests)).toEqual(['', 'n1', 'n2', 'n3']);
});

test('asks no third time where even the new nonce is not taken', async () => {
  const server = await scriptedServer((response) =>
    answerJson(response, 401, STALE, { 'next-nonce': 'again' }),
  );
  const result = await clientOf().catalogue(accountAt(server.url), 0);
  expect(result).toMatchObject({ ok: false, fault: { kind: 'refused' }, wireKind: 'stale-nonce' });
  expect(server.requests).toHaveLength(2);
});

test('requests that are under way at once are each signed over a nonce of their own', async () => {
  const district = await runningDistrict(await freePort(), preparedFolder());
  const host = await startedHost(hostOptions({ districtUrl: district.url }));
  await enrol(host, district);
  for (let round = 0; round < 3; round += 1) {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => host.call('district.catalogue', { have: 0 })),
    );
    expect(answers.every(({ ok }) => ok)).toBe(true);
  }
});

test('passes over what a line has made of a nonce, and forgets those of an earlier enrolment', async () => {
  const nonces = ['a"b', 'x'.repeat(200), 'good', 'unused'];
  const sent: LineRequest[] = [];
  const client = districtClient(
    async (request) => {
      sent.push(request);
      const body = { kind: 'whole' as const, text: JSON.stringify(CATALOGUE) };
      return { kind: 'answered', status: 200, retryAfter: null, nextNonce: nonces.shift() ?? null, body };
    },
    () => 0,
  );
  for (let asked = 0; asked < 4; asked += 1) await client.catalogue(accountAt('http://d.test'), 0);
  await client.catalogue({ ...accountAt('http://d.test'), kioskId: 'kiosk-2' }, 0);
  expect(noncesOf(sent)).toEqual(['', '', '', 'good', '']);
});

async function runningDistrict(port: number, folder: string) {
  const district = await startDistrict({
    storage: { kind: 'pglite', folder },
    host: '127.0.0.1',
    port,
    catalogue: await shippedCatalogue(),
    keys: developmentKeys(),
  });
  let isOpen = true;
  const close = async () => {
    if (isOpen) await district.close();
    isOpen = false;
  };
  onTestFinished(close);
  return { ...district, close };
}

async function enrol(host: KioskHost, district: Awaited<ReturnType<typeof runningDistrict>>): Promise<void> {
  const code = await district.createEnrolmentCode({ kioskName: '前台 1', siteIds: ['xijiao-pool'] });
  expect(await host.call('kiosk.enrol', { code, districtUrl: null })).toMatchObject({ ok: true });
}

/** The first push may only ask where the district stands. */
async function pushed(host: KioskHost) {
  await host.call('district.push', {});
  const answer = await host.call('district.push', {});
  if (!answer.ok) throw new Error(answer.fault.detail);
  return answer.value;
}

function clientOf() {
  return districtClient(httpTransport(), () => 0);
}

function accountAt(districtUrl: string) {
  return { districtUrl, kioskId: 'kiosk-1', deviceKey: deviceKeyOf('5b'.repeat(32)) };
}

function noncesOf(requests: readonly { readonly headers: Parameters<typeof readSignature>[0] }[]) {
  return requests.map(({ headers }) => readSignature(headers)?.nonce);
}
