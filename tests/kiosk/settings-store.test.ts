import { expect, it } from 'vitest';
import type { Host } from '../../src/host-api/host-api.ts';
import { Settings } from '../../src/host-api/settings-api.ts';
import { createSettingsStore } from '../../src/kiosk/settings-store.ts';

/** A host that keeps settings, until its disk says no. */
function hostWithDisk() {
  const disk = { written: [] as Settings[], isFull: false };
  const call = async (method: string, input: Settings) => {
    if (method !== 'settings.write') throw new Error(`not asked for: ${method}`);
    if (disk.isFull) throw new Error('ENOSPC');
    disk.written.push(input);
    return input;
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
  expect(store.getState().isUnsaved).toBe(false);
});

it('a change that cannot be written holds all the same, says so, and is mended by the next one', async () => {
  const { disk, host } = hostWithDisk();
  const store = createSettingsStore(host, Settings.parse({}));
  disk.isFull = true;
  await store.getState().change({ volume: 0.2 });
  expect(store.getState()).toMatchObject({ settings: { volume: 0.2 }, isUnsaved: true });
  disk.isFull = false;
  await store.getState().change({ soundOn: false });
  expect(store.getState().isUnsaved).toBe(false);
  expect(disk.written).toMatchObject([{ volume: 0.2, soundOn: false }]);
});
