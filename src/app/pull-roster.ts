import type { RosterChange } from '../domain/roster-record.ts';
import { unreachable } from '../domain/unreachable.ts';
import type { Cursor, RosterPage } from '../protocol/wire.ts';
import type {
  ClockPort,
  DistrictPort,
  LineFault,
  LineResult,
  RosterMark,
  RosterPort,
  RosterSnapshot,
  RosterState,
  StoreFault,
} from './ports.ts';

/** More pages than this (20,000 changes) are had sooner as a snapshot, and never fill the memory. */
const CHANGE_PAGES_MAX = 20;
/** A million cards; the district has some tens of thousands. */
const SNAPSHOT_PAGES_MAX = 1000;

/** `epoch-changed`: the server was restored between two pages; the next round begins again. */
export type RosterOutcome =
  | { readonly kind: 'changed'; readonly changes: number }
  | { readonly kind: 'snapshot'; readonly changes: number }
  | { readonly kind: 'epoch-changed' | 'stopped' }
  | { readonly kind: 'fault'; readonly fault: LineFault }
  | { readonly kind: 'store-fault'; readonly fault: StoreFault };

export interface PullRosterPorts {
  readonly clock: ClockPort;
  readonly roster: RosterPort;
  readonly district: Pick<DistrictPort, 'rosterPage'>;
}

/** Takes changes read so far; a long snapshot tells the clerk that something moves. */
export type SnapshotProgress = (changes: number) => void;

/**
 * Brings the roster up to date: the changes since the cursor in one transaction, or a whole snapshot where
 * there is no cursor, the server has another epoch, refuses the cursor, or has too many changes.
 */
export async function pullRoster(
  ports: PullRosterPorts,
  signal: AbortSignal,
  onProgress: SnapshotProgress,
): Promise<RosterOutcome> {
  // The data are as old as the question, not as the last answer.
  const pulledAt = ports.clock.now();
  const state = await ports.roster.state();
  const collected = await collectChanges(ports, state, signal);
  switch (collected.kind) {
    case 'changes': {
      const { changes, cursor, epoch } = collected;
      const fault = await ports.roster.applyChanges(changes, { cursor, epoch, pulledAt });
      return fault === null ? { kind: 'changed', changes: changes.length } : { kind: 'store-fault', fault };
    }
    case 'snapshot-needed':
      return loadSnapshot(ports, pulledAt, signal, onProgress);
    case 'stopped':
    case 'fault':
      return collected;
    default:
      return unreachable(collected);
  }
}

type Collected =
  | {
      readonly kind: 'changes';
      readonly changes: RosterChange[];
      readonly cursor: Cursor;
      readonly epoch: string;
    }
  | { readonly kind: 'snapshot-needed' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'fault'; readonly fault: LineFault };

async function collectChanges(
  ports: PullRosterPorts,
  state: RosterState,
  signal: AbortSignal,
): Promise<Collected> {
  let { cursor } = state;
  const { epoch } = state;
  if (cursor === null || epoch === null) return { kind: 'snapshot-needed' };
  const changes: RosterChange[] = [];
  for (let pages = 0; pages < CHANGE_PAGES_MAX; pages += 1) {
    if (signal.aborted) return { kind: 'stopped' };
    const page = await nextPage(ports, cursor);
    if (!page.ok) return isCursorRefused(page.fault) ? { kind: 'snapshot-needed' } : faulty(page.fault);
    if (page.value.epoch !== epoch) return { kind: 'snapshot-needed' };
    changes.push(...page.value.changes);
    cursor = page.value.cursor;
    if (!page.value.more) return { kind: 'changes', changes, cursor, epoch };
  }
  return { kind: 'snapshot-needed' };
}

async function loadSnapshot(
  ports: PullRosterPorts,
  pulledAt: number,
  signal: AbortSignal,
  onProgress: SnapshotProgress,
): Promise<RosterOutcome> {
  let snapshot: RosterSnapshot | null = null;
  let mark: RosterMark | null = null;
  let changes = 0;
  for (let pages = 0; pages < SNAPSHOT_PAGES_MAX; pages += 1) {
    if (signal.aborted) return { kind: 'stopped' };
    const page = await nextPage(ports, mark?.cursor ?? null);
    if (!page.ok) return faulty(page.fault);
    const { cursor, epoch, more } = page.value;
    if (mark !== null && mark.epoch !== epoch) return { kind: 'epoch-changed' };
    mark = { cursor, epoch, pulledAt };
    // Begun once the district has answered: a line that is down shall not cost a sweep of the database.
    if (snapshot === null) {
      const begun = await ports.roster.beginSnapshot();
      if (!begun.ok) return { kind: 'store-fault', fault: begun.fault };
      snapshot = begun.value;
    }
    const fault = (await snapshot.add(page.value.changes)) ?? (more ? null : await snapshot.finish(mark));
    if (fault !== null) return { kind: 'store-fault', fault };
    changes += page.value.changes.length;
    if (!more) return { kind: 'snapshot', changes };
    onProgress(changes);
  }
  return faulty(nonsense(`the roster has no end after ${SNAPSHOT_PAGES_MAX} pages`));
}

/** A page that promises more and does not move on would be asked for until the bound. */
async function nextPage(ports: PullRosterPorts, cursor: Cursor | null): Promise<LineResult<RosterPage>> {
  const page = await ports.district.rosterPage(cursor);
  if (page.ok && page.value.more && page.value.cursor === cursor) {
    return { ok: false, fault: nonsense('the cursor of the roster stands still') };
  }
  return page;
}

/** A server restored from a backup may not know a cursor from its lost future. */
function isCursorRefused(fault: LineFault): boolean {
  return fault.kind === 'refused' && fault.retryAfterMs === null;
}

function nonsense(detail: string): LineFault {
  return { kind: 'nonsense', detail, retryAfterMs: null };
}

function faulty(fault: LineFault): { kind: 'fault'; fault: LineFault } {
  return { kind: 'fault', fault };
}
