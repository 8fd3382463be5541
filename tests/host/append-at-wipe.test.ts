import { expect, onTestFinished, test } from 'vitest';
import { districtLine } from '../../src/host/district/district-line.ts';
import { hostOver } from '../../src/host/kiosk-host.ts';
import { TICKET, voidOf } from '../support/journal-drafts.ts';
import { ENROL_CODE, memoryDistrict } from '../support/memory-district.ts';
import { hostOptions, openedProfile } from '../support/started-host.ts';

test('nothing is recorded behind the last look before a wipe, also if the host was asking who makes the entry', async () => {
  const options = hostOptions();
  const { profile, clock } = await openedProfile(options);
  const district = await memoryDistrict();
  const line = districtLine(profile, { urlOfThisRun: district.server.url, now: clock.now });
  let isClosing = false;
  const host = hostOver({ profile, line: { ...line, isClosing: () => isClosing }, options });
  onTestFinished(() => host.close());
  await host.call('kiosk.enrol', { code: ENROL_CODE, districtUrl: null });
  expect(await host.call('journal.append', TICKET)).toMatchObject({ ok: true });
  const late = host.call('journal.append', voidOf(1));
  isClosing = true;
  expect(await late).toMatchObject({ ok: false, fault: { kind: 'not-enrolled' } });
  expect(await host.call('journal.status', {})).toMatchObject({ headSeq: 1 });
  isClosing = false;
  expect(await host.call('journal.append', voidOf(1))).toMatchObject({ ok: true });
});
