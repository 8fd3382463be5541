import { dateOfMinute, type WallMinute } from '../../../src/domain/base/wall-time.ts';
import type { FeedRecord } from '../../../src/domain/records/present-records.ts';
import type { RecordRow } from '../../../src/store/database.ts';

/** This many of a hundred open records of a site are passes. The others are bookings of the coming eight days. */
const PASSES_OF_100 = 97;
const SITE_ID = 'xijiao-pool';
const JOURNAL_ID = '5b0b9a3e-6f3f-4d0c-8a51-2f2f60e0c9d1';
const DAYS_AHEAD = 8;

export function cardRefNamed(index: number): string {
  return index.toString(16).padStart(32, 'c');
}

/** Open records of one site, each of a card of its own, with the seq of its opening as its number. */
export function openRecord(index: number, today: string): FeedRecord {
  const isPass = index % 100 < PASSES_OF_100;
  const cardRef = cardRefNamed(index);
  const recordId = index.toString(16).padStart(32, 'a');
  const given = {
    ...{ recordId, cardRef, person: 'holder' as const, quantity: 1, listTotalFen: 3_000, totalFen: 1_500 },
    ...{ ruleId: 'half-price', clause: '3.1', catalogueVersion: 3, verdict: 'yes' as const, confirmed: [] },
  };
  const body = isPass
    ? {
        ...{ ...given, kind: 'pass-sold' as const, itemId: 'year-pass', until: '2099-12-31' },
        start: minuteOf(today, -1 - (index % 300), 9),
      }
    : {
        ...{ ...given, kind: 'booking-opened' as const, itemId: 'lane', minutes: 60 },
        ...{ courts: [1 + (index % 8)], start: minuteOf(today, index % DAYS_AHEAD, 10 + (index % 10)) },
      };
  const kind = isPass ? ('pass' as const) : ('booking' as const);
  const steps = [
    { journalId: JOURNAL_ID, seq: index + 1, siteId: SITE_ID, recordedAt: Date.parse(today), body },
  ];
  return { ...{ recordId, kind, siteId: SITE_ID, cardRef }, steps };
}

/** Returns the same record as it lies in the cache. */
export function openRow(index: number, today: string): RecordRow {
  const record = openRecord(index, today);
  const [opening] = record.steps;
  const start = opening !== undefined && 'start' in opening.body ? opening.body.start : null;
  return {
    ...record,
    opener: `${JOURNAL_ID}/${index + 1}`,
    ...(start === null ? {} : { date: dateOfMinute(start) }),
  };
}

function minuteOf(today: string, days: number, hour: number): WallMinute {
  const day = new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
  return `${day}T${String(hour).padStart(2, '0')}:00` as WallMinute;
}
