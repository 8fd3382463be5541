import { cpSync, existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createHost } from '../../src/host/kiosk-host.ts';
import { profileTraces, traceFolderOf } from '../../src/host/profile/profile-trace.ts';
import { ENROL_CODE, memoryDistrict } from '../support/memory-district.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** What can become of the folder between two starts, so that no journal is in it. */
const VANISHED: readonly [string, (folder: string) => void][] = [
  ['deleted', (folder) => rmSync(folder, { recursive: true })],
  ['moved', (folder) => renameSync(folder, `${folder}-elsewhere`)],
  ['emptied', (folder) => readdirSync(folder).forEach((name) => void rmSync(join(folder, name)))],
  [
    'left without its journal',
    (folder) => journalsOf(folder).forEach((name) => void rmSync(join(folder, name))),
  ],
];

test.each(VANISHED)('a profile that was %s is told, and none is begun', async (_, strike) => {
  const { options, journalId } = await usedProfile();
  const { profileFolder } = options;
  strike(profileFolder);
  const before = existsSync(profileFolder) ? readdirSync(profileFolder) : null;
  expect(await createHost(options)).toEqual({ kind: 'profile-vanished', folder: profileFolder, journalId });
  // Nothing is in the way of the folder when it comes back.
  expect(existsSync(profileFolder) ? readdirSync(profileFolder) : null).toEqual(before);
});

test('a new one is begun where somebody says so, and the window tells', async () => {
  const { options, journalId } = await usedProfile();
  rmSync(options.profileFolder, { recursive: true });
  const host = await startedHost({ ...options, newProfile: true });
  expect(await host.call('kiosk.health', {})).toEqual({
    troubles: [{ kind: 'profile-vanished', journalId }],
  });
  await host.close();
  const again = await startedHost(options);
  expect(await again.call('kiosk.health', {})).toEqual({ troubles: [] });
});

test('one that is put back goes on, and nothing is told', async () => {
  const { options, journalId } = await usedProfile();
  renameSync(options.profileFolder, `${options.profileFolder}-elsewhere`);
  expect(await createHost(options)).toMatchObject({ kind: 'profile-vanished' });
  renameSync(`${options.profileFolder}-elsewhere`, options.profileFolder);
  const host = await startedHost(options);
  expect(await host.call('journal.status', {})).toMatchObject({ journalId });
  expect(await host.call('kiosk.health', {})).toEqual({ troubles: [] });
});

test('another profile in its place is told', async () => {
  const { options, journalId } = await usedProfile();
  const other = await usedProfile();
  rmSync(options.profileFolder, { recursive: true });
  cpSync(other.options.profileFolder, options.profileFolder, { recursive: true });
  const host = await startedHost({ ...options, secretStore: other.options.secretStore });
  expect(await host.call('kiosk.health', {})).toEqual({
    troubles: [{ kind: 'profile-replaced', journalId }],
  });
});

test('a trace that cannot be kept or read keeps no kiosk shut', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  const options = { ...hostOptions(), traces: profileTraces(join(file, 'below')) };
  await (await startedHost(options)).close();
  rmSync(options.profileFolder, { recursive: true });
  await startedHost(options);
});

test('traces lie in the configuration folder of the user, or where the environment says', () => {
  expect(traceFolderOf({ KIOSK_TRACES: '/x', XDG_CONFIG_HOME: '/y' })).toBe('/x');
  expect(traceFolderOf({ XDG_CONFIG_HOME: '/y' })).toBe(join('/y', 'talent-card-kiosk', 'profiles'));
  expect(traceFolderOf({})).toMatch(/\.config.talent-card-kiosk.profiles$/);
});

function journalsOf(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('journal-'));
}

async function usedProfile() {
  const district = await memoryDistrict();
  const options = {
    ...hostOptions({ districtUrl: district.server.url }),
    traces: profileTraces(join(temporaryFolder(), 'traces')),
  };
  const host = await startedHost(options);
  await host.call('kiosk.enrol', { code: ENROL_CODE, districtUrl: null });
  const { journalId } = await host.call('journal.status', {});
  await host.close();
  return { options, journalId };
}
