import { randomBytes } from 'node:crypto';
import { enrolmentCodeOf } from '../../domain/base/typed-text.ts';
import { wallDateOf } from '../../domain/base/wall-time.ts';
import type { TrustedKeys } from '../../domain/catalogue/catalogue-file.ts';
import { isProvedRevoked, type RevocationProof } from '../../domain/trust/revocation.ts';
import type { EnrolFault } from '../../host-api/kiosk-api.ts';
import type { LineFault } from '../../protocol/line-fault.ts';
import { ENTRIES_PER_PUSH_MAX } from '../../protocol/wire.ts';
import { batchSize } from '../journal/batch-size.ts';
import { codeOf } from '../journal/file/journal-fault.ts';
import { isDamaged } from '../journal/file/journal-file.ts';
import { type PushOutcome, pushOnce } from '../journal/journal-push.ts';
import { isDelivered, type NotedJournal } from '../journal/journal-view.ts';
import { deviceKeyOf } from '../profile/device-key.ts';
import { type Enrolment, newEnrolment, newKeyHex, type RandomBytes } from '../profile/enrolment-file.ts';
import type { Profile } from '../profile/profile.ts';
import {
  type DistrictAccount,
  type DistrictClient,
  type DistrictResult,
  districtClient,
} from './district-client.ts';
import { type DistrictTransport, httpTransport } from './district-transport.ts';

/** Where a kiosk asks for its district until it is told otherwise. */
const DISTRICT_URL_DEFAULT = 'http://127.0.0.1:4700';

type LineAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: LineFault };

/** This kiosk's line to its district, signed with the key of the profile. Nothing here throws for the line. */
export interface DistrictLine {
  districtUrl(): string;
  /** Null when the code was taken and the enrolment is on disk. No code is spent where the disk would not take it. */
  enrol(code: string, districtUrl: string | null): Promise<EnrolFault | null>;
  /**
   * One batch; null when the district took it. A second call while one is under way shares its answer. Once the
   * district has all that a revoked kiosk has recorded, the profile is wiped: `device-revoked`.
   */
  push(): Promise<LineFault | null>;
  ask<T>(
    question: (client: DistrictClient, account: DistrictAccount) => Promise<DistrictResult<T>>,
  ): Promise<LineAnswer<T>>;
  /** The profile is about to be wiped: what would be recorded now, no district would ever have. */
  isClosing(): boolean;
}

/** What the line needs of a profile. */
export type LineProfile = Pick<
  Profile,
  'journal' | 'journals' | 'enrolment' | 'proveStorable' | 'setEnrolment' | 'disabled' | 'wipe' | 'finishWipe'
> & {
  readonly clock: Pick<Profile['clock'], 'districtHeard' | 'look'>;
};

export interface LineOptions {
  /** Wins over the enrolled address until another enrolment names one. */
  readonly urlOfThisRun: string | undefined;
  readonly now: () => number;
  readonly transport?: DistrictTransport;
  /** For the device's keys. */
  readonly random?: RandomBytes;
  /** The most entries in one batch of the journal; by default as many as the wire takes. */
  readonly entriesPerPush?: number;
  /** Whose lists of keys are believed: without them no revocation is. */
  readonly roots?: TrustedKeys | undefined;
  /** Milliseconds that nobody can set: no day of the district's is shorter than half of one. */
  readonly uptimeMs?: (() => number) | undefined;
}

export function districtLine(profile: LineProfile, options: LineOptions): DistrictLine {
  const { now, transport = httpTransport(), random = randomBytes } = options;
  const size = batchSize(options.entriesPerPush ?? ENTRIES_PER_PUSH_MAX);
  const client = districtClient(transport, now);
  const accountAt = accountsOf(profile);
  let chosenUrl = options.urlOfThisRun;
  let pushing: Promise<LineFault | null> | null = null;
  /** The enrolment that the district said it has revoked, and whether it has proved it. */
  let revoked: { readonly enrolment: Enrolment; readonly isProved: boolean } | null = null;
  let isClosing = false;

  const districtUrl = () =>
    chosenUrl ?? profile.enrolment()?.districtUrl ?? profile.disabled()?.districtUrl ?? DISTRICT_URL_DEFAULT;
  const noAccount = () => (profile.disabled() === null ? NOT_ENROLLED : REVOKED);

  function heard<T>(result: DistrictResult<T>): DistrictResult<T> {
    if (result.ok && result.clockOffsetMs !== null) profile.clock.districtHeard(result.clockOffsetMs);
    return result;
  }

  /** An answer that was in flight says nothing of an enrolment that was made meanwhile. */
  function tellRevoked(asked: Enrolment | null, isRevoked: boolean, proof: RevocationProof | null): void {
    if (asked === null || profile.enrolment() !== asked) return;
    const { roots } = options;
    const date = wallDateOf(profile.clock.look().effectiveMs);
    const isProved =
      roots !== undefined && proof !== null && isProvedRevoked(asked.kioskId, proof, { roots, date });
    // What was proved once stays so, whatever a later answer leaves out.
    const wasProved = revoked?.enrolment === asked && revoked.isProved;
    if (isRevoked) revoked = { enrolment: asked, isProved: isProved || wasProved };
    else if (!wasProved) revoked = null;
  }

  async function enrol(code: string, url: string | null): Promise<EnrolFault | null> {
    const digits = enrolmentCodeOf(code);
    if (digits === null) return { kind: 'code-unknown', detail: 'not 8 digits', retryAfterMs: null };
    const unwritable = await enrolFaultOf('not-writable', profile.proveStorable());
    if (unwritable !== null) return unwritable;
    const target = url ?? districtUrl();
    const deviceKeyHex = newKeyHex(random);
    const { publicKeyHex } = deviceKeyOf(deviceKeyHex);
    const request = { code: digits, journalId: profile.journal.journalId, publicKeyHex };
    const result = heard(await client.enrol(target, request));
    if (!result.ok) return result.fault;
    const rosterKeyHex = profile.enrolment()?.rosterKeyHex ?? newKeyHex(random);
    const enrolment = newEnrolment(result.value, { districtUrl: target, deviceKeyHex, rosterKeyHex });
    const unstored = await enrolFaultOf('not-stored', profile.setEnrolment(enrolment));
    if (unstored !== null) return unstored;
    // Another district, or another database of the same one, may hold less of this journal.
    for (const { note } of [...profile.journals.left(), profile.journals.current()]) await note.set(null);
    chosenUrl = target;
    return null;
  }

  async function pushNow(): Promise<LineFault | null> {
    const enrolment = profile.enrolment();
    const account = accountAt(districtUrl());
    if (enrolment === null || account === null) {
      // What the disk still refuses is tried again at the next push.
      await profile.finishWipe().catch(() => undefined);
      return noAccount();
    }
    const push = ({ journal, note }: NotedJournal, onHeld: (seq: number) => void = () => undefined) =>
      pushOnce({
        journal,
        note,
        size,
        onHeld,
        uptimeMs: options.uptimeMs,
        async send(entries) {
          const result = heard(await client.push(account, journal.journalId, { entries: [...entries] }));
          if (result.ok) tellRevoked(enrolment, result.value.revoked === true, result.value.proof ?? null);
          return result;
        },
      });
    const { journals } = profile;
    const left = journals.left().find((noted) => !isDelivered(noted));
    const leftOutcome = left === undefined ? null : await push(left);
    // That it is forked is known, and what its disk does not give must not hold up the others.
    if (leftOutcome?.ok === false && !OF_ONE_JOURNAL.has(leftOutcome.fault.kind)) return leftOutcome.fault;
    const current = journals.current();
    const outcome = await push(current, journals.districtHolds);
    await askAgainWhere(current.note.current()?.epoch ?? null);
    if (revoked?.enrolment === enrolment && isHandedIn(profile, outcome)) {
      if (!revoked.isProved) return UNPROVED;
      if (await wipeWhereDelivered(enrolment, outcome)) return REVOKED;
    }
    const isLeft = isToLeave(current, outcome) && (await journals.beginAnew());
    return outcome.ok || isLeft ? null : outcome.fault;
  }

  /** A district that was restored may have lost what it had in quarantine. */
  async function askAgainWhere(epoch: string | null): Promise<void> {
    for (const { note } of profile.journals.left()) {
      const known = note.current();
      if (epoch !== null && known !== null && known.epoch !== epoch) await note.set(null);
    }
  }

  /** True when the profile was wiped. What is recorded while it is looked at waits for the next push. */
  async function wipeWhereDelivered(ended: Enrolment, outcome: PushOutcome): Promise<boolean> {
    isClosing = true;
    try {
      await profile.journals.settled();
      if (profile.enrolment() !== ended || !isHandedIn(profile, outcome)) return false;
      // What a disk refuses is tried again at the next push, and each minute.
      await profile.wipe(ended).catch(() => undefined);
      revoked = null;
      return true;
    } finally {
      isClosing = false;
    }
  }

  return {
    districtUrl,
    enrol,
    push() {
      pushing ??= pushNow().finally(() => {
        pushing = null;
      });
      return pushing;
    },
    async ask(question) {
      const enrolment = profile.enrolment();
      const account = accountAt(districtUrl());
      if (account === null) return { ok: false, fault: noAccount() };
      const result = heard(await question(client, account));
      if (result.ok) return { ok: true, value: result.value };
      // A journal that the district refuses as a fork brings no receipt that would say so.
      if (result.wireKind !== 'device-revoked') return { ok: false, fault: result.fault };
      tellRevoked(enrolment, true, result.proof);
      return { ok: false, fault: revoked?.isProved === false ? UNPROVED : result.fault };
    },
    isClosing: () => isClosing,
  };
}

/** Why one journal is not taken, where the district answers. */
const OF_ONE_JOURNAL: ReadonlySet<LineFault['kind']> = new Set(['fork', 'refused', 'bad-request']);
const NOT_ENROLLED: LineFault = {
  kind: 'not-enrolled',
  detail: 'no enrolment in this profile',
  retryAfterMs: null,
};
const UNPROVED: LineFault = {
  kind: 'revoked-unproved',
  detail: 'an answer that nobody has signed: nothing was wiped',
  retryAfterMs: null,
};
const REVOKED: LineFault = {
  kind: 'device-revoked',
  detail: 'revoked by the district; everything was handed in and wiped',
  retryAfterMs: null,
};

/** What a disk, or the store of secrets, says against the enrolment; null where it says nothing. */
async function enrolFaultOf(kind: EnrolFault['kind'], work: Promise<void>): Promise<EnrolFault | null> {
  try {
    await work;
    return null;
  } catch (error) {
    return { kind, detail: codeOf(error), retryAfterMs: null };
  }
}

/** True where the district, by this very answer, holds all that is recorded here, or has it in quarantine. */
function isHandedIn({ journals }: LineProfile, outcome: PushOutcome): boolean {
  const { journal, note } = journals.current();
  const known = note.current();
  if (known?.seq !== journal.head().seq || !journals.left().every(isDelivered)) return false;
  return outcome.ok || (outcome.fault.kind === 'fork' && known.isForked);
}

/**
 * The district has put another end of it on record, or has all that can be read of a damaged one: then the damaged file
 * stays as it is, and keeps the desk shut no longer.
 */
function isToLeave(noted: NotedJournal, outcome: PushOutcome): boolean {
  if (!outcome.ok && outcome.fault.kind !== 'fork') return false;
  if (!outcome.ok && outcome.isForkProven === true) return true;
  return isDamaged(noted.journal) && isDelivered(noted);
}

/** The account of the enrolment as it stands; its key is read once. */
function accountsOf(profile: Pick<Profile, 'enrolment'>): (districtUrl: string) => DistrictAccount | null {
  let held: { keyHex: string; deviceKey: DistrictAccount['deviceKey'] } | null = null;
  return (districtUrl) => {
    const enrolment = profile.enrolment();
    if (enrolment === null) {
      held = null;
      return null;
    }
    const { kioskId, deviceKeyHex } = enrolment;
    if (held?.keyHex !== deviceKeyHex) held = { keyHex: deviceKeyHex, deviceKey: deviceKeyOf(deviceKeyHex) };
    return { districtUrl, kioskId, deviceKey: held.deviceKey };
  };
}
