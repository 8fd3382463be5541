import { wallDateOf } from '../../domain/base/wall-time.ts';
import type { RosterCursor, RosterPageFault } from '../../domain/card/roster-page.ts';
import type { LineFault } from '../../protocol/line-fault.ts';
import type { CachedKeys } from '../check/cached-keys.ts';
import type {
  ClockPort,
  DistrictPort,
  RosterPort,
  RosterPull,
  RosterPullKind,
  StoreFault,
} from '../ports.ts';
import { type PullReplacedPorts, pullReplaced } from './pull-replaced.ts';

/** More pages than this (20,000 changes) are had sooner as a snapshot, and never fill the memory. */
const CHANGE_PAGES_MAX = 20;
/** Ten million cards; the district has some tens of thousands. */
const SNAPSHOT_PAGES_MAX = 10_000;

/**
 * `epoch-changed`: the server was restored between two pages; the next round begins again. `page-fault`: a
 * page was not what the district would send; what is held has not changed.
 */
export type RosterOutcome =
  | { readonly kind: 'changed'; readonly changes: number }
  | { readonly kind: 'snapshot'; readonly changes: number }
  | { readonly kind: 'epoch-changed' | 'stopped' }
  | { readonly kind: 'fault'; readonly fault: LineFault }
  | { readonly kind: 'page-fault'; readonly fault: RosterPageFault }
  | { readonly kind: 'store-fault'; readonly fault: StoreFault };

export interface PullRosterPorts {
  readonly clock: ClockPort;
  readonly roster: Pick<RosterPort, 'state' | 'beginPull'>;
  readonly replacements: PullReplacedPorts['replacements'];
  readonly district: Pick<DistrictPort, 'rosterPage' | 'replaced'>;
  readonly keys: Pick<CachedKeys, 'current'>;
}

/** Takes changes read so far; a long snapshot tells the clerk that something moves. */
export type SnapshotProgress = (changes: number) => void;

/** `snapshot-needed`: there are too many changes, or the server knows nothing of our cursor. */
type PullOutcome = RosterOutcome | { readonly kind: 'snapshot-needed' };

/**
 * Brings the roster up to date: the changes since the cursor in one transaction, or a whole snapshot where
 * there is no cursor, the server has another epoch, refuses the cursor, or has too many changes.
 */
export async function pullRoster(
  ports: PullRosterPorts,
  signal: AbortSignal,
  onProgress: SnapshotProgress,
): Promise<RosterOutcome> {
  const { cursor } = await ports.roster.state();
  if (cursor !== null) {
    const pull = { kind: 'changes', cursor, pagesMax: CHANGE_PAGES_MAX } as const;
    const outcome = await pullPages(ports, { ...pull, onProgress: () => {} }, signal);
    if (outcome.kind !== 'snapshot-needed') return outcome;
  }
  const pull = { kind: 'snapshot', cursor: null, pagesMax: SNAPSHOT_PAGES_MAX, onProgress } as const;
  const outcome = await pullPages(ports, pull, signal);
  if (outcome.kind !== 'snapshot-needed') return outcome;
  const detail = `the roster has no end after ${SNAPSHOT_PAGES_MAX} pages`;
  return { kind: 'fault', fault: { kind: 'nonsense', detail, retryAfterMs: null } };
}

interface PullOptions {
  readonly kind: RosterPullKind;
  readonly cursor: RosterCursor | null;
  readonly pagesMax: number;
  readonly onProgress: SnapshotProgress;
}

async function pullPages(
  ports: PullRosterPorts,
  { kind, cursor: first, pagesMax, onProgress }: PullOptions,
  signal: AbortSignal,
): Promise<PullOutcome> {
  // The data are as old as the question, not as the last answer.
  const pulledAt = ports.clock.now();
  let cursor = first;
  let pull: RosterPull | null = null;
  let changes = 0;
  for (let pages = 0; pages < pagesMax; pages += 1) {
    if (signal.aborted) return { kind: 'stopped' };
    const reply = await ports.district.rosterPage(cursor);
    if (!reply.ok) {
      const isLost = kind === 'changes' && isCursorRefused(reply.fault);
      return isLost ? { kind: 'snapshot-needed' } : { kind: 'fault', fault: reply.fault };
    }
    // It begins once the district has answered: without a connection the database need not be read.
    if (pull === null) {
      const keys = { keys: ports.keys.current(), date: wallDateOf(pulledAt) };
      const begun = await ports.roster.beginPull(kind, keys);
      if (!begun.ok) return { kind: 'store-fault', fault: begun.fault };
      pull = begun.value;
    }
    const taken = await pull.add(reply.value.page);
    if (!taken.ok) return outcomeOf(kind, taken.fault);
    changes += taken.value.changes;
    cursor = taken.value.cursor;
    if (!taken.value.more) {
      const replaced = await pullReplaced(ports, taken.value, signal);
      if (replaced.kind !== 'known') return replaced;
      const fault = await pull.finish(pulledAt);
      if (fault !== null) return outcomeOf(kind, fault);
      return { kind: kind === 'changes' ? 'changed' : 'snapshot', changes };
    }
    onProgress(changes);
  }
  return { kind: 'snapshot-needed' };
}

function outcomeOf(kind: RosterPullKind, fault: StoreFault | RosterPageFault): PullOutcome {
  switch (fault.kind) {
    case 'epoch-changed':
      return { kind: kind === 'changes' ? 'snapshot-needed' : 'epoch-changed' };
    case 'unsigned':
    case 'garbled':
    case 'broken-chain':
    case 'older':
    case 'truncated':
      return { kind: 'page-fault', fault: { kind: fault.kind, detail: fault.detail } };
    default:
      return { kind: 'store-fault', fault: { kind: fault.kind, detail: fault.detail } };
  }
}

/**
 * Only the district's own word that it can make nothing of the question is about the cursor: one that is down, or a
 * proxy before it, would be asked for a whole roster each time. A cursor of another epoch, or from a future that a
 * restored district has lost, is no refusal: the page itself says so.
 */
function isCursorRefused(fault: LineFault): boolean {
  return fault.kind === 'bad-request' && fault.retryAfterMs === null;
}
