import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/district/database/database.ts';
import { narrowFiles } from '../../src/host/disk/private-files.ts';
import { preparedFolders } from '../district/prepared-folder.ts';
import { runCommand } from '../support/command.ts';
import { TICKET } from '../support/journal-drafts.ts';
import { ENROL_CODE, memoryDistrict } from '../support/memory-district.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const NOBODY = 65_534;
const preparedFolder = preparedFolders();
const isWindows = process.platform === 'win32';

/** Only root may become somebody else. */
describe.skipIf(process.getuid?.() !== 0)('another user of the machine', () => {
  test('reads nothing of a district, new or with the wide rights of an earlier release', async () => {
    const folder = preparedFolder();
    // The folders above are wide open as well.
    chmodSync(dirname(folder), 0o755);
    await (await openDatabase({ kind: 'pglite', folder }, () => {})).close();
    expect(seenByNobody(folder)).toEqual([]);
    chmodSync(folder, 0o777);
    for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o777);
    await (await openDatabase({ kind: 'pglite', folder }, () => {})).close();
    expect(seenByNobody(folder)).toEqual([]);
  });

  test('reads nothing of a district that was started from the command line in a folder with other things', async () => {
    const folder = preparedFolder();
    chmodSync(dirname(folder), 0o755);
    chmodSync(folder, 0o755);
    writeFileSync(join(folder, 'readme'), 'for all');
    chmodSync(join(folder, 'readme'), 0o644);
    const command = runCommand('district', ['--demo', '--json', '--port', '0', '--data', folder]);
    await command.line(/"url"/);
    expect(seenByNobody(folder)).toEqual(['readme']);
    await command.end('SIGTERM');
  });

  test('reads nothing of a kiosk, new or with the wide rights of an earlier release', async () => {
    const folder = openFolder();
    const options = await recordedKiosk(join(folder, 'kiosk'));
    expect(seenByNobody(folder)).toEqual([]);
    chmodSync(options.profileFolder, 0o755);
    for (const name of readdirSync(options.profileFolder))
      chmodSync(join(options.profileFolder, name), 0o644);
    expect(seenByNobody(folder).length).toBeGreaterThan(3);
    await startedHost(options);
    expect(seenByNobody(folder)).toEqual([]);
  });
});

test.skipIf(isWindows)('each file of a kiosk and of an export is its user’s alone', async () => {
  const folder = temporaryFolder();
  const out = join(folder, 'exported');
  mkdirSync(out);
  const options = await recordedKiosk(join(folder, 'kiosk'), out);
  expect(statSync(options.profileFolder).mode & 0o777).toBe(0o700);
  for (const at of [options.profileFolder, out]) {
    expect(readdirSync(at).length).toBeGreaterThan(0);
    for (const name of readdirSync(at)) {
      expect([name, statSync(join(at, name)).mode & 0o077]).toEqual([name, 0]);
    }
  }
});

describe.skipIf(isWindows)('narrowing', () => {
  test('takes what is ours with all below, and leaves links and what is not', () => {
    const folder = openFolder();
    const elsewhere = join(openFolder(), 'file');
    writeFileSync(elsewhere, '', { mode: 0o644 });
    mkdirSync(join(folder, 'ours', 'below'), { recursive: true });
    writeFileSync(join(folder, 'ours', 'below', 'file'), '');
    chmodSync(join(folder, 'ours', 'below', 'file'), 0o666);
    symlinkSync(elsewhere, join(folder, 'ours', 'link'));
    writeFileSync(join(folder, 'theirs'), '');
    chmodSync(join(folder, 'theirs'), 0o644);
    narrowFiles(folder, (name) => name === 'ours');
    const modes = ['.', 'theirs', 'ours', 'ours/below', 'ours/below/file'].map(
      (path) => statSync(join(folder, path)).mode & 0o777,
    );
    expect(modes).toEqual([0o755, 0o644, 0o700, 0o700, 0o600]);
    expect(statSync(elsewhere).mode & 0o777).toBe(0o644);
  });

  test('takes the folder itself where all in it is ours, and no folder that is for everybody', () => {
    const folder = openFolder();
    writeFileSync(join(folder, 'ours'), '');
    narrowFiles(folder, () => true);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    chmodSync(folder, 0o1777);
    narrowFiles(folder, () => true);
    expect(statSync(folder).mode & 0o7777).toBe(0o1777);
  });
});

/** As wide as folders are by default. */
function openFolder(): string {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  return folder;
}

/** The files below the folder that another user can read or write, or merely find. */
function seenByNobody(folder: string): string[] {
  const look = `
    const { readdirSync, accessSync, constants } = require('node:fs');
    const { join } = require('node:path');
    const seen = [];
    const walk = (at, path) => {
      let names = [];
      try { names = readdirSync(at, { withFileTypes: true }); } catch { return; }
      for (const entry of names) {
        const full = join(at, entry.name);
        if (entry.isDirectory()) { walk(full, path + entry.name + '/'); continue; }
        for (const right of [constants.R_OK, constants.W_OK]) {
          try { accessSync(full, right); seen.push(path + entry.name); break; } catch {}
        }
      }
    };
    walk(${JSON.stringify(folder)}, '');
    console.log(JSON.stringify(seen));`;
  const asked = spawnSync(nodeForAll(), ['-e', look], { uid: NOBODY, gid: NOBODY, cwd: '/' });
  return JSON.parse(asked.stdout.toString());
}

let copied: string | null = null;

/** This Node where everybody may run it. */
function nodeForAll(): string {
  if (copied !== null) return copied;
  const path = join(openFolder(), 'node');
  writeFileSync(path, readFileSync(process.execPath), { mode: 0o755 });
  onTestFinished(() => {
    copied = null;
  });
  copied = path;
  return path;
}

/** Has one sale behind it, an export where a folder is given, and is closed. */
async function recordedKiosk(profileFolder: string, exportFolder: string | null = null) {
  const district = await memoryDistrict();
  const options = hostOptions({
    districtUrl: district.server.url,
    profileFolder,
    chooseExportFolder: async () => exportFolder,
  });
  const host = await startedHost(options);
  await host.call('kiosk.enrol', { code: ENROL_CODE, districtUrl: null });
  await host.call('journal.append', TICKET);
  if (exportFolder !== null) expect(await host.call('journal.export', {})).toMatchObject({ kind: 'saved' });
  await host.close();
  return options;
}
