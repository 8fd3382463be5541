import type { RosterPageTaken, RosterPull, RosterPullKind, StoreFault } from '../../app/ports.ts';
import type { Instant } from '../../domain/base/wall-time.ts';
import {
  chainFaultOf,
  type RosterHead,
  type RosterPage,
  type RosterPageFault,
  type RosterPageReading,
  replayFaultOf,
  rosterPageReading,
} from '../../domain/card/roster-page.ts';
import type { RosterChange } from '../../domain/card/roster-record.ts';
import type { SignedText } from '../../domain/trust/signed-text.ts';
import {
  isEd25519Signed,
  type KeysInUse,
  readChecked,
  type SignatureCheck,
} from '../../domain/trust/signing-key.ts';

/** Up to where a roster is: the last page that was taken, and when it was asked for. */
export interface RosterMark extends RosterHead {
  readonly pulledAt: Instant;
}

export type StoreAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: StoreFault };

/**
 * A snapshot or changes on their way, packed as they come, so that no object a card waits for the end; nothing
 * is seen before `finish`.
 */
export interface RosterBatch {
  add(changes: readonly RosterChange[]): void;
  finish(upTo: RosterMark): Promise<StoreFault | null>;
}

/** What takes changes whose pages proved to be the district's. Later changes win over earlier ones of a card. */
export interface RosterWriter {
  /** Up to where the roster is; null before the first snapshot. */
  held(): Promise<{ readonly mark: RosterMark; readonly mustReload: boolean } | null>;
  beginSnapshot(): Promise<StoreAnswer<RosterBatch>>;
  /** On top of what serves when it is finished, in one transaction. */
  beginChanges(): RosterBatch;
}

/** Receives the changes of one pull. */
interface PullTarget {
  /** What the first page must go on from; null for a full copy. */
  readonly from: RosterHead | null;
  add(changes: readonly RosterChange[]): void;
  finish(upTo: RosterHead, pulledAt: Instant): Promise<StoreFault | RosterPageFault | null>;
}

/**
 * Takes signed pages, verifies and chains them, and hands their changes to the writer. Our own code checks signatures if
 * nothing quicker is given.
 */
export async function beginPull(
  writer: RosterWriter,
  kind: RosterPullKind,
  keys: KeysInUse,
  isSigned: SignatureCheck = isEd25519Signed,
): Promise<StoreAnswer<RosterPull>> {
  const target = kind === 'snapshot' ? await snapshotTarget(writer) : await changesTarget(writer);
  return target.ok
    ? {
        ok: true,
        value: pullInto(target.value, (signed) => readChecked(rosterPageReading(signed, keys), isSigned)),
      }
    : target;
}

function pullInto(target: PullTarget, read: (signed: SignedText) => Promise<RosterPageReading>): RosterPull {
  let head: RosterHead | null = target.from;
  let isComplete = false;
  let failure: StoreFault | RosterPageFault | null = null;

  async function take(signed: SignedText): Promise<RosterPage | RosterPageFault> {
    const reading = await read(signed);
    if (!reading.ok) return reading.fault;
    if (isComplete) return { kind: 'broken-chain', detail: 'a page behind the last one' };
    return chainFaultOf(reading.page, head) ?? reading.page;
  }

  return {
    async add(signed) {
      if (failure !== null) return { ok: false, fault: failure };
      const page = await take(signed);
      if ('kind' in page) {
        failure = page;
        return { ok: false, fault: page };
      }
      target.add(page.changes);
      head = headOf(page);
      isComplete = !page.more;
      return { ok: true, value: takenOf(page) };
    },
    async finish(pulledAt) {
      if (failure === null && (!isComplete || head === null)) {
        failure = { kind: 'truncated', detail: 'the last page is missing' };
      }
      if (failure !== null || head === null) return failure;
      failure = await target.finish(head, pulledAt);
      return failure;
    },
  };
}

async function snapshotTarget(writer: RosterWriter): Promise<StoreAnswer<PullTarget>> {
  const begun = await writer.beginSnapshot();
  if (!begun.ok) return begun;
  const target: PullTarget = {
    from: null,
    add: (changes) => begun.value.add(changes),
    async finish(upTo, pulledAt) {
      const held = await writer.held();
      const replay = replayFaultOf(upTo, held?.mark ?? null);
      return replay ?? begun.value.finish({ ...upTo, pulledAt: freshnessOf(upTo, pulledAt) });
    },
  };
  return { ok: true, value: target };
}

async function changesTarget(writer: RosterWriter): Promise<StoreAnswer<PullTarget>> {
  const held = await writer.held();
  if (held === null || held.mustReload) {
    return { ok: false, fault: { kind: 'superseded', detail: 'there is nothing to apply changes to' } };
  }
  const batch = writer.beginChanges();
  const target: PullTarget = {
    from: held.mark,
    add: (changes) => batch.add(changes),
    finish: (upTo, pulledAt) =>
      batch.finish({
        ...upTo,
        pulledAt: Math.max(held.mark.pulledAt, freshnessOf(upTo, pulledAt)),
      }),
  };
  return { ok: true, value: target };
}

/** A page that was recorded and is played again is as old as the district wrote into it. */
function freshnessOf({ asOfMs }: RosterHead, pulledAt: Instant): Instant {
  return Math.min(pulledAt, asOfMs);
}

function headOf({ epoch, cursor, position, asOfMs }: RosterPage): RosterHead {
  return { epoch, cursor, position, asOfMs };
}

function takenOf({ cursor, more, epoch, position, changes }: RosterPage): RosterPageTaken {
  return { cursor, more, epoch, position, changes: changes.length };
}
