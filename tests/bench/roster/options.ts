import { parseArgs } from 'node:util';

/** The kiosk's cache and what it is measured against, in the order of the table. */
export const CONTENDERS = {
  ours: 'ours',
  'ours-signed': 'ours, signed pages',
  'plain-rows': 'Dexie, plain rows',
  'sealed-rows': 'Dexie, AES-GCM rows',
  'idb-rows': 'idb, plain rows',
  'rxdb-rows': 'RxDB on Dexie',
} as const;
export type ContenderName = keyof typeof CONTENDERS;

/** Those that would take minutes are stopped here, and their CPU is compared card by card. */
export const CARDS_MAX: { readonly [name in ContenderName]?: number } = {
  'ours-signed': 100_000,
  'sealed-rows': 200_000,
  'idb-rows': 200_000,
  'rxdb-rows': 100_000,
};

export interface RosterOptions {
  readonly sizes: readonly number[];
  readonly only: readonly ContenderName[];
  readonly seed: number;
  /** A folder that keeps filled profiles for the next run; null to fill each profile again. */
  readonly profiles: string | null;
}

const SIZES = [10_000, 100_000, 1_000_000];
/** Beyond it our cache runs alone. */
export const CARDS_WITH_PEERS_MAX = 1_000_000;
const CARDS_MOST = 10_000_000;
const CARDS_LEAST = 1_000;

export const ROSTER_USAGE = `npm run bench -- roster [--cards N] [--only NAME,…] [--seed N] [--profiles FOLDER]
  --cards N   ${CARDS_LEAST} to ${CARDS_MOST}; by default ${SIZES.join(', ')}; above ${CARDS_WITH_PEERS_MAX} ours alone
  --only      of ${Object.keys(CONTENDERS).join(', ')}
  --seed N    of the synthetic records (default 1)
  --profiles  keeps the filled profiles there; where they are, all is measured but the import and the disk,
              whose numbers stand beside them`;

/** The arguments behind `roster`; a text says what is wrong with them. */
export function readRosterOptions(args: readonly string[]): RosterOptions | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        cards: { type: 'string' },
        only: { type: 'string' },
        seed: { type: 'string', default: '1' },
        profiles: { type: 'string' },
      },
    });
    const sizes = values.cards === undefined ? SIZES : [Number(values.cards)];
    if (!sizes.every((size) => Number.isInteger(size) && size >= CARDS_LEAST && size <= CARDS_MOST)) {
      return `--cards ${values.cards}: a number from ${CARDS_LEAST} to ${CARDS_MOST} is needed`;
    }
    const only = values.only?.split(',') ?? Object.keys(CONTENDERS);
    if (!only.every(isContender)) return `--only ${values.only}: of ${Object.keys(CONTENDERS).join(', ')}`;
    const seed = Number(values.seed);
    if (!Number.isInteger(seed)) return `--seed ${values.seed}: a whole number is needed`;
    return { sizes, only, seed, profiles: values.profiles ?? null };
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

function isContender(name: string): name is ContenderName {
  return Object.hasOwn(CONTENDERS, name);
}
