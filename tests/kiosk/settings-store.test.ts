import { expect, it } from 'vitest';
import type { Host } from '../../src/host-api/host-api.ts';
import { Settings } from '../../src/host-api/settings-api.ts';
import { createSettingsStore } from '../../src/kiosk/settings-store.ts';

/** A host that keeps settings, until its disk says no or nobody allows it. */
function hostWithDisk() {
  const disk = { written: [] as Settings[], isFull: false, isAllowed: true };
  const call = async (method: string, input: Settings) => {
    if (method !== 'settings.write') throw new Error(`not asked for: ${method}`);
    if (disk.isFull) throw new Error('ENOSPC');
    if (!disk.isAllowed) return { ok: false, fault: { kind: 'not-allowed' } };
    disk.written.push(input);
    return { ok: true, value: input };
  };
  return { disk, host: { call } as unknown as Host };
}

it('a change holds at once and is written whole', async () => {
  const { disk, host } = hostWithDisk();
  const store = createSettingsStore(host, Settings.parse({ siteId: 'xijiao-pool' }));
  const change = store.getState().change({ theme: 'dark' });
  expect(store.getState().settings).toMatchObject({ theme: 'dark', siteId: 'xijiao-pool' });
  await change;
  expect(disk.written).toEqual([Settings.parse({ siteId: 'xijiao-pool', theme: 'dark' })]);
  expect(store.getState().trouble).toBeNull();
});

it('a change that cannot be written holds all the same, says so, and is mended by the next one', async () => {
  const { disk, host } = hostWithDisk();
  const store = createSettingsStore(host, Settings.parse({}));
  disk.isFull = true;
  await store.getState().change({ volume: 0.2 });
  expect(store.getState()).toMatchObject({ settings: { volume: 0.2 }, trouble: 'unsaved' });
  disk.isFull = false;
  await store.getState().change({ soundOn: false });
  expect(store.getState().trouble).toBeNull();
  expect(disk.written).toMatchObject([{ volume: 0.2, soundOn: false }]);
});

it('a change that the host refuses does not count, and neither does one that was made upon it', async () => {
  const { disk, host } = hostWithDisk();
  const store = createSettingsStore(host, Settings.parse({ siteId: 'xijiao-pool' }));
  await store.getState().change({ volume: 0.2 });
  disk.isAllowed = false;
  const changes = [store.getState().change({ theme: 'dark' }), store.getState().change({ soundOn: false })];
  await Promise.all(changes);
  const before = { siteId: 'xijiao-pool', volume: 0.2, theme: 'light', soundOn: true };
  expect(store.getState()).toMatchObject({ settings: before, trouble: 'refused' });
  disk.isAllowed = true;
  await store.getState().change({ soundOn: false });
  expect(store.getState()).toMatchObject({ settings: { ...before, soundOn: false }, trouble: null });
});
