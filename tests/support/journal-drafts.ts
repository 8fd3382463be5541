import type { EntryTime, JournalDraft } from '../../src/domain/journal/journal-entry.ts';
import type { EntryStamp } from '../../src/host/journal/file/journal-file.ts';

/** One outdoor ticket at the pool. */
export const TICKET: JournalDraft = {
  siteId: 'xijiao-pool',
  body: {
    kind: 'use',
    cardRef: '0123456789abcdef0123456789abcdef',
    itemId: 'pool-outdoor',
    person: 'holder',
    quantity: 2,
    start: '2026-11-23T15:42',
    minutes: null,
    listTotalFen: 10_000,
    totalFen: 5_000,
    ruleId: 'pool-outdoor-half',
    clause: '5.6',
    catalogueVersion: 1,
    verdict: 'yes',
    confirmed: [],
  },
};

export function voidOf(seq: number): JournalDraft {
  return { siteId: 'xijiao-pool', body: { kind: 'void', voidsSeq: seq, reason: 'mistyped' } };
}

export const STAMP: EntryStamp = {
  kioskId: 'kiosk-1',
  staff: null,
  at: timeAfter(1_000),
};

/** A host's stamp of a trusted clock that has never heard the district, so many milliseconds after its start. */
export function timeAfter(monotonicMs: number): EntryTime {
  const deviceMs = 1_795_419_719_000 + monotonicMs;
  return {
    deviceMs,
    monotonicMs,
    bootId: 'boot-1',
    serverOffsetMs: null,
    serverOffsetAgeMs: null,
    clock: 'trusted',
    effectiveMs: deviceMs,
  };
}
