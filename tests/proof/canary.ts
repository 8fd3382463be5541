import { exit } from 'node:process';
import { parseArgs } from 'node:util';
import { type CanaryReport, liveWithCanaries } from './canary/kiosk-life.ts';

const CARDS_LEAST = 10;
const CARDS_MOST = 20_000;
const FILLER = 20_000;
const LEAKS_SHOWN_MAX = 20;
const USAGE = `node tests/proof/canary.ts [--cards 1000] [--kills 5] [--seed 1]\n  ${CARDS_LEAST} to ${CARDS_MOST} cards`;

/**
 * Canary names and numbers on the roster of the real kiosk, and a byte scan of every file that it has on the
 * disk, at every turn of its life: none may be found. First the scan must find them all where they are planted.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      cards: { type: 'string', default: '1000' },
      kills: { type: 'string', default: '5' },
      seed: { type: 'string', default: '1' },
    },
  });
  const [cards, kills, seed] = [Number(values.cards), Number(values.kills), Number(values.seed)];
  const isSound = [cards, kills, seed].every(Number.isInteger) && cards >= CARDS_LEAST && cards <= CARDS_MOST;
  if (!isSound) {
    console.error(USAGE);
    return 1;
  }
  return print(await liveWithCanaries({ cards, filler: FILLER, kills, seed, say: console.log }), cards);
}

function print({ seenWherePlanted, scans }: CanaryReport, cards: number): number {
  for (const { number, name } of seenWherePlanted) {
    console.log(
      `planted in plain rows, the scan finds ${number} of ${cards} numbers, ${name} of ${2 * cards} names`,
    );
  }
  const isSeeing = seenWherePlanted.every(({ number, name }) => number === cards && name === 2 * cards);
  const leaks = scans.flatMap((scan) => scan.leaks.map((leak) => ({ ...leak, when: scan.when })));
  for (const { when, file, from, encoding, secret } of leaks.slice(0, LEAKS_SHOWN_MAX)) {
    console.log(`FOUND ${secret.kind} ${secret.text} (${encoding}) in ${file} (${from}), ${when}`);
  }
  console.log(`${scans.length} scans of the kiosk's folders: ${leaks.length} canaries found`);
  return isSeeing && leaks.length === 0 ? 0 : 1;
}

if (import.meta.main) exit(await main());
