import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { KioskHost } from '../../src/host/host-options.ts';
import type { HostTrouble } from '../../src/host-api/health-api.ts';
import { TICKET } from '../support/journal-drafts.ts';
import { ENROL_CODE, memoryDistrict } from '../support/memory-district.ts';
import { canMount, fillDisk, mount, smallFileSystem, unmount } from '../support/small-file-system.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** What somebody does to the file of the records under a running kiosk, and is put right with the next sale. */
const ON_THE_FILE: readonly [string, (file: string) => void][] = [
  ['deleted', (file) => rmSync(file)],
  ['cut to nothing', (file) => truncateSync(file)],
  ['cut in the middle of a line', (file) => truncateSync(file, 700)],
  ['replaced by an older copy under its name', (file) => replacedBy(file, older(file))],
  ['written over with an older copy', (file) => writeFileSync(file, older(file))],
  ['replaced by a copy of itself', (file) => replacedBy(file, readFileSync(file))],
  ['replaced by another file', (file) => replacedBy(file, Buffer.from('not a journal\n'))],
  ['made longer', (file) => writeFileSync(file, 'x\n', { flag: 'a' })],
  ['written over with as many zeros', (file) => writtenOver(file, (bytes) => bytes.fill(0))],
  ['changed in one place', (file) => writtenOver(file, (bytes) => bytes.fill(0x78, 300, 301))],
  ['replaced by a folder', (file) => replacedByNew(file, mkdirSync)],
  [
    'replaced by a folder with something in it',
    (file) => replacedByNew(file, (path) => mkdirSync(join(path, 'x'), { recursive: true })),
  ],
  ['replaced by a link to nothing', (file) => replacedByNew(file, linkTo('/nowhere/at/all'))],
  ['replaced by a link to itself', (file) => replacedByNew(file, linkTo(file))],
  ['replaced by a link to a device', (file) => replacedByNew(file, linkTo('/dev/null'))],
  ['replaced by a pipe', (file) => replacedByNew(file, (path) => execFileSync('mkfifo', [path]))],
];

describe.each(ON_THE_FILE)('a journal whose file is %s while the kiosk runs', (_, strike) => {
  test('loses no sale that was answered, and tells', async () => {
    const { host, file, told, restarted } = await soldKiosk(3);
    strike(file);
    const answers = [await sell(host), await sell(host)];
    await host.close();
    expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
    expect(told).toMatchObject([{ kind: 'file-put-back' }]);
    expect(await (await restarted()).call('journal.status', {})).toMatchObject({ headSeq: 5 });
  });

  test('is whole at the district and at the next start where nothing more is sold', async () => {
    const { host, file, district, restarted } = await soldKiosk(3);
    strike(file);
    for (let round = 0; round < 2; round += 1) await host.call('district.push', {});
    expect(district.entries).toHaveLength(3);
    await host.close();
    expect(await (await restarted()).call('journal.status', {})).toMatchObject({ headSeq: 3 });
  });
});

test('what lay in the place of the file is kept', async () => {
  const { host, file } = await soldKiosk(1);
  replacedBy(file, Buffer.from('not a journal\n'));
  await sell(host);
  const kept = readdirSync(dirname(file)).find((name) => name.includes('.broken-')) ?? '';
  expect(readFileSync(join(dirname(file), kept), 'utf8')).toBe('not a journal\n');
});

test('what lies in the place of the file is not written over where too much of it is kept already', async () => {
  const { host, file, told, restarted } = await soldKiosk(1);
  const copies = Array.from(
    { length: 100 },
    (_, index) => `${file}.broken-${`${index + 1}`.padStart(17, '0')}`,
  );
  for (const copy of copies) writeFileSync(copy, '');
  replacedBy(file, Buffer.from('not a journal\n'));
  expect(await sell(host)).toMatchObject({
    ok: false,
    fault: { kind: 'io', detail: expect.stringContaining('move its .broken files elsewhere') },
  });
  expect(readFileSync(file, 'utf8')).toBe('not a journal\n');
  rmSync(copies[41] ?? '');
  expect(await sell(host)).toMatchObject({ ok: true });
  expect(told).toMatchObject([
    { kind: 'file-put-back', keptIn: expect.stringContaining('-00000000000000042') },
  ]);
  await host.close();
  expect(await (await restarted()).call('journal.status', {})).toMatchObject({ headSeq: 2 });
});

test('a file that was moved away refuses the sale until it is back', async () => {
  const { host, file, restarted } = await soldKiosk(2);
  const elsewhere = join(dirname(file), 'elsewhere');
  renameSync(file, elsewhere);
  await expectGone(host);
  renameSync(elsewhere, file);
  expect(await sell(host)).toMatchObject({ ok: true, entry: { seq: 3 } });
  await host.close();
  expect(await (await restarted()).call('journal.status', {})).toMatchObject({ headSeq: 3 });
});

/** What somebody does to the folder, or to one above it; answers what undoes it. */
const ON_THE_FOLDER: readonly [string, (folder: string) => () => void][] = [
  ['renamed', (folder) => movedAway(folder)],
  ['under a renamed folder', (folder) => movedAway(dirname(folder))],
  [
    'replaced by another folder',
    (folder) => {
      const back = movedAway(folder);
      mkdirSync(folder);
      return () => {
        rmSync(folder, { recursive: true });
        back();
      };
    },
  ],
  [
    'replaced by a link to another folder',
    (folder) => {
      const back = movedAway(folder);
      symlinkSync(temporaryFolder(), folder);
      return () => {
        rmSync(folder);
        back();
      };
    },
  ],
];

test.each(ON_THE_FOLDER)(
  'a folder that is %s refuses sales in words, until it is back',
  async (_, strike) => {
    const { host, district, restarted } = await soldKiosk(2);
    const undo = strike(restarted.folder);
    await expectGone(host);
    await expectGone(host);
    // What was recorded before still reaches the district.
    await host.call('district.push', {});
    await host.call('district.push', {});
    expect(district.entries).toHaveLength(2);
    undo();
    expect(await sell(host)).toMatchObject({ ok: true, entry: { seq: 3 } });
    await host.close();
    expect(await (await restarted()).call('journal.status', {})).toMatchObject({ headSeq: 3 });
  },
);

test('a folder that was moved, with a link in its place, goes on where it lies now', async () => {
  const { host, restarted } = await soldKiosk(2);
  const elsewhere = join(temporaryFolder(), 'moved');
  renameSync(restarted.folder, elsewhere);
  symlinkSync(elsewhere, restarted.folder);
  expect(await sell(host)).toMatchObject({ ok: true });
  await host.close();
  expect(await (await restarted()).call('journal.status', {})).toMatchObject({ headSeq: 3 });
});

test('a folder that was replaced by a whole copy goes on in the copy', async () => {
  const { host, restarted } = await soldKiosk(2);
  cpSync(restarted.folder, `${restarted.folder}.copy`, { recursive: true });
  rmSync(restarted.folder, { recursive: true });
  renameSync(`${restarted.folder}.copy`, restarted.folder);
  expect(await sell(host)).toMatchObject({ ok: true });
  await host.close();
  expect(await (await restarted()).call('journal.status', {})).toMatchObject({ headSeq: 3 });
});

test.each(['all that is in it', 'it', 'it and the one above it'])(
  'a folder of which somebody deletes %s is made again with all that was recorded',
  async (what) => {
    const { host, told, restarted } = await soldKiosk(2);
    const { folder } = restarted;
    if (what === 'all that is in it') {
      for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
    } else rmSync(what === 'it' ? folder : dirname(folder), { recursive: true });
    expect(await sell(host)).toMatchObject({ ok: true });
    expect(told).toMatchObject([{ kind: 'file-put-back' }]);
    await host.close();
    const again = await restarted();
    expect(await again.call('journal.status', {})).toMatchObject({ headSeq: 3 });
    // With the enrolment, which would otherwise be lost with the next start.
    expect((await again.call('kiosk.info', {})).enrolment).not.toBeNull();
  },
);

test('side files that vanish cost no record, and the enrolment is written again', async () => {
  const { host, restarted } = await soldKiosk(2);
  const { folder } = restarted;
  await host.call('district.push', {});
  await host.call('district.push', {});
  for (const name of readdirSync(folder)) if (!name.endsWith('.jsonl')) rmSync(join(folder, name));
  expect(await sell(host)).toMatchObject({ ok: true });
  await host.close();
  const again = await restarted();
  expect((await again.call('kiosk.info', {})).enrolment).not.toBeNull();
  expect(await again.call('journal.append', TICKET)).toMatchObject({ ok: true, entry: { seq: 4 } });
});

describe.skipIf(!canMount())('on a disk of its own', () => {
  test('a disk that was unmounted refuses sales until it is mounted again', async () => {
    const mounted = temporaryFolder();
    const medium = temporaryFolder();
    mount('--bind', medium, mounted);
    const { host, restarted } = await soldKiosk(2, join(mounted, 'profile'));
    unmount(mounted);
    await expectGone(host);
    mount('--bind', medium, mounted);
    expect(await sell(host)).toMatchObject({ ok: true, entry: { seq: 3 } });
    await host.close();
    expect(await (await restarted()).call('journal.status', {})).toMatchObject({ headSeq: 3 });
    unmount(mounted);
  });

  test('an empty disk in its place refuses sales as well', async () => {
    const mounted = temporaryFolder();
    mount('-t', 'tmpfs', 'tmpfs', mounted);
    const { host } = await soldKiosk(2, join(mounted, 'profile'));
    unmount(mounted);
    mount('-t', 'tmpfs', 'tmpfs', mounted);
    mkdirSync(join(mounted, 'profile'));
    await expectGone(host);
    unmount(mounted);
  });

  test('a changed file stays where it is as long as there is no room for the right one', async () => {
    const mounted = smallFileSystem('size=512k');
    const { host, file, restarted } = await soldKiosk(2, join(mounted, 'profile'));
    writtenOver(file, (bytes) => bytes.fill(0));
    const makeRoom = fillDisk(mounted);
    expect(await sell(host)).toMatchObject({ ok: false, fault: { kind: 'disk-full' } });
    expect(readdirSync(dirname(file)).filter((name) => name.includes('.broken-'))).toEqual([]);
    makeRoom();
    expect(await sell(host)).toMatchObject({ ok: true, entry: { seq: 3 } });
    await host.close();
    expect(await (await restarted()).call('journal.status', {})).toMatchObject({ headSeq: 3 });
  });

  test('a disk that becomes read-only refuses sales until it can be written again', async () => {
    const mounted = temporaryFolder();
    mount('-t', 'tmpfs', 'tmpfs', mounted);
    onTestFinished(() => unmount(mounted));
    const { host, restarted } = await soldKiosk(2, join(mounted, 'profile'));
    // As a disk with an error does: what is open for writing may stay so, but nothing is taken any more.
    const bound = temporaryFolder();
    await host.close();
    mount('--bind', mounted, bound);
    mount('-o', 'remount,bind,ro', bound);
    onTestFinished(() => unmount(bound));
    const options = { ...restarted.options, profileFolder: join(bound, 'profile') };
    await expect(startedHost(options)).rejects.toThrow('profile-unusable');
    mount('-o', 'remount,bind,rw', bound);
    expect(await sell(await startedHost(options))).toMatchObject({ ok: true, entry: { seq: 3 } });
  });
});

function older(file: string): Buffer {
  const bytes = readFileSync(file);
  return bytes.subarray(0, bytes.indexOf('\n') + 1);
}

function replacedBy(file: string, bytes: Uint8Array): void {
  writeFileSync(`${file}.copy`, bytes);
  renameSync(`${file}.copy`, file);
}

/** In the same file, which keeps its length. */
function writtenOver(file: string, change: (bytes: Buffer) => void): void {
  const bytes = readFileSync(file);
  change(bytes);
  writeFileSync(file, bytes, { flag: 'r+' });
}

function replacedByNew(file: string, make: (path: string) => unknown): void {
  rmSync(file);
  make(file);
}

function linkTo(target: string) {
  return (path: string) => symlinkSync(target, path);
}

function movedAway(folder: string): () => void {
  const elsewhere = `${folder}-elsewhere`;
  renameSync(folder, elsewhere);
  return () => renameSync(elsewhere, folder);
}

function sell(host: KioskHost) {
  return host.call('journal.append', TICKET);
}

async function expectGone(host: KioskHost): Promise<void> {
  expect(await sell(host)).toMatchObject({ ok: false, fault: { kind: 'storage-gone' } });
}

/** A kiosk that has sold so often, with nothing sent. */
async function soldKiosk(sales: number, profileFolder = join(temporaryFolder(), 'data', 'profile')) {
  const district = await memoryDistrict();
  const told: HostTrouble[] = [];
  const options = hostOptions({
    districtUrl: district.server.url,
    profileFolder,
    onTrouble: (trouble) => told.push(trouble),
  });
  const host = await startedHost(options);
  await host.call('kiosk.enrol', { code: ENROL_CODE, districtUrl: null });
  for (let sold = 0; sold < sales; sold += 1) expect(await sell(host)).toMatchObject({ ok: true });
  const name = readdirSync(profileFolder).find((entry) => entry.endsWith('.jsonl')) ?? '';
  const restarted = Object.assign(() => startedHost(options), { folder: profileFolder, options });
  return { host, file: join(profileFolder, name), district, told, restarted };
}
