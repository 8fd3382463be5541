import { dateOfMinute, wallDateOf } from '../../domain/base/wall-time.ts';
import { advanced, type CountedHead, isHeadAt } from '../../domain/journal/fold/counted-head.ts';
import type { OwnStep } from '../../domain/journal/fold/own-rows.ts';
import {
  dayOf,
  newerAmong,
  type RecordedUse,
  stepsAmong,
  usesAfter,
  voidedSeqsOf,
} from '../../domain/journal/fold/recorded-uses.ts';
import {
  countersOf,
  mattersNumbered,
  ofCardsAlone,
  recordsOn,
} from '../../domain/records/counted-records.ts';
import { presentRows, recordIdOfUse } from '../../domain/records/present-records.ts';
import type { UsesPort } from '../ports.ts';
import { isWithin } from './due-days.ts';
import {
  cardsOfMatter,
  type FeedSource,
  gatherMaybeDue,
  gatherRows,
  numbersGiven,
  type RowSource,
  withRecords,
} from './known-rows.ts';

interface Kept {
  readonly bySeq: ReadonlyMap<number, RecordedUse>;
  readonly steps: ReadonlyMap<number, OwnStep>;
  readonly journalId: () => string | null;
}

/** Looks the rows up in what the memory keeps. */
function sourceIn({ bySeq, steps, journalId }: Kept, feed: FeedSource): RowSource {
  const usesWhere = async (isMeant: (use: RecordedUse) => boolean) => [...bySeq.values()].filter(isMeant);
  const stepsWhere = async (isMeant: (step: OwnStep) => boolean) => [...steps.values()].filter(isMeant);
  return {
    feed,
    usesOfCards: (cardRefs) => usesWhere((use) => cardRefs.includes(use.body.cardRef)),
    usesAtDesk: (siteId, from) => usesWhere((use) => use.siteId === siteId && dayOf(use) >= from),
    usesBy({ recordIds, seqs }) {
      const ids = new Set(recordIds);
      if (ids.size + seqs.length === 0) return Promise.resolve([]);
      return usesWhere((use) => seqs.includes(use.seq) || ids.has(recordIdOfUse(journalId(), use)));
    },
    movesFrom: (from) =>
      stepsWhere(({ body }) => body.kind === 'booking-moved' && dateOfMinute(body.start) >= from),
    numbered: async (number) => ({
      uses: await usesWhere(({ body }) => 'number' in body && body.number === number),
      steps: await stepsWhere(({ body }) => 'number' in body && body.number === number),
    }),
    numbersBetween: async (first, last) =>
      [...bySeq.values()].flatMap(({ body }) => {
        const number = ('number' in body ? body.number : null) ?? null;
        return number !== null && number >= first && number <= last ? [number] : [];
      }),
    usesMaybeDue: (siteId, { booking, pass }) =>
      usesWhere((use) => {
        const { body } = use;
        if (use.siteId !== siteId) return false;
        if (body.kind === 'booking-opened') return isWithin(dayOf(use), booking);
        if ('until' in body) return body.until !== null && isWithin(body.until, pass);
        return body.kind === 'matter-opened' || body.kind === 'errand-opened';
      }),
    stepsOf: (recordIds) => stepsWhere(({ body }) => recordIds.includes(body.recordId)),
  };
}

/** Counters in the memory of this process: as large as the journal, and never full. */
export function memoryUses(feed: FeedSource): UsesPort {
  const bySeq = new Map<number, RecordedUse>();
  const steps = new Map<number, OwnStep>();
  let head: CountedHead | null = null;
  let newer = 0;
  const journalId = () => head?.journalId ?? null;
  const source = sourceIn({ bySeq, steps, journalId }, feed);

  return {
    state: async () => ({ journalId: head?.journalId ?? null, seq: head?.seq ?? 0 }),
    async add(id, entries) {
      const advance = advanced(head, id, entries);
      if (!advance.ok) return advance.fault;
      const before = voidedSeqsOf(advance.fresh).flatMap((seq) => bySeq.get(seq) ?? []);
      for (const use of usesAfter(before, advance.fresh)) bySeq.set(use.seq, use);
      for (const step of stepsAmong(advance.fresh)) steps.set(step.seq, step);
      head = advance.head;
      newer += newerAmong(advance.fresh);
      return null;
    },
    async clear(base) {
      bySeq.clear();
      steps.clear();
      newer = 0;
      head = base === undefined ? null : { ...base, hash: null };
    },
    isSound: async (lastCounted) => isHeadAt(head, lastCounted),
    async countersFor(cardRefs, siteId, date) {
      const asked = { cardRefs, siteId, date };
      return countersOf(await gatherRows(source, journalId(), asked), asked, newer > 0);
    },
    async recordsOn(siteId, date, until = date) {
      const rows = await gatherRows(source, journalId(), { cardRefs: [], siteId, date });
      return recordsOn(rows, { siteId, date, until });
    },
    async mattersNumbered(siteId, number) {
      const cardRefs = await cardsOfMatter(source, number);
      const rows = await gatherRows(source, journalId(), ofCardsAlone(cardRefs, siteId));
      return mattersNumbered(rows, { cardRefs, siteId, number });
    },
    numbersGiven: (ends) => numbersGiven(source, ends),
    async recordsMaybeDue(siteId, date) {
      return presentRows(await gatherMaybeDue(source, journalId(), { siteId, date })).records;
    },
    async recordedOn(siteId, date) {
      const uses = [...bySeq.values()].filter(
        (use) => use.siteId === siteId && wallDateOf(use.recordedAt) === date,
      );
      return withRecords(source, journalId(), uses.reverse());
    },
    stepsOn: async (siteId, date) =>
      [...steps.values()]
        .filter((step) => step.siteId === siteId && wallDateOf(step.recordedAt) === date)
        .reverse(),
  };
}
