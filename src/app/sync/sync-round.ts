import type { LineFault } from '../../protocol/line-fault.ts';
import type { CachedCatalogue, CatalogueOffer } from '../check/cached-catalogue.ts';
import type { DistrictPort, JournalPort, NotesLine, StaffLine } from '../ports.ts';
import type { RecordsLine, RecordsPort } from '../record/feed-records.ts';
import type { SharedLimits } from '../record/holdings.ts';
import { type LeasesOutcome, pullLeases } from './pull-leases.ts';
import {
  type DenialsOutcome,
  type KeysOutcome,
  type PullListsPorts,
  pullDenied,
  pullKeys,
  pullStaff,
  type StaffOutcome,
} from './pull-lists.ts';
import { type PullNotesOutcome, pullNotes } from './pull-notes.ts';
import { type PullNoticesPorts, pullNotices } from './pull-notices.ts';
import type { PagesOutcome } from './pull-pages.ts';
import { pullRecords } from './pull-records.ts';
import { pullRights } from './pull-rights.ts';
import { type PullRosterPorts, pullRoster, type RosterOutcome } from './pull-roster.ts';
import { type PushOutcome, pushJournal } from './push-journal.ts';
import { type PushNotesOutcome, pushNotes } from './push-notes.ts';

export interface SyncRoundPorts extends Omit<PullRosterPorts, 'keys'>, Omit<PullListsPorts, 'keys'> {
  readonly keys: PullRosterPorts['keys'] & PullListsPorts['keys'];
  readonly journal: Pick<JournalPort, 'status'>;
  readonly district: DistrictPort;
  /** Limits that several kiosks share; absent if one desk counts for all. */
  readonly shared?: SharedLimits & RecordsFeed;
  /** What clerks wrote down of people; absent if nothing is. */
  readonly notes?: NotesLine;
  /** Brings what the office tells its desks; absent if no desk shows it. */
  readonly notices?: PullNoticesPorts;
  /** Brings the list of who may work at the desks; absent if nobody signs in. */
  readonly staff?: StaffLine;
  readonly catalogue: Pick<CachedCatalogue, 'current' | 'offer'>;
}

/** The records that several kiosks share. */
export interface RecordsFeed {
  readonly records: Pick<RecordsPort, 'cursor' | 'put'>;
  readonly district: RecordsLine;
}

type CatalogueOutcome =
  | CatalogueOffer
  | { readonly kind: 'current' }
  | { readonly kind: 'fault'; readonly fault: LineFault };

/** A step that was not reached, because the line went away or the loop was stopped before it. */
interface Skipped {
  readonly kind: 'skipped';
}

/** What one round did, step by step. */
export interface RoundReport {
  readonly push: PushOutcome;
  readonly pushedNotes: PushNotesOutcome | Skipped;
  readonly keys: KeysOutcome | Skipped;
  readonly denied: DenialsOutcome | Skipped;
  readonly staff: StaffOutcome | Skipped;
  readonly leases: LeasesOutcome | Skipped;
  readonly rights: PagesOutcome | Skipped;
  readonly records: PagesOutcome | Skipped;
  readonly pulledNotes: PullNotesOutcome | Skipped;
  readonly notices: PagesOutcome | Skipped;
  readonly catalogue: CatalogueOutcome | Skipped;
  readonly roster: RosterOutcome | Skipped;
}

/** How far a long step has come. */
export type RoundProgress =
  | { readonly kind: 'drain'; readonly delivered: number; readonly waiting: number }
  | { readonly kind: 'snapshot'; readonly changes: number };

/** Hears of a round while it runs. */
export interface RoundWatch {
  readonly onProgress: (progress: RoundProgress) => void;
  /** Whether the district answers is known from here on, whatever becomes of the rest. */
  readonly onPush: (push: PushOutcome) => void;
}

const SKIPPED: Skipped = { kind: 'skipped' };
const ALL_SKIPPED = {
  pushedNotes: SKIPPED,
  keys: SKIPPED,
  denied: SKIPPED,
  staff: SKIPPED,
  leases: SKIPPED,
  rights: SKIPPED,
  records: SKIPPED,
  pulledNotes: SKIPPED,
  notices: SKIPPED,
  catalogue: SKIPPED,
  roster: SKIPPED,
};

/**
 * One round: push the journal and the notes that it names, then pull the keys, the denied cards, the staff, the leases,
 * rights, records and notes, what the office tells its desks, the catalogue and the roster. The journal goes first
 * because it exists nowhere else, and because the district frees a court only when it has every use; the keys come next
 * because the rest is checked by them. If the district answers but will not have the journal (a fork), the pulls still
 * go on: a card reported lost must be refused here anyway.
 */
export async function syncRound(
  ports: SyncRoundPorts,
  signal: AbortSignal,
  { onProgress, onPush }: RoundWatch,
): Promise<RoundReport> {
  const push = await pushJournal(ports, signal, (delivered, waiting) =>
    onProgress({ kind: 'drain', delivered, waiting }),
  );
  onPush(push);
  if (signal.aborted || (push.kind === 'fault' && endsRound(push.fault))) {
    return { ...ALL_SKIPPED, push };
  }
  const { shared, notes, clock, journal } = ports;
  const pushedNotes = notes ? await pushNotes(notes, signal) : SKIPPED;
  if (endsPulls(pushedNotes)) return { ...ALL_SKIPPED, push, pushedNotes };
  const keys = await pullKeys(ports);
  if (endsPulls(keys)) return { ...ALL_SKIPPED, push, pushedNotes, keys };
  const denied = await pullDenied(ports);
  const checked = { push, pushedNotes, keys, denied };
  if (endsPulls(denied)) return { ...ALL_SKIPPED, ...checked };
  const staff = ports.staff ? await pullStaff(ports.staff) : SKIPPED;
  const before = { ...checked, staff };
  if (endsPulls(staff)) return { ...ALL_SKIPPED, ...before };
  const leases = shared
    ? await pullLeases({ ...shared, clock, journal, catalogue: ports.catalogue })
    : SKIPPED;
  if (endsPulls(leases)) return { ...ALL_SKIPPED, ...before, leases };
  const rights = shared ? await pullRights({ ...shared, catalogue: ports.catalogue }, signal) : SKIPPED;
  if (endsPulls(rights)) return { ...ALL_SKIPPED, ...before, leases, rights };
  const records = shared ? await pullRecords(shared, signal) : SKIPPED;
  if (endsPulls(records)) return { ...ALL_SKIPPED, ...before, leases, rights, records };
  const pulledNotes = notes ? await pullNotes(notes, signal) : SKIPPED;
  const ofSites = { leases, rights, records, pulledNotes };
  if (endsPulls(pulledNotes)) return { ...ALL_SKIPPED, ...before, ...ofSites };
  const notices = ports.notices ? await pullNotices({ ...ports.notices, clock }, signal) : SKIPPED;
  const shares = { ...ofSites, notices };
  if (endsPulls(notices)) return { ...ALL_SKIPPED, ...before, ...shares };
  const catalogue = await pullCatalogue(ports);
  if (endsPulls(catalogue)) return { ...ALL_SKIPPED, ...before, ...shares, catalogue };
  const roster = await pullRoster(ports, signal, (changes) => onProgress({ kind: 'snapshot', changes }));
  return { ...before, ...shares, catalogue, roster };
}

async function pullCatalogue(ports: SyncRoundPorts): Promise<CatalogueOutcome> {
  const reply = await ports.district.catalogue(ports.catalogue.current()?.version ?? 0);
  if (!reply.ok) return { kind: 'fault', fault: reply.fault };
  return reply.value.file === null ? { kind: 'current' } : ports.catalogue.offer(reply.value.file);
}

function endsPulls(
  step:
    | PushNotesOutcome
    | PullNotesOutcome
    | KeysOutcome
    | DenialsOutcome
    | StaffOutcome
    | LeasesOutcome
    | PagesOutcome
    | CatalogueOutcome
    | Skipped,
): boolean {
  if (step.kind !== 'fault') return false;
  // The district has answered the push: an answer that this release cannot read keeps nothing else from coming.
  const { kind, retryAfterMs } = step.fault;
  return endsRound(step.fault) && !(kind === 'nonsense' && retryAfterMs === null);
}

const REFUSES_ONE_THING: readonly LineFault['kind'][] = ['fork', 'refused', 'bad-request', 'too-large'];

/** Only a district that refuses one thing and asks for no patience is worth another question. */
function endsRound(fault: LineFault): boolean {
  return fault.retryAfterMs !== null || !REFUSES_ONE_THING.includes(fault.kind);
}
