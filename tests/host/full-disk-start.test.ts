import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { KioskHost } from '../../src/host/host-options.ts';
import { fileSecretStore } from '../../src/host/profile/secret-store.ts';
import { TICKET } from '../support/journal-drafts.ts';
import { ENROL_CODE, memoryDistrict } from '../support/memory-district.ts';
import { canMount, fillDisk, smallFileSystem } from '../support/small-file-system.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';

/** More than the rest of a page of the file system takes. */
const SALES_MAX = 30;
const TORN = '{"format":2,"journalId';

describe.skipIf(!canMount())('a kiosk that starts on a full disk', () => {
  test('for the first time makes no half key, and its key once there is room', () => {
    const disk = smallFileSystem();
    const makeRoom = fillDisk(disk);
    const keyFile = join(disk, 'key');
    expect(() => fileSecretStore(keyFile)).toThrow('ENOSPC');
    expect(readdirSync(disk).filter((name) => name.startsWith('key'))).toEqual([]);
    makeRoom();
    const sealed = fileSecretStore(keyFile).seal(Buffer.from('secret'));
    expect(fileSecretStore(keyFile).unseal(sealed)).toEqual(Buffer.from('secret'));
  });

  test('goes on with all but recording, and with that once there is room', async () => {
    const { host, options, disk, district } = await enrolledKiosk();
    fillDisk(disk);
    const recorded = await sellUntilFull(host);
    await host.close();
    // Another program takes the room that the end of the claim has freed.
    const makeRoom = fillDisk(disk);
    const again = await startedHost(options);
    expect(await again.call('kiosk.health', {})).toEqual({ troubles: [] });
    expect(await again.call('journal.status', {})).toMatchObject({ headSeq: recorded });
    // What the note could not be written for is asked first.
    expect(await again.call('district.push', {})).toMatchObject({ ok: true });
    expect(await again.call('district.push', {})).toMatchObject({
      ok: true,
      value: { headSeq: recorded, acknowledgedSeq: recorded },
    });
    expect(district.entries).toHaveLength(recorded);
    await expectRefusedAsFull(again);
    makeRoom();
    expect(await again.call('journal.append', TICKET)).toMatchObject({
      ok: true,
      entry: { seq: recorded + 1 },
    });
  });

  test('leaves a torn tail where it is, records nothing behind it, and keeps it aside once there is room', async () => {
    const { host, options, disk, district } = await enrolledKiosk();
    await host.close();
    const { profileFolder } = options;
    const name = readdirSync(profileFolder).find((file) => file.endsWith('.jsonl')) ?? '';
    const path = join(profileFolder, name);
    const offset = readFileSync(path).length;
    appendFileSync(path, TORN);
    const torn = readFileSync(path);
    const makeRoom = fillDisk(disk);
    const again = await startedHost(options);
    expect(await again.call('kiosk.health', {})).toEqual({
      troubles: [{ kind: 'end-unsettled', file: name, offset }],
    });
    expect(await again.call('journal.status', {})).toMatchObject({ headSeq: 1 });
    expect(await again.call('district.push', {})).toMatchObject({ ok: true });
    expect(await again.call('district.push', {})).toMatchObject({ ok: true, value: { acknowledgedSeq: 1 } });
    expect(district.entries).toHaveLength(1);
    await expectRefusedAsFull(again);
    await expectRefusedAsFull(again);
    expect(readFileSync(path)).toEqual(torn);
    makeRoom();
    expect(await again.call('journal.append', TICKET)).toMatchObject({ ok: true, entry: { seq: 2 } });
    const aside = readdirSync(profileFolder).filter((file) => file.includes('.torn-'));
    expect(aside.map((file) => readFileSync(join(profileFolder, file), 'utf8'))).toEqual([TORN]);
    await again.close();
    const last = await startedHost(options);
    expect(await last.call('kiosk.health', {})).toEqual({ troubles: [] });
    expect(await last.call('journal.status', {})).toMatchObject({ headSeq: 2 });
  });
});

/** Enrolled while there was room; the profile is a file system of its own, the key file is not on it. */
async function enrolledKiosk() {
  const district = await memoryDistrict();
  const disk = smallFileSystem('size=256k');
  const options = hostOptions({ districtUrl: district.server.url, profileFolder: join(disk, 'profile') });
  const host = await startedHost(options);
  await host.call('kiosk.enrol', { code: ENROL_CODE, districtUrl: null });
  expect(await host.call('journal.append', TICKET)).toMatchObject({ ok: true });
  return { host, options, disk, district };
}

/** Answers the last `seq` that was recorded. */
async function sellUntilFull(host: KioskHost): Promise<number> {
  for (let sale = 0; sale < SALES_MAX; sale += 1) {
    const answer = await host.call('journal.append', TICKET);
    if (answer.ok) continue;
    expect(answer).toMatchObject({ ok: false, fault: { kind: 'disk-full' } });
    return (await host.call('journal.status', {})).headSeq;
  }
  throw new Error('the disk is not full');
}

async function expectRefusedAsFull(host: KioskHost): Promise<void> {
  expect(await host.call('journal.append', TICKET)).toMatchObject({
    ok: false,
    fault: { kind: 'disk-full' },
  });
}
