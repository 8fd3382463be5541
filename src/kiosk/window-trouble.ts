import type { CountersTrouble } from '../app/record/cached-uses.ts';
import type { RebuildReport } from '../app/record/rebuild-uses.ts';
import type { HostTrouble } from '../host-api/health-api.ts';

/** What the start of host and window found: for the settings, in words. */
export type WindowTrouble =
  | HostTrouble
  /** The uses were counted again from the first entry on. */
  | { readonly kind: 'counters-rebuilt'; readonly entries: number };

/** What is wrong with this desk. It stays on the idle screen until somebody acts or the trouble has ended by itself. */
export type DeskTrouble =
  | { readonly kind: 'journal-damaged'; readonly seq: number; readonly detail: string }
  /** The district has these entries, and this machine has lost them. */
  | { readonly kind: 'entries-lost'; readonly from: number; readonly to: number; readonly detail: string }
  /** Somebody has cut or changed the journal, which was left. */
  | { readonly kind: 'journal-unfit'; readonly detail: string }
  /** A bit had flipped on the disk and was repaired. The next damage may be beyond repair. */
  | { readonly kind: 'disk-failing'; readonly seq: number; readonly detail: string }
  /** A file that cannot be opened and was left as it is. */
  | { readonly kind: 'file-shut'; readonly detail: string }
  /** The uses recorded here could not be counted, so limits may be wrong. */
  | { readonly kind: 'counters'; readonly detail: string }
  /** They are counted in memory, and from the journal again at each start. */
  | { readonly kind: 'counters-unstored'; readonly detail: string }
  /** The catalogue is for a newer release: benefits with unknown parts are answered with "ask the staff". */
  | { readonly kind: 'catalogue-unread'; readonly count: number; readonly detail: string };

/** All that was found, including what the counters report. `headSeq`: the last entry of the journal. */
export function windowTroubles(
  ofHost: readonly HostTrouble[],
  counted: RebuildReport,
  headSeq: number,
): readonly WindowTrouble[] {
  const isRebuilt = counted.kind === 'current' && counted.counted > 0 && counted.counted === headSeq;
  return isRebuilt ? [...ofHost, { kind: 'counters-rebuilt', entries: headSeq }] : ofHost;
}

/** More places of the catalogue are not named on the idle screen. */
const PLACES_NAMED_MAX = 20;

/** The troubles that somebody must act on: one of each kind, the gravest first. */
export function deskTroubles(
  ofHost: readonly HostTrouble[],
  counters: CountersTrouble | null,
  unreadPlaces: readonly string[] = [],
): readonly DeskTrouble[] {
  const troubles: DeskTrouble[] = [];
  for (const found of ofHost) {
    const trouble = deskTroubleOf(found);
    if (trouble !== null && !troubles.some((told) => told.kind === trouble.kind)) troubles.push(trouble);
  }
  if (counters !== null) {
    const kind = counters.kind === 'uncounted' ? 'counters' : 'counters-unstored';
    troubles.push({ kind, detail: counters.detail });
  }
  if (unreadPlaces.length > 0) {
    const detail = unreadPlaces.slice(0, PLACES_NAMED_MAX).join(' ');
    troubles.push({ kind: 'catalogue-unread', count: unreadPlaces.length, detail });
  }
  return troubles.toSorted((one, other) => GRAVEST.indexOf(one.kind) - GRAVEST.indexOf(other.kind));
}

/** Uses that the lists of this desk lack: those that the district has, and whether others cannot be read. */
export function missingUses(ofHost: readonly HostTrouble[]): {
  readonly lost: readonly { readonly fromSeq: number; readonly toSeq: number }[];
  readonly isUnreadable: boolean;
} {
  const lost = ofHost.filter((found) => found.kind === 'entries-lost');
  const isLeftNow = ofHost.some(({ kind }) => kind === 'journal-left');
  // If a journal was left at an earlier start, its uses are not in today's list.
  const isUnreadable = ofHost.some(
    ({ kind }) => kind === 'damaged' || (kind === 'damaged-left' && isLeftNow),
  );
  return { lost, isUnreadable: isUnreadable && lost.length === 0 };
}

const GRAVEST: readonly DeskTrouble['kind'][] = [
  'journal-damaged',
  'journal-unfit',
  'entries-lost',
  'counters',
  'disk-failing',
  'counters-unstored',
  'file-shut',
  'catalogue-unread',
];

function deskTroubleOf(found: HostTrouble): DeskTrouble | null {
  switch (found.kind) {
    case 'damaged':
      return { kind: 'journal-damaged', seq: found.seq, detail: found.detail };
    case 'entries-lost':
      return { kind: 'entries-lost', from: found.fromSeq, to: found.toSeq, detail: found.keptIn ?? '' };
    case 'journal-unfit':
      return { kind: 'journal-unfit', detail: found.journalId };
    case 'bit-mended':
      return { kind: 'disk-failing', seq: found.seq, detail: `${found.file} ${found.offset}` };
    case 'file-broken':
      return found.keptIn === null ? { kind: 'file-shut', detail: found.file } : null;
    default:
      return null;
  }
}
