import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import type { LineFault } from '../../protocol/line-fault.ts';
import type { PushRequest } from '../../protocol/wire.ts';
import type { BatchSize } from '../journal/batch-size.ts';
import { isDamaged } from '../journal/file/journal-file.ts';
import type { Unfit } from '../journal/head-seal.ts';
import { type PushOutcome, pushOnce } from '../journal/journal-push.ts';
import { isDelivered, type NotedJournal } from '../journal/journal-view.ts';
import type { Enrolment } from '../profile/enrolment-file.ts';
import type { Profile } from '../profile/profile.ts';
import type { DistrictClient } from './district-client.ts';
import type { DistrictAccount, DistrictResult } from './district-request.ts';
import type { ToldRevocation } from './told-revocation.ts';

/** What the line needs of a profile. */
export type LineProfile = Pick<
  Profile,
  'journal' | 'journals' | 'enrolment' | 'proveStorable' | 'setEnrolment' | 'disabled' | 'wipe' | 'finishWipe'
> & {
  readonly clock: Pick<Profile['clock'], 'districtHeard' | 'look'>;
};

interface PushParts {
  readonly profile: LineProfile;
  readonly client: DistrictClient;
  /** The account of the enrolment as it stands. */
  readonly account: () => DistrictAccount | null;
  readonly revocation: ToldRevocation;
  readonly size: BatchSize;
  readonly uptimeMs: (() => number) | undefined;
  /** Takes the time that an answer carries. */
  readonly heard: <T>(result: DistrictResult<T>) => DistrictResult<T>;
}

/** What goes from this kiosk's journals to the district, and the end of a kiosk that was revoked. */
export interface LinePush {
  /** One batch; null when the district took it. */
  push(): Promise<LineFault | null>;
  /** Why nothing can be asked without an account. */
  noAccount(): LineFault;
  isClosing(): boolean;
}

export function linePush(parts: PushParts): LinePush {
  const { profile, account, revocation, heard } = parts;
  const { journals } = profile;
  let isClosing = false;
  const noAccount = () => (profile.disabled() === null ? NOT_ENROLLED : REVOKED);

  function pushOf(enrolment: Enrolment, from: DistrictAccount) {
    const { client, size, uptimeMs } = parts;
    return ({ journal, note, unfit }: NotedJournal, onHeld: (seq: number) => void = () => undefined) =>
      pushOnce({
        journal,
        note,
        size,
        onHeld,
        uptimeMs,
        async send(entries) {
          const result = heard(await client.push(from, journal.journalId, pushRequestOf(entries, unfit)));
          if (result.ok) {
            const { revoked, proof } = result.value;
            revocation.tell(enrolment, { isRevoked: revoked === true, proof: proof ?? null });
          }
          return result;
        },
      });
  }

  async function push(): Promise<LineFault | null> {
    const enrolment = profile.enrolment();
    const from = account();
    if (enrolment === null || from === null) {
      // What the disk still refuses is tried again at the next push.
      await profile.finishWipe().catch(() => undefined);
      return noAccount();
    }
    const pushed = pushOf(enrolment, from);
    const left = nextToDeliver(journals.left());
    const leftOutcome = left === undefined ? null : await pushed(left);
    // That it is forked is known, and what its disk does not give must not hold up the others.
    if (leftOutcome?.ok === false && !OF_ONE_JOURNAL.has(leftOutcome.fault.kind)) return leftOutcome.fault;
    const current = journals.current();
    const outcome = await pushed(current, journals.districtHolds);
    await askAgainWhere(profile, current.note.current()?.epoch ?? null);
    const told = revocation.of(enrolment);
    if (told !== null && isHandedIn(profile, outcome)) {
      if (!told.isProved) return UNPROVED;
      if (await wipeWhereDelivered(enrolment, outcome)) return REVOKED;
    }
    const isLeft = isToLeave(current, outcome) && (await journals.beginAnew());
    return outcome.ok || isLeft ? null : outcome.fault;
  }

  /** True if the profile was wiped. What is recorded during this look waits for the next push. */
  async function wipeWhereDelivered(ended: Enrolment, outcome: PushOutcome): Promise<boolean> {
    isClosing = true;
    try {
      await journals.settled();
      if (profile.enrolment() !== ended || !isHandedIn(profile, outcome)) return false;
      // If the disk refuses, this is tried again at the next push and each minute.
      await profile.wipe(ended).catch(() => undefined);
      revocation.forget();
      return true;
    } finally {
      isClosing = false;
    }
  }

  return { push, noAccount, isClosing: () => isClosing };
}

/**
 * The journal that was left whose turn it is: one with entries to send first. A district of an earlier release never says
 * that it has heard of an unfit one, and that must not hold up the others.
 */
function nextToDeliver(left: readonly NotedJournal[]): NotedJournal | undefined {
  const open = left.filter((noted) => !isDelivered(noted));
  return open.find(({ journal, note }) => (note.current()?.seq ?? 0) < journal.head().seq) ?? open[0];
}

function pushRequestOf(entries: readonly JournalEntry[], unfit: Unfit | null): PushRequest {
  return unfit === null ? { entries: [...entries] } : { entries: [...entries], unfit };
}

/** A district that was restored may have lost what it had in quarantine. */
async function askAgainWhere({ journals }: LineProfile, epoch: string | null): Promise<void> {
  for (const { note } of journals.left()) {
    const known = note.current();
    if (epoch !== null && known !== null && known.epoch !== epoch) await note.set(null);
  }
}

/** Why the district, which answers, does not take one journal. */
const OF_ONE_JOURNAL: ReadonlySet<LineFault['kind']> = new Set(['fork', 'refused', 'bad-request']);
const NOT_ENROLLED: LineFault = {
  kind: 'not-enrolled',
  detail: 'no enrolment in this profile',
  retryAfterMs: null,
};
export const UNPROVED: LineFault = {
  kind: 'revoked-unproved',
  detail: 'an answer that nobody has signed: nothing was wiped',
  retryAfterMs: null,
};
const REVOKED: LineFault = {
  kind: 'device-revoked',
  detail: 'revoked by the district; everything was handed in and wiped',
  retryAfterMs: null,
};

/** True if the district, by this very answer, holds all that is recorded here, or has it in quarantine. */
function isHandedIn({ journals }: LineProfile, outcome: PushOutcome): boolean {
  const { journal, note } = journals.current();
  const known = note.current();
  if (known?.seq !== journal.head().seq || !journals.left().every(isDelivered)) return false;
  return outcome.ok || (outcome.fault.kind === 'fork' && known.isForked);
}

/** An earlier answer said so, but a new journal could not be begun then, for example because the disk refused. */
function isInQuarantine(noted: NotedJournal): boolean {
  const known = noted.note.current();
  return known?.isForked === true && known.seq > noted.journal.base().seq && isDelivered(noted);
}

/**
 * True if the district has recorded another end of it, or has all that can be read of a damaged one. Then the damaged
 * file stays as it is, and no longer keeps the desk shut.
 */
function isToLeave(noted: NotedJournal, outcome: PushOutcome): boolean {
  if (!outcome.ok && outcome.fault.kind !== 'fork') return false;
  if (!outcome.ok && (outcome.isForkProven === true || isInQuarantine(noted))) return true;
  return isDamaged(noted.journal) && isDelivered(noted);
}
