import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../src/host/clock/clock-source.ts';
import { districtLine } from '../../src/host/district/district-line.ts';
import { hostOver } from '../../src/host/kiosk-host.ts';
import { openProfile } from '../../src/host/profile/profile.ts';
import { TICKET, voidOf } from '../support/journal-drafts.ts';
import { ENROL_CODE, memoryDistrict } from '../support/memory-district.ts';
import { hostOptions } from '../support/started-host.ts';

test('nothing is recorded behind the last look before a wipe, also if the host was asking who makes the entry', async () => {
  const options = hostOptions();
  const clock = systemClock();
  const opening = await openProfile(options.profileFolder, { secrets: options.secretStore, clock });
  if (opening.kind !== 'open') throw new Error(opening.kind);
  const { profile } = opening;
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
