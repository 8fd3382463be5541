import type { LineFault } from '../host-api/host-api.ts';
import {
  type DistrictAccount,
  type DistrictClient,
  type DistrictResult,
  districtClient,
} from './district-client.ts';
import { type DistrictTransport, fetchTransport } from './district-transport.ts';
import { newEnrolment } from './enrolment-file.ts';
import { pushOnce } from './journal-push.ts';
import type { Profile } from './profile.ts';

/** Where a kiosk asks for its district until it is told otherwise. */
const DISTRICT_URL_DEFAULT = 'http://127.0.0.1:4700';

const CODE = /^[0-9]{8}$/;

type LineAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: LineFault };

/** This kiosk's line to its district, with the credentials of the profile. Nothing here throws for the line. */
export interface DistrictLine {
  districtUrl(): string;
  /** Null when the code was taken and the enrolment is on disk. */
  enrol(code: string, districtUrl: string | null): Promise<LineFault | null>;
  /** One batch; null when the district took it. A second call while one is under way shares its answer. */
  push(): Promise<LineFault | null>;
  ask<T>(
    question: (client: DistrictClient, account: DistrictAccount) => Promise<DistrictResult<T>>,
  ): Promise<LineAnswer<T>>;
}

/** What the line needs of a profile. */
export type LineProfile = Pick<Profile, 'journal' | 'note' | 'enrolment' | 'setEnrolment'> & {
  readonly clock: Pick<Profile['clock'], 'districtHeard'>;
};

/** `urlOfThisRun` wins over the enrolled address until another enrolment names one. */
export function districtLine(
  profile: LineProfile,
  urlOfThisRun: string | undefined,
  now: () => number,
  transport: DistrictTransport = fetchTransport(),
): DistrictLine {
  const client = districtClient(transport, now);
  let chosenUrl = urlOfThisRun;
  let pushing: Promise<LineFault | null> | null = null;

  const districtUrl = () => chosenUrl ?? profile.enrolment()?.districtUrl ?? DISTRICT_URL_DEFAULT;

  function heard<T>(result: DistrictResult<T>): DistrictResult<T> {
    if (result.ok && result.clockOffsetMs !== null) profile.clock.districtHeard(result.clockOffsetMs);
    return result;
  }

  async function enrol(code: string, url: string | null): Promise<LineFault | null> {
    const digits = code.normalize('NFKC').replace(/[\s-]/g, '');
    if (!CODE.test(digits)) return { kind: 'code-unknown', detail: 'not 8 digits', retryAfterMs: null };
    const target = url ?? districtUrl();
    const request = { code: digits, journalId: profile.journal.journalId };
    const result = heard(await client.enrol(target, request));
    if (!result.ok) return result.fault;
    await profile.setEnrolment(newEnrolment(result.value, target, profile.enrolment()));
    // Another district, or another database of the same one, may hold less of this journal.
    await profile.note.set(null);
    chosenUrl = target;
    return null;
  }

  async function pushNow(): Promise<LineFault | null> {
    const account = accountOf(profile, districtUrl());
    if (account === null) return NOT_ENROLLED;
    const { journal, note } = profile;
    const outcome = await pushOnce({
      journal,
      note,
      send: async (entries) =>
        heard(await client.push(account, journal.journalId, { entries: [...entries] })),
    });
    return outcome.ok ? null : outcome.fault;
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
      const account = accountOf(profile, districtUrl());
      if (account === null) return { ok: false, fault: NOT_ENROLLED };
      const result = heard(await question(client, account));
      return result.ok ? { ok: true, value: result.value } : { ok: false, fault: result.fault };
    },
  };
}

const NOT_ENROLLED: LineFault = {
  kind: 'not-enrolled',
  detail: 'no enrolment in this profile',
  retryAfterMs: null,
};

function accountOf(profile: Pick<Profile, 'enrolment'>, districtUrl: string): DistrictAccount | null {
  const enrolment = profile.enrolment();
  return enrolment && { districtUrl, token: enrolment.token };
}
