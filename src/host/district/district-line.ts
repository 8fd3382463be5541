import { randomBytes } from 'node:crypto';
import { enrolmentCodeOf } from '../../domain/base/typed-text.ts';
import type { TrustedKeys } from '../../domain/catalogue/catalogue-file.ts';
import type { EnrolFault } from '../../host-api/kiosk-api.ts';
import type { LineFault } from '../../protocol/line-fault.ts';
import { ENTRIES_PER_PUSH_MAX } from '../../protocol/wire.ts';
import { batchSize } from '../journal/batch-size.ts';
import { codeOf } from '../journal/file/journal-fault.ts';
import { deviceKeyOf } from '../profile/device-key.ts';
import { newEnrolment, newKeyHex, type RandomBytes } from '../profile/enrolment-file.ts';
import type { Profile } from '../profile/profile.ts';
import { type DistrictClient, districtClient } from './district-client.ts';
import type { DistrictAccount, DistrictResult } from './district-request.ts';
import { type DistrictTransport, httpTransport } from './district-transport.ts';
import { type LineProfile, linePush, UNPROVED } from './line-push.ts';
import { toldRevocation } from './told-revocation.ts';

/** Where a kiosk asks for its district until it is told otherwise. */
const DISTRICT_URL_DEFAULT = 'http://127.0.0.1:4700';

export type LineAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: LineFault };

/** This kiosk's line to its district, signed with the key of the profile. Nothing here throws for the line. */
export interface DistrictLine {
  districtUrl(): string;
  /**
   * Returns null once the code was accepted and the enrolment is on disk. If the disk would refuse the enrolment, no
   * code is used up.
   */
  enrol(code: string, districtUrl: string | null): Promise<EnrolFault | null>;
  /**
   * Sends one batch; returns null if the district took it. A second call during the first shares its answer. Once the
   * district has all that a revoked kiosk has recorded, the profile is wiped: `device-revoked`.
   */
  push(): Promise<LineFault | null>;
  ask<T>(
    question: (client: DistrictClient, account: DistrictAccount) => Promise<DistrictResult<T>>,
  ): Promise<LineAnswer<T>>;
  /** The profile is about to be wiped: no district would ever get what is recorded now. */
  isClosing(): boolean;
}

export interface LineOptions {
  /** This address counts instead of the enrolled one, until another enrolment names an address. */
  readonly urlOfThisRun: string | undefined;
  readonly now: () => number;
  readonly transport?: DistrictTransport;
  /** For the device's keys. */
  readonly random?: RandomBytes;
  /** The most entries in one batch of the journal; by default as many as the wire takes. */
  readonly entriesPerPush?: number;
  /** The roots whose lists of keys are trusted. If there are none, no revocation is believed. */
  readonly roots?: TrustedKeys | undefined;
  /**
   * Monotonic milliseconds, which nobody can set. Half a day by this clock must pass before another day of the district
   * counts.
   */
  readonly uptimeMs?: (() => number) | undefined;
}

export function districtLine(profile: LineProfile, options: LineOptions): DistrictLine {
  const { now, transport = httpTransport(), random = randomBytes } = options;
  const client = districtClient(transport, now);
  const accountAt = accountsOf(profile);
  const revocation = toldRevocation(profile, options.roots);
  let chosenUrl = options.urlOfThisRun;
  let pushing: Promise<LineFault | null> | null = null;

  const districtUrl = () =>
    chosenUrl ?? profile.enrolment()?.districtUrl ?? profile.disabled()?.districtUrl ?? DISTRICT_URL_DEFAULT;
  const account = () => accountAt(districtUrl());

  function heard<T>(result: DistrictResult<T>): DistrictResult<T> {
    if (result.ok && result.clockOffsetMs !== null) profile.clock.districtHeard(result.clockOffsetMs);
    return result;
  }

  const size = batchSize(options.entriesPerPush ?? ENTRIES_PER_PUSH_MAX);
  const { uptimeMs } = options;
  const journals = linePush({ profile, client, account, revocation, size, uptimeMs, heard });

  return {
    districtUrl,
    async enrol(code, url) {
      const target = url ?? districtUrl();
      const fault = await enrolAt(target, { code, profile, random, ask: client.enrol, heard });
      if (fault === null) chosenUrl = target;
      return fault;
    },
    push() {
      pushing ??= journals.push().finally(() => {
        pushing = null;
      });
      return pushing;
    },
    async ask(question) {
      const enrolment = profile.enrolment();
      const asker = account();
      if (asker === null) return { ok: false, fault: journals.noAccount() };
      const result = heard(await question(client, asker));
      if (result.ok) return { ok: true, value: result.value };
      // If the district refuses a journal as a fork, no receipt comes that would say so.
      if (result.wireKind !== 'device-revoked') return { ok: false, fault: result.fault };
      revocation.tell(enrolment, { isRevoked: true, proof: result.proof });
      return { ok: false, fault: revocation.isUnproved() ? UNPROVED : result.fault };
    },
    isClosing: journals.isClosing,
  };
}

interface EnrolParts {
  readonly code: string;
  readonly profile: LineProfile;
  readonly random: RandomBytes;
  readonly ask: DistrictClient['enrol'];
  readonly heard: <T>(result: DistrictResult<T>) => DistrictResult<T>;
}

async function enrolAt(
  target: string,
  { code, profile, random, ask, heard }: EnrolParts,
): Promise<EnrolFault | null> {
  const digits = enrolmentCodeOf(code);
  if (digits === null) return { kind: 'code-unknown', detail: 'not 8 digits', retryAfterMs: null };
  const unwritable = await enrolFaultOf('not-writable', profile.proveStorable());
  if (unwritable !== null) return unwritable;
  const deviceKeyHex = newKeyHex(random);
  const { publicKeyHex } = deviceKeyOf(deviceKeyHex);
  const request = { code: digits, journalId: profile.journal.journalId, publicKeyHex };
  const result = heard(await ask(target, request));
  if (!result.ok) return result.fault;
  const rosterKeyHex = profile.enrolment()?.rosterKeyHex ?? newKeyHex(random);
  const enrolment = newEnrolment(result.value, { districtUrl: target, deviceKeyHex, rosterKeyHex });
  const unstored = await enrolFaultOf('not-stored', profile.setEnrolment(enrolment));
  if (unstored !== null) return unstored;
  // Another district, or another database of the same one, may hold less of this journal.
  for (const { note } of [...profile.journals.left(), profile.journals.current()]) await note.set(null);
  return null;
}

/** Why the disk or the store of secrets would refuse the enrolment; null if it would not. */
async function enrolFaultOf(kind: EnrolFault['kind'], work: Promise<void>): Promise<EnrolFault | null> {
  try {
    await work;
    return null;
  } catch (error) {
    return { kind, detail: codeOf(error), retryAfterMs: null };
  }
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
