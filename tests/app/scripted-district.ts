import type { DistrictPort, LineResult } from '../../src/app/ports.ts';
import type { Replacement } from '../../src/domain/card/replacement.ts';
import type { RosterPage } from '../../src/domain/card/roster-page.ts';
import type { RosterChange } from '../../src/domain/card/roster-record.ts';
import type { JournalEntry } from '../../src/domain/journal/journal-entry.ts';
import type { SignedText } from '../../src/domain/trust/signed-text.ts';
import type { LineFault } from '../../src/protocol/line-fault.ts';
import { positionCursorOf, positionOfCursor } from '../../src/protocol/position-cursor.ts';
import { signedPage } from '../support/roster-pages.ts';
import type { MemoryJournal } from './memory-journal.ts';

const FIRST_EPOCH = '11111111-1111-4111-8111-111111111111';
export const SECOND_EPOCH = '22222222-2222-4222-8222-222222222222';

type DistrictCall = 'push' | 'keys' | 'denied' | 'catalogue' | 'rosterPage' | 'replaced';

/** A district in memory, at the other end of a line that a test can cut anywhere. */
export interface ScriptedDistrict extends DistrictPort {
  epoch: string;
  /** What the district holds, in the order of its commits. */
  readonly committed: JournalEntry[];
  /** The change log of the roster; a cursor is a position in it. */
  readonly log: RosterChange[];
  /** Cards that took the place of others, each with the length of the log then; null for a district that tells none. */
  replacedCards: (Replacement & { readonly position: number })[] | null;
  replacedPerPage: number;
  keyList: SignedText | null;
  denyList: SignedText | null;
  catalogueFile: string | null;
  entriesPerPush: number;
  changesPerPage: number;
  /** What the district says otherwise in the next pages. */
  pageChange: Partial<RosterPage>;
  /** Every question that was asked, in order. */
  readonly calls: DistrictCall[];
  /** Looked at before each call; null lets it through. */
  faultFor: (call: DistrictCall) => LineFault | null;
  /** True loses the answer of a push after the district has committed it. */
  losesPushAnswers: boolean;
  /** Runs after each call, before its answer arrives. */
  afterCall: (call: DistrictCall) => void;
}

export function faultOf(kind: LineFault['kind'], retryAfterMs: number | null = null): LineFault {
  return { kind, detail: 'as the test says', retryAfterMs };
}

export function scriptedDistrict(journal: MemoryJournal): ScriptedDistrict {
  const district: ScriptedDistrict = {
    epoch: FIRST_EPOCH,
    committed: [],
    log: [],
    replacedCards: [],
    replacedPerPage: 1000,
    keyList: null,
    denyList: null,
    catalogueFile: null,
    entriesPerPush: 500,
    changesPerPage: 1000,
    pageChange: {},
    calls: [],
    faultFor: () => null,
    losesPushAnswers: false,
    afterCall: () => {},
    push: () => answer('push', push),
    catalogue: () =>
      answer('catalogue', () => ({
        ok: true,
        value: { ...stamp(), version: 1, file: district.catalogueFile },
      })),
    keys: () =>
      answer('keys', () => ({ ok: true, value: { ...stamp(), serial: 1, signed: district.keyList } })),
    denied: () =>
      answer('denied', () => ({ ok: true, value: { ...stamp(), serial: 1, signed: district.denyList } })),
    replaced: (cursor) =>
      answer('replaced', () => {
        if (district.replacedCards === null) return { ok: true, value: null };
        const { epoch } = district;
        const given = cursor === null ? null : positionOfCursor(cursor);
        const from = given?.epoch === epoch && given.position <= district.log.length ? given.position : 0;
        const rows = district.replacedCards.filter(({ position }) => position > from);
        const replaced = rows.slice(0, district.replacedPerPage);
        const more = rows.length > replaced.length;
        const position = more ? (replaced.at(-1)?.position ?? from) : district.log.length;
        const page = {
          replaced,
          more,
          cursor: positionCursorOf({ epoch, position }),
          check: '00'.repeat(32),
        };
        return { ok: true, value: { ...stamp(), ...page } };
      }),
    rosterPage: (cursor) =>
      answer('rosterPage', () => {
        const from = cursor === null ? 0 : Number(cursor);
        const until = Math.min(district.log.length, from + district.changesPerPage);
        const changes = district.log.slice(from, until);
        const page = {
          epoch: district.epoch,
          from: cursor,
          changes,
          cursor: String(until),
          position: until,
          more: until < district.log.length,
          asOfMs: Number.MAX_SAFE_INTEGER,
        };
        return { ok: true, value: { ...stamp(), page: signedPage({ ...page, ...district.pageChange }) } };
      }),
  };

  function push(): LineResult<Awaited<ReturnType<MemoryJournal['status']>>> {
    const from = journal.acknowledgedSeq;
    for (const entry of journal.entries.slice(from, from + district.entriesPerPush)) {
      // (journal, seq) is the key: the same entry again is a no-op.
      if (!district.committed.some(({ seq }) => seq === entry.seq)) district.committed.push(entry);
    }
    if (district.losesPushAnswers) return { ok: false, fault: faultOf('timeout') };
    journal.acknowledgedSeq = Math.min(from + district.entriesPerPush, district.committed.length);
    const { journalId, entries, acknowledgedSeq } = journal;
    return { ok: true, value: { journalId, headSeq: entries.length, acknowledgedSeq } };
  }

  async function answer<T>(call: DistrictCall, work: () => LineResult<T>): Promise<LineResult<T>> {
    district.calls.push(call);
    const fault = district.faultFor(call);
    const result: LineResult<T> = fault === null ? work() : { ok: false, fault };
    district.afterCall(call);
    return result;
  }

  function stamp() {
    return { epoch: district.epoch, serverTimeMs: 0 };
  }

  return district;
}
