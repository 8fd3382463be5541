import { DAY_MS } from '../../domain/base/duration.ts';
import type { Instant } from '../../domain/base/wall-time.ts';
import type { RosterPageFault } from '../../domain/card/roster-page.ts';
import type { CatalogueFault } from '../../domain/catalogue/catalogue-file.ts';
import type { LineFault } from '../../protocol/line-fault.ts';
import type { StoreFault } from '../ports.ts';
import type { RoundProgress, RoundReport } from './sync-round.ts';

/** What keeps a round from being a good one; each kind has its own words on the screen. */
export interface LineTrouble {
  readonly kind:
    | LineFault['kind']
    | StoreFault['kind']
    | CatalogueFault['kind']
    | 'keys-refused'
    | 'denied-refused'
    /** The list of the staff is not signed for this kiosk. */
    | 'staff-refused'
    | 'catalogue-older'
    | 'catalogue-leap'
    | 'roster-refused'
    | 'roster-older'
    | 'push-stalled'
    | 'epoch-changed'
    | 'unexpected';
  /** For the technician, small and grey. */
  readonly detail: string;
}

/** What the status line shows. The same object until something changes. */
export interface LineStatus {
  /** Whether the district answers, since when as far as this session knows; `unknown` before the first answer. */
  readonly line:
    | { readonly kind: 'unknown' }
    | { readonly kind: 'up'; readonly since: Instant }
    | { readonly kind: 'down'; readonly since: Instant };
  readonly isSyncing: boolean;
  /** When a whole round last went well. */
  readonly lastSuccessAt: Instant | null;
  /** Entries that the district has not acknowledged. */
  readonly waiting: number;
  /** The last `seq` that the district has acknowledged. */
  readonly acknowledgedSeq: number;
  readonly roster: { readonly pulledAt: Instant | null; readonly cards: number };
  /** Why the last round failed; null when it went well. */
  readonly trouble: LineTrouble | null;
  readonly progress: RoundProgress | null;
  /** The last time that everything was delivered after an outage; announce each `serial` once. */
  readonly caughtUp: { readonly serial: number; readonly delivered: number; readonly at: Instant } | null;
}

/** Before the first round. */
export const INITIAL_LINE_STATUS: LineStatus = {
  line: { kind: 'unknown' },
  isSyncing: false,
  lastSuccessAt: null,
  waiting: 0,
  acknowledgedSeq: 0,
  roster: { pulledAt: null, cards: 0 },
  trouble: null,
  progress: null,
  caughtUp: null,
};

/** The first trouble of a round in the order of its steps; null for a good round. */
export function troubleOf(report: RoundReport): LineTrouble | null {
  const {
    push,
    pushedNotes,
    keys,
    denied,
    staff,
    leases,
    rights,
    records,
    pulledNotes,
    notices,
    catalogue,
    roster,
  } = report;
  if (push.kind === 'fault') return push.fault;
  if (push.kind === 'stalled') return { kind: 'push-stalled', detail: `${push.waiting} entries not taken` };
  if (pushedNotes.kind === 'fault') return pushedNotes.fault;
  if (keys.kind === 'fault' || keys.kind === 'store-fault') return keys.fault;
  if (keys.kind === 'refused') return { kind: 'keys-refused', detail: refusalText(keys.fault) };
  if (denied.kind === 'fault' || denied.kind === 'store-fault') return denied.fault;
  if (denied.kind === 'refused') return { kind: 'denied-refused', detail: refusalText(denied.fault) };
  if (staff.kind === 'fault') return staff.fault;
  if (staff.kind === 'refused') return { kind: 'staff-refused', detail: staff.detail };
  if (leases.kind === 'fault' || leases.kind === 'store-fault') return leases.fault;
  if (rights.kind === 'fault' || rights.kind === 'store-fault') return rights.fault;
  if (records.kind === 'fault' || records.kind === 'store-fault') return records.fault;
  if (pulledNotes.kind === 'fault') return pulledNotes.fault;
  if (pulledNotes.kind === 'full') return { kind: 'quota', detail: 'notes' };
  if (pulledNotes.kind === 'disk') return { kind: 'storage', detail: `notes: ${pulledNotes.detail}` };
  if (notices.kind === 'fault' || notices.kind === 'store-fault') return notices.fault;
  if (catalogue.kind === 'fault' || catalogue.kind === 'store-fault') return catalogue.fault;
  if (catalogue.kind === 'unverifiable') {
    return { kind: catalogue.fault.kind, detail: catalogue.fault.message };
  }
  if (catalogue.kind === 'too-far-ahead') {
    return { kind: 'catalogue-leap', detail: `version ${catalogue.version}` };
  }
  if (catalogue.kind === 'older') return { kind: 'catalogue-older', detail: `version ${catalogue.version}` };
  if (roster.kind === 'fault' || roster.kind === 'store-fault') return roster.fault;
  if (roster.kind === 'page-fault') return rosterTroubleOf(roster.fault);
  if (roster.kind === 'epoch-changed') return { kind: 'epoch-changed', detail: 'between two roster pages' };
  return null;
}

function rosterTroubleOf({ kind, detail }: RosterPageFault): LineTrouble {
  return { kind: kind === 'older' ? 'roster-older' : 'roster-refused', detail: `${kind}: ${detail}` };
}

function refusalText({ kind, message }: { readonly kind: string; readonly message: string }): string {
  return `${kind}: ${message}`;
}

/** How long the district asked to be left alone, in milliseconds; the longest of the steps, null for none. */
export function retryAfterMsOf(report: RoundReport): number | null {
  const asked = Object.values(report).flatMap((step) =>
    step.kind === 'fault' && step.fault.retryAfterMs !== null ? [step.fault.retryAfterMs] : [],
  );
  return asked.length === 0 ? null : Math.max(...asked);
}

/** The kinds of fault that a district in its right mind has told; in all others none was heard. */
const TOLD_BY_DISTRICT: readonly LineFault['kind'][] = [
  'fork',
  'device-revoked',
  'code-unknown',
  'code-expired',
  'code-used',
  'too-many-tries',
  'revoked-unproved',
];

/** True if a step found no line. */
export function isLineDown(report: RoundReport): boolean {
  return Object.values(report).some(isDownBy);
}

/** True if this very step found no line. */
export function isDownBy(step: RoundReport[keyof RoundReport]): boolean {
  return step.kind === 'fault' && !TOLD_BY_DISTRICT.includes(step.fault.kind);
}

/** A weekend without a line is normal and needs no message. */
const LONG_MS = 3 * DAY_MS;

/** Whether records wait and nothing has come from the district for days: then they may be carried there. */
export function isLongOffline(
  { line, waiting, roster }: Pick<LineStatus, 'line' | 'waiting' | 'roster'>,
  now: Instant,
): boolean {
  if (line.kind !== 'down' || waiting === 0) return false;
  return now - (roster.pulledAt ?? line.since) >= LONG_MS;
}
