import { unreachable } from '../../domain/base/unreachable.ts';
import { plusDays, type WallDate, wallDateOf } from '../../domain/base/wall-time.ts';
import type { CardNumberRules } from '../../domain/card/card-form.ts';
import type { CardRef } from '../../domain/card/card-ref.ts';
import { givenDaysOf, isLateAfter, type MatterState } from '../../domain/records/matter.ts';
import { foldRecord, isSameEntry, type RecordState } from '../../domain/records/record.ts';
import {
  casesOf,
  RECORD_STANDINGS,
  type RecordStanding,
  spanOf,
  standingIn,
} from '../../domain/records/record-standing.ts';
import type {
  OfficeRecord,
  OfficeRecordReply,
  OfficeRecordsQuery,
  OfficeRecordsReply,
  RecordShow,
  RecordTally,
} from '../../protocol/wire-office-records.ts';
import { STEPS_PER_RECORD_MAX, stepOfWire } from '../../protocol/wire-records.ts';
import { cardRefIn } from '../cardholders/look-up.ts';
import { cardNumberIn } from '../cardholders/rows/number-cell.ts';
import { holderOf } from '../roster/holder.ts';
import type { Services } from '../services.ts';
import type { RecordRow } from '../storage/record-store.ts';
import type { DistrictReads } from '../storage/store.ts';

/** Without a first day the list goes back this far. To see records that are late for longer, an officer names a day. */
const DAYS_BACK = 31;

/** The rights of the asker. */
export interface RecordViewer {
  /** The sites whose records the asker may see; null for all. */
  readonly siteIds: readonly string[] | null;
  readonly seesCards: boolean;
}

type Parts = Pick<Services, 'store' | 'now'> & { readonly cardNumbers: CardNumberRules };

/** Lists the records that were asked for, and counts for each site how many are open, due, late and over. */
export function listRecords(
  { store, now, cardNumbers }: Parts,
  query: OfficeRecordsQuery,
  viewer: RecordViewer,
): Promise<OfficeRecordsReply | { readonly kind: 'no-card' }> {
  const at = now();
  const today = wallDateOf(at);
  const {
    show,
    limit,
    siteId,
    kind = null,
    itemId = null,
    from = plusDays(today, -DAYS_BACK),
    to = null,
  } = query;
  return store.read(async (reads) => {
    const cardRefs = await refsOf(reads, query.cardNumber, cardNumbers);
    if (cardRefs === 'no-card') return { kind: 'no-card' };
    const siteIds =
      siteId === undefined ? viewer.siteIds : (viewer.siteIds ?? [siteId]).filter((id) => id === siteId);
    const filter = { siteIds, kind, itemId, cardRefs, from, before: to, today };
    const rows = await reads.listRecords(filter, {
      cases: casesOf(standingsOf(show)),
      limit: limit + 1,
      isBackwards: show === 'over' || show === 'all',
    });
    const shown = rows.slice(0, limit);
    return {
      ...{ serverTimeMs: at, from, to },
      tallies: tallied(await reads.countRecords(filter)),
      records: await viewsOf(reads, shown, { today, seesCards: viewer.seesCards }),
      isCut: rows.length > limit,
    };
  });
}

/** Reads a record with its steps; null if there is none that the viewer may see. */
export function showRecord(
  { store, now }: Pick<Services, 'store' | 'now'>,
  recordId: string,
  viewer: RecordViewer,
): Promise<OfficeRecordReply | null> {
  const at = now();
  return store.read(async (reads) => {
    const [row] = await reads.records([recordId]);
    if (row === undefined || viewer.siteIds?.includes(row.siteId) === false) return null;
    const steps = await reads.stepsOfRecords([recordId], STEPS_PER_RECORD_MAX);
    const views = steps.map(({ journalId, seq, siteId, recordedAt, body }) => ({
      ...{ journalId, seq, siteId, body, recordedAtMs: recordedAt },
    }));
    const { kind, until } = row;
    const { misfits, hasNewer } = foldRecord({ recordId, kind, until, steps: views.map(stepOfWire) });
    const [record] = await viewsOf(reads, [row], { today: wallDateOf(at), seesCards: viewer.seesCards });
    if (record === undefined) throw new Error('a row has a view');
    return {
      ...{ serverTimeMs: at, record, hasNewer },
      steps: views.map((step) => ({
        ...step,
        isMisfit: misfits.some((misfit) => isSameEntry(misfit, step)),
      })),
    };
  });
}

function standingsOf(show: RecordShow): readonly RecordStanding[] {
  if (show === 'all') return RECORD_STANDINGS;
  return show === 'going' ? ['open', 'due', 'late'] : [show];
}

/** The pseudonyms of all cards of the named card's holder; null if no card was named. */
async function refsOf(
  reads: DistrictReads,
  text: string | undefined,
  cardNumbers: CardNumberRules,
): Promise<readonly CardRef[] | null | 'no-card'> {
  if (text === undefined) return null;
  const reading = cardNumberIn(text, cardNumbers);
  if (!reading.ok) return 'no-card';
  return (await holderOf(reads, await cardRefIn(reads, reading.cardNumber))).cards;
}

function tallied(counts: Awaited<ReturnType<DistrictReads['countRecords']>>): RecordTally[] {
  const tallies = new Map<string, RecordTally>();
  for (const { siteId, count, ...found } of counts) {
    const tally = tallies.get(siteId) ?? { siteId, open: 0, due: 0, late: 0, over: 0 };
    tally[standingIn(found)] += count;
    tallies.set(siteId, tally);
  }
  return [...tallies.values()].sort((one, other) => (one.siteId < other.siteId ? -1 : 1));
}

async function viewsOf(
  reads: DistrictReads,
  rows: readonly RecordRow[],
  { today, seesCards }: { readonly today: WallDate; readonly seesCards: boolean },
): Promise<OfficeRecord[]> {
  const refs = [...new Set(rows.map(({ cardRef }) => cardRef))];
  const numbers = seesCards ? await reads.numbersByRef(refs) : new Map<string, string>();
  return rows.map(({ recordId, kind, siteId, itemId, cardRef, state, endsOn, dueOn, promisedOn }) => ({
    ...{ recordId, kind, siteId, itemId, endsOn: dueOn ?? endsOn, status: state.status },
    standing: standingIn({ kind, status: state.status, span: spanOf(dueOn ?? endsOn, today) }),
    ...{ person: state.person, returnedFen: state.returnedFen, cardNumber: numbers.get(cardRef) ?? null },
    ...whatOf(state),
    ...(state.kind === 'matter' ? { matter: matterOf(state, { promisedOn, today }) } : {}),
  }));
}

function matterOf(
  state: MatterState,
  { promisedOn, today }: { readonly promisedOn: WallDate | null; readonly today: WallDate },
): OfficeRecord['matter'] {
  const { number, finishedOn } = state;
  const given = givenDaysOf(state);
  const dayOf = (kind: 'correct' | 'supply') => given.find((one) => one.kind === kind)?.day ?? null;
  return {
    ...{ number, promisedOn, finishedOn, isLate: isLateAfter(state, promisedOn, today) },
    ...{ correctBy: dayOf('correct'), supplyBy: dayOf('supply') },
  };
}

function whatOf(state: RecordState): Pick<OfficeRecord, 'start' | 'quantity' | 'courts' | 'totalFen'> {
  switch (state.kind) {
    case 'booking': {
      const { start, quantity, courts, totalFen } = state.place;
      return { start, quantity, courts: [...courts], totalFen };
    }
    case 'pass':
    case 'matter':
    case 'agreement':
    case 'errand':
      return { start: state.from, quantity: 1, courts: [], totalFen: state.totalFen };
    default:
      return unreachable(state);
  }
}
