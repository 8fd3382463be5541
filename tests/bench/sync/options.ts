import { parseArgs } from 'node:util';

const PARTS = ['append', 'ours', 'pouchdb', 'rxdb'] as const;
type SyncPart = (typeof PARTS)[number];

export interface SyncOptions {
  readonly only: readonly SyncPart[];
  /** That wait when the line comes back. */
  readonly entries: number;
  /** The district on PostgreSQL instead of PGlite. */
  readonly postgres: boolean;
}

/** 45 days at 300 a day. */
const ENTRIES = 13_500;
const ENTRIES_MAX = 1_000_000;

export const SYNC_USAGE = `npm run bench -- sync [--only NAME,…] [--entries N] [--postgres]
  --only NAME,…  of ${PARTS.join(', ')} (default all)
  --entries N    that wait (default ${ENTRIES}, 45 days at 300 a day)
  --postgres     the district on PostgreSQL instead of PGlite`;

/** The options, or in words what is wrong with them. */
export function readSyncOptions(args: readonly string[]): SyncOptions | string {
  let given: { only?: string; entries?: string; postgres?: boolean };
  try {
    given = parseArgs({
      args: [...args],
      options: { only: { type: 'string' }, entries: { type: 'string' }, postgres: { type: 'boolean' } },
    }).values;
  } catch (error) {
    // The only thing that it throws for is an argument it does not know, and it says which.
    return error instanceof Error ? error.message : String(error);
  }
  const names = given.only?.split(',') ?? PARTS;
  const only = PARTS.filter((part) => names.includes(part));
  if (only.length !== names.length) return `--only: of ${PARTS.join(', ')}, not ${given.only}`;
  const entries = Number(given.entries ?? ENTRIES);
  if (!Number.isInteger(entries) || entries < 1 || entries > ENTRIES_MAX) {
    return `--entries: 1 to ${ENTRIES_MAX} is needed`;
  }
  return { only, entries, postgres: given.postgres === true };
}
