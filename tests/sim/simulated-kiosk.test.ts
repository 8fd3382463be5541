import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../src/domain/base/duration.ts';
import { Catalogue } from '../../src/domain/catalogue/catalogue.ts';
import { simulatedCache } from '../../src/sim/kiosk/simulated-cache.ts';
import { simulatedDisk } from '../../src/sim/kiosk/simulated-disk.ts';
import { startKiosk } from '../../src/sim/kiosk/simulated-kiosk.ts';
import { newLife } from '../../src/sim/world/life.ts';
import { randomOf } from '../../src/sim/world/random.ts';
import { virtualTime } from '../../src/sim/world/virtual-time.ts';

const START_MS = Date.parse('2026-11-23T08:00:00+08:00');
const END_MS = START_MS + 10 * MINUTE_MS;
const SITE = 'xijiao-pool';
const catalogue = Catalogue.parse(
  JSON.parse(readFileSync(join('resources', 'catalogue.json'), 'utf8')).payload,
);

test('a simulated kiosk does the work of each minute while it runs, as a host does', async () => {
  const time = virtualTime(START_MS);
  const disk = simulatedDisk('simulated');
  const life = newLife();
  const { profile } = await startKiosk({
    ...{ life, time, catalogue, siteId: SITE, random: randomOf('each minute') },
    disk: disk.openBy(life),
    cache: simulatedCache(),
    transport: async () => ({ kind: 'unreachable', detail: 'no line' }),
    wallMs: time.nowMs,
    windowFailed(cause) {
      throw cause;
    },
  });
  const { journalId } = profile.journal;
  await profile.notes.put(
    { kind: 'telephone', recordId: '0f'.repeat(16), siteId: SITE, text: '13800138000', endsMs: END_MS },
    { journalId, seq: 0 },
  );
  const notes = () => disk.names().filter((name) => name.startsWith('note-'));
  await time.runUntil(END_MS - 1);
  expect(notes()).toHaveLength(2);
  await time.runUntil(END_MS + MINUTE_MS);
  expect(notes()).toEqual([]);
  life.endAfter(0);
});
