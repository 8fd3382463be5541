import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IDBKeyRange } from 'fake-indexeddb';
import { expect, onTestFinished, test } from 'vitest';
import { deskTime } from '../../src/cli/desk/desk-time.ts';
import { openKeptCache } from '../../src/cli/desk/kept-cache.ts';
import { DAY_MS } from '../../src/domain/base/duration.ts';
import { JournalDraft } from '../../src/domain/journal/journal-entry.ts';
import type { KioskHost } from '../../src/host/host-options.ts';
import { composeKiosk } from '../../src/kiosk/compose.ts';
import { createStore } from '../../src/store/store.ts';
import { MONDAY_MORNING, startTestDistrict } from '../district/test-district.ts';
import { TICKET } from '../support/journal-drafts.ts';
import { setClock } from '../support/set-clock.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const CANARY = '13800138000';
const RECORD = '0f'.repeat(16);

test('what a clerk writes down goes round by round to the desk beside it, and no cache of a window has it', {
  timeout: 120_000,
}, async () => {
  const { district, events } = await startTestDistrict({ kind: 'pglite', folder: null });
  onTestFinished(() => district.close());
  const code = () => district.createEnrolmentCode({ siteIds: ['xijiao-pool'] });
  const [desk, other] = [
    await windowOf(district.url, await code()),
    await windowOf(district.url, await code()),
  ];
  const endsMs = MONDAY_MORNING + 31 * DAY_MS;
  const note = { kind: 'telephone', recordId: RECORD, siteId: 'xijiao-pool', text: CANARY, endsMs } as const;
  const put = await desk.kiosk.notes.put(note);
  const hash = put.ok ? put.value.hash : '';
  const notes = [{ kind: 'telephone', hash }];
  const body = { ...TICKET.body, kind: 'booking-opened', recordId: RECORD, minutes: 60, notes };
  await desk.host.call('journal.append', JournalDraft.parse({ siteId: 'xijiao-pool', body }));
  await expect
    .poll(
      async () => {
        desk.kiosk.syncLoop.syncNow();
        other.kiosk.syncLoop.syncNow();
        return other.kiosk.notes.read(hash);
      },
      { timeout: 60_000, interval: 500 },
    )
    .toEqual({ kind: 'text', text: CANARY });
  expect(await other.kiosk.notes.list(RECORD)).toMatchObject([{ hash, kind: 'telephone', isWaiting: false }]);
  for (const { cache, kiosk } of [desk, other]) {
    await kiosk.syncLoop.stop();
    const kept = await cache();
    expect(kept.length).toBeGreaterThan(1_000);
    for (const encoding of ['utf8', 'utf16le'] as const) {
      expect(kept.includes(Buffer.from(CANARY, encoding))).toBe(false);
    }
  }
  expect(JSON.stringify(events)).not.toContain(CANARY);
});

async function windowOf(districtUrl: string, code: string) {
  const host: KioskHost = await startedHost(hostOptions({ districtUrl, clock: setClock(MONDAY_MORNING) }));
  await host.call('kiosk.enrol', { code, districtUrl: null });
  const file = join(temporaryFolder(), 'cache');
  const { factory: indexedDB, keep } = await openKeptCache(file);
  const time = deskTime(null);
  onTestFinished(() => time.end());
  const kiosk = await composeKiosk({
    host,
    info: await host.call('kiosk.info', {}),
    settings: await host.call('settings.read', {}),
    pinnedTrust: await host.call('kiosk.pinnedTrust', {}),
    onRebuild: () => undefined,
    failed: (cause) => {
      throw cause;
    },
    ui: {
      isOrderInSight: () => true,
      cue: () => undefined,
      download: () => undefined,
      startAgain: () => undefined,
    },
    openCache: (keys) => createStore({ indexedDB, IDBKeyRange, keys }),
    timer: time.timer,
    random: Math.random,
  });
  onTestFinished(() => kiosk.syncLoop.stop());
  return {
    host,
    kiosk,
    async cache() {
      await keep();
      return readFileSync(file);
    },
  };
}
