import { expect, test } from 'vitest';
import { prepareKiosk } from '../../src/host/profile/first-start.ts';
import type { Host } from '../../src/host-api/host-api.ts';
import { TICKET } from '../support/journal-drafts.ts';
import { ENROL_CODE, memoryDistrict } from '../support/memory-district.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';

const CODE_ALONE = { enrolmentCode: ENROL_CODE, siteId: null };

test('without a code or a desk nothing changes and nobody is asked', async () => {
  const { host, district } = await fresh();
  expect(await prepareKiosk(host, { enrolmentCode: null, siteId: null })).toBeNull();
  expect(district.server.requests).toEqual([]);
});

test('takes the desk and leaves the other settings', async () => {
  const { host } = await fresh();
  await host.call('settings.write', { language: 'en' });
  expect(await prepareKiosk(host, { enrolmentCode: ENROL_CODE, siteId: 'xijiao-pool' })).toBeNull();
  expect(await host.call('settings.read', {})).toMatchObject({ language: 'en', siteId: 'xijiao-pool' });
});

test('leaves a desk that it may not be out of the settings, and says which it may be', async () => {
  const { host } = await fresh();
  await prepareKiosk(host, { enrolmentCode: ENROL_CODE, siteId: 'xijiao-pool' });
  expect(await prepareKiosk(host, { enrolmentCode: null, siteId: 'moon' })).toEqual({
    kind: 'unknown-site',
    siteId: 'moon',
    siteIds: ['xijiao-pool'],
  });
  expect(await host.call('settings.read', {})).toMatchObject({ siteId: 'xijiao-pool' });
});

test('writes nothing where the desk is the one in the settings', async () => {
  const { host } = await fresh();
  await prepareKiosk(host, { enrolmentCode: ENROL_CODE, siteId: 'xijiao-pool' });
  const again = await prepareKiosk(refusingSettings(host), { enrolmentCode: null, siteId: 'xijiao-pool' });
  expect(again).toBeNull();
});

test('a disk that takes no settings is said, and ends no start', async () => {
  const { host } = await fresh();
  await prepareKiosk(host, CODE_ALONE);
  const fault = await prepareKiosk(refusingSettings(host), { enrolmentCode: null, siteId: 'xijiao-pool' });
  expect(fault).toEqual({ kind: 'site-not-stored', siteId: 'xijiao-pool', detail: 'ENOSPC' });
  expect(await host.call('settings.read', {})).toMatchObject({ siteId: null });
});

test.each([null, '99999999'])(
  'keeps the desk for an enrolment in the window (code %s)',
  async (enrolmentCode) => {
    const { host } = await fresh();
    const fault = await prepareKiosk(host, { enrolmentCode, siteId: 'xijiao-pool' });
    expect(fault?.kind).toBe(enrolmentCode === null ? undefined : 'not-enrolled');
    expect(await host.call('settings.read', {})).toMatchObject({ siteId: 'xijiao-pool' });
  },
);

test('enrols a new kiosk, and spends no code on one that the district knows', async () => {
  const { host, district } = await fresh();
  expect(await prepareKiosk(host, CODE_ALONE)).toBeNull();
  expect(await prepareKiosk(host, CODE_ALONE)).toBeNull();
  expect(enrolments(district)).toBe(1);
});

test('enrols again where the district has lost the kiosk, and keeps the journal', async () => {
  const { host, district } = await fresh();
  await prepareKiosk(host, CODE_ALONE);
  await host.call('journal.append', TICKET);
  const before = await host.call('journal.status', {});
  district.refusal = { status: 401, kind: 'unauthorized' };
  expect(await prepareKiosk(host, CODE_ALONE)).toBeNull();
  expect(enrolments(district)).toBe(2);
  expect(await host.call('journal.status', {})).toEqual(before);
});

test('spends no code where the district cannot be reached or has revoked the kiosk', async () => {
  const { host, district } = await fresh();
  await prepareKiosk(host, CODE_ALONE);
  district.refusal = { status: 403, kind: 'device-revoked' };
  expect(await prepareKiosk(host, CODE_ALONE)).toBeNull();
  expect(enrolments(district)).toBe(1);
  await district.server.stop();
  expect(await prepareKiosk(host, CODE_ALONE)).toBeNull();
});

test('says what the district said of the code', async () => {
  const { host } = await fresh();
  const fault = await prepareKiosk(host, { enrolmentCode: '99999999', siteId: null });
  expect(fault).toMatchObject({ kind: 'not-enrolled', fault: { kind: 'code-unknown' } });
});

async function fresh() {
  const district = await memoryDistrict();
  return { district, host: await startedHost(hostOptions({ districtUrl: district.server.url })) };
}

/** The host on a disk that has become full. */
function refusingSettings(host: Host): Host {
  return {
    call: (method, input) =>
      method === 'settings.write'
        ? Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' }))
        : host.call(method, input),
  };
}

function enrolments(district: Awaited<ReturnType<typeof memoryDistrict>>): number {
  return district.server.requests.filter(({ url }) => url === '/v1/enrol').length;
}
