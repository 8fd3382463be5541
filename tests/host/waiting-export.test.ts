import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { SignedText } from '../../src/domain/trust/signed-text.ts';
import type { HostOptions, KioskHost } from '../../src/host/host-options.ts';
import { readExportText } from '../../src/protocol/journal-export.ts';
import { TICKET } from '../support/journal-drafts.ts';
import { ENROL_CODE, memoryDistrict } from '../support/memory-district.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('hands the window what the district has not acknowledged, signed by the device itself', async () => {
  const { host } = await kiosk();
  await sell(host, 2);
  // The first push asks what the district has, the second brings it.
  await host.call('district.push', {});
  await host.call('district.push', {});
  expect(await host.call('journal.status', {})).toMatchObject({ acknowledgedSeq: 2 });
  await sell(host, 3);
  const result = await host.call('journal.export', {});
  if (result.kind !== 'download') throw new Error(result.kind);
  expect(result).toMatchObject({ fromSeq: 3, toSeq: 5 });
  const [file, ...others] = result.files;
  expect(others).toEqual([]);
  expect(file?.name).toMatch(/^journal-[0-9a-f]{8}-3-5\.json\.gz$/);
  const { signed, seqs } = read(Buffer.from(file?.base64 ?? '', 'base64'));
  expect(signed.keyId).toBe('kiosk-1');
  expect(seqs).toEqual([3, 4, 5]);
});

test('writes where the clerk says, and again over the same file; the entries wait all the same', async () => {
  const usb = temporaryFolder();
  const { host } = await kiosk({ chooseExportFolder: async () => usb });
  await sell(host, 2);
  const first = await host.call('journal.export', {});
  expect(await host.call('journal.export', {})).toEqual(first);
  const [name = '', ...others] = readdirSync(usb);
  expect(others).toEqual([]);
  expect(first).toEqual({ kind: 'saved', fromSeq: 1, toSeq: 2, files: [join(usb, name)] });
  expect(read(readFileSync(join(usb, name))).seqs).toEqual([1, 2]);
  expect(await host.call('journal.status', {})).toMatchObject({ headSeq: 2, acknowledgedSeq: 0 });
});

test('asks nobody for a folder where nothing waits, and writes nothing where none was chosen', async () => {
  const asked: string[] = [];
  const chooseExportFolder = async () => {
    asked.push('folder');
    return null;
  };
  const { host } = await kiosk({ chooseExportFolder });
  expect(await host.call('journal.export', {})).toEqual({ kind: 'nothing' });
  expect(asked).toEqual([]);
  await sell(host, 1);
  expect(await host.call('journal.export', {})).toEqual({ kind: 'cancelled' });
  expect(asked).toEqual(['folder']);
});

test('says that the drive is gone, or is no folder, and leaves the journal as it is', async () => {
  const gone = join(temporaryFolder(), 'pulled-out');
  const { host } = await kiosk({ chooseExportFolder: async () => gone });
  await sell(host, 1);
  expect(await host.call('journal.export', {})).toMatchObject({ kind: 'fault', fault: { kind: 'io' } });
  writeFileSync(gone, 'a file');
  expect(await host.call('journal.export', {})).toMatchObject({ kind: 'fault', fault: { kind: 'io' } });
  expect(await host.call('journal.status', {})).toMatchObject({ headSeq: 1 });
});

test.skipIf(process.platform === 'win32')('says that the drive takes no files', async () => {
  // `/proc` lets not even root make a file, as a drive that is locked against writing does not.
  const shut = process.getuid?.() === 0 ? '/proc/self' : join(temporaryFolder(), 'shut');
  if (shut !== '/proc/self') {
    mkdirSync(shut);
    chmodSync(shut, 0o500);
  }
  const { host } = await kiosk({ chooseExportFolder: async () => shut });
  await sell(host, 1);
  const result = await host.call('journal.export', {});
  expect(result).toMatchObject({ kind: 'fault', fault: { detail: expect.stringMatching(/^E[A-Z]+$/) } });
});

test('a kiosk that nobody enrolled has no key to sign with', async () => {
  const host = await startedHost(hostOptions());
  expect(await host.call('journal.export', {})).toMatchObject({
    kind: 'fault',
    fault: { kind: 'not-enrolled' },
  });
});

async function kiosk(changes: Partial<HostOptions> = {}) {
  const district = await memoryDistrict();
  const host = await startedHost(hostOptions({ districtUrl: district.server.url, ...changes }));
  await host.call('kiosk.enrol', { code: ENROL_CODE, districtUrl: null });
  return { host, district };
}

async function sell(host: KioskHost, count: number): Promise<void> {
  for (let sale = 0; sale < count; sale += 1) {
    expect(await host.call('journal.append', TICKET)).toMatchObject({ ok: true });
  }
}

function read(bytes: Buffer) {
  const signed = SignedText.parse(JSON.parse(gunzipSync(bytes).toString('utf8')));
  const reading = readExportText(signed.text);
  if (!reading.ok) throw new Error(reading.message);
  return { signed, seqs: reading.entries.map((entry) => entry.seq) };
}
