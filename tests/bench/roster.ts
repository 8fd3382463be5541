import { join } from 'node:path';
import { barsAgainst, barsAlone } from './roster/bars.ts';
import { type Images, withFolder } from './roster/images.ts';
import { type Making, type Measured, measure, measureMaking, recordBytes } from './roster/measure.ts';
import {
  CARDS_MAX,
  CARDS_WITH_PEERS_MAX,
  CONTENDERS,
  type ContenderName,
  type RosterOptions,
} from './roster/options.ts';
import { installRosterPeers, type RosterSite, serveRosterSite } from './roster/site.ts';
import { barLines, type Results, tableOf } from './roster/table.ts';

/** What takes the same time for ten cards as for ten thousand would hide in smaller numbers. */
const CARDS_OF_THE_BARS = 1_000_000;
/** A profile that is kept belongs to the address that its pages came from. */
const PORT_OF_PROFILES = 47_311;

/**
 * The roster cache against plain Dexie rows, AES-GCM Dexie rows, idb and RxDB, each in a Chromium with a
 * profile of its own on disk, the same synthetic records, one after another in one run.
 */
export async function benchRoster(options: RosterOptions): Promise<void> {
  const withPeers =
    options.only.some((name) => name === 'idb-rows' || name === 'rxdb-rows') &&
    options.sizes.some((cards) => cards <= CARDS_WITH_PEERS_MAX);
  if (withPeers) installRosterPeers();
  const site = await serveRosterSite({ withPeers, port: options.profiles === null ? 0 : PORT_OF_PROFILES });
  try {
    for (const cards of options.sizes) await benchSize(site, cards, options);
  } finally {
    await site.close();
  }
}

async function benchSize(
  site: RosterSite,
  cards: number,
  { only, seed, profiles }: RosterOptions,
): Promise<void> {
  const names = cards > CARDS_WITH_PEERS_MAX ? (['ours'] as const) : only;
  const size = { seed, cards };
  const making = await measureMaking({ url: site.urlOf('nothing'), size });
  const results = new Map<ContenderName, Measured>();
  for (const name of names) {
    const own = { seed, cards: Math.min(cards, CARDS_MAX[name] ?? cards) };
    console.log(`… ${CONTENDERS[name]}, ${own.cards} cards`);
    const task = { url: site.urlOf(name), size: own };
    const measured = await inImages(profiles, `${name}-${own.cards}-${seed}`, (images) =>
      measure(task, images),
    );
    const isSigned = name === 'ours-signed';
    const ownMaking = isSigned
      ? await measureMaking({ url: site.urlOf('nothing-signed'), size: own })
      : shareOf(making, own.cards / cards);
    results.set(name, less(measured, ownMaking));
  }
  const bytes = await recordBytes({ url: site.urlOf('nothing'), size });
  report(results, { cards, makingSeconds: making.loadCpuSeconds, bytes });
}

/** With images that are kept, or with some that go with the measurement. */
function inImages<T>(
  profiles: string | null,
  name: string,
  work: (images: Images) => Promise<T>,
): Promise<T> {
  return profiles === null
    ? withFolder((folder) => work({ folder }))
    : work({ folder: join(profiles, name) });
}

function shareOf(making: Making, share: number): Making {
  return {
    loadCpuSeconds: making.loadCpuSeconds * share,
    changeCpuSeconds: making.changeCpuSeconds * share,
    nextChangeCpuSeconds: making.nextChangeCpuSeconds * share,
  };
}

function less(measured: Measured, making: Making): Measured {
  return {
    ...measured,
    loadCpuSeconds: measured.loadCpuSeconds - making.loadCpuSeconds,
    changeCpuSeconds: measured.changeCpuSeconds - making.changeCpuSeconds,
    nextChangeCpuSeconds: measured.nextChangeCpuSeconds - making.nextChangeCpuSeconds,
  };
}

function report(
  results: Results,
  { cards, makingSeconds, bytes }: { cards: number; makingSeconds: number; bytes: number },
): void {
  console.log(
    `\nRoster of ${cards} cards, ${bytes.toFixed(0)} bytes of JSON each on the wire; under each cache how many times` +
      ' less than plain Dexie rows it takes' +
      '\nimport CPU: user and system time of all processes of the browser (/proc), from the first record until' +
      ` the browser is idle again, less what it takes when idle and the ${makingSeconds.toFixed(2)} s that making the records takes (for signed pages: and signing them)` +
      "\ndisk: blocks of the profile's IndexedDB folder once the import has settled and the browser is closed" +
      '\nopen: browser started anew, new page, from opening the cache to its first answer, median of 3; at rest; ' +
      'on the first start since the import; since one at whose end the browser was killed; with nothing of the ' +
      'profile in memory, as after the machine was switched on' +
      '\n1 %: CPU as of the import, of the first change after a start and the next; median of 3 starts' +
      '\nhits and misses: of random cards, medians of the mean of ten in a row, p95 of single ones\n',
  );
  console.log(tableOf(results));
  const ours = results.get('ours');
  const plain = results.get('plain-rows');
  if (ours === undefined) return;
  console.log(
    `\nours took ${ours.loadWallSeconds.toFixed(1)} s by the clock to import, records made included`,
  );
  if (cards > CARDS_WITH_PEERS_MAX) console.log(`\n${barLines(barsAlone(ours))}`);
  else if (cards === CARDS_OF_THE_BARS && plain !== undefined) {
    console.log(`\n${barLines(barsAgainst(ours, plain))}`);
  }
}
