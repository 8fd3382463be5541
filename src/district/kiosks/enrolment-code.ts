import { z } from 'zod';
import { DAY_MS, MINUTE_MS } from '../../domain/base/duration.ts';
import { isShownWhole } from '../../domain/base/plain-text.ts';
import { EnrolReply } from '../../protocol/wire.ts';
import { KIOSK_NAME_LENGTH_MAX } from '../../protocol/wire-limits.ts';
import type { Services } from '../services.ts';

export const ENROLMENT_CODE_LIFETIME_MS = 15 * MINUTE_MS;

const CODE_DIGITS = 8;
const SELECTOR_DIGITS = 3;
/** No code begins so: what is tried by zeros is no guess at one. */
const NO_SELECTOR = '0'.repeat(SELECTOR_DIGITS);
const DRAWS_MAX = 100;
/** Codes stay known for a day after they expired, so that a late clerk is told so. */
const EXPIRED_CODE_KEPT_MS = DAY_MS;

/**
 * The first digits of a code, which are no secret: by them a wrong code is a guess at one code in force, or at none. The
 * other five are guessed right once in 20,000 codes, five tries each.
 */
export function selectorOf(code: string): string {
  return code.slice(0, SELECTOR_DIGITS);
}

/** What the kiosk that enters the code becomes. */
export interface KioskGrant {
  /** Null or absent: the district finds one. */
  readonly kioskName?: string | null;
  /** The desks that it may be. */
  readonly siteIds: readonly string[];
}

/**
 * The name and sites that the kiosk will get. A code for anything that cannot be sent could be spent and never
 * answered.
 */
const Grant = z.object({
  kioskName: EnrolReply.shape.kioskName.refine(isShownWhole, 'text that no window shows').nullish(),
  siteIds: EnrolReply.shape.siteIds,
});

/**
 * A code for each of `count` kiosks of these desks. If there are several, each has the name with its number behind it, as
 * `前台 1`; without a name the district finds one for each.
 */
export async function createEnrolmentCodes(
  services: Pick<Services, 'store' | 'secrets' | 'now'>,
  { siteIds, kioskName = null }: KioskGrant,
  count: number,
): Promise<readonly { readonly code: string; readonly kioskName: string | null }[]> {
  const codes: { code: string; kioskName: string | null }[] = [];
  for (let number = 1; number <= count; number += 1) {
    const name = kioskName === null || count === 1 ? kioskName : numberedName(kioskName, number);
    codes.push({ code: await createEnrolmentCode(services, { siteIds, kioskName: name }), kioskName: name });
  }
  return codes;
}

/** The name with the number behind it, cut so that the wire carries it. */
function numberedName(name: string, number: number): string {
  const letters = [...name];
  while (`${letters.join('')} ${number}`.length > KIOSK_NAME_LENGTH_MAX) letters.pop();
  return `${letters.join('').trimEnd()} ${number}`;
}

/**
 * Makes a one-time code of 8 digits, valid for `ENROLMENT_CODE_LIFETIME_MS` from now; throws for a grant without a
 * desk, or with a name that the wire does not carry.
 */
export async function createEnrolmentCode(
  { store, secrets, now }: Pick<Services, 'store' | 'secrets' | 'now'>,
  grant: KioskGrant,
): Promise<string> {
  Grant.parse(grant);
  const at = now();
  const { codeSaltHex } = await store.read((reads) => reads.identity());
  await store.transaction((writes) => writes.dropCodesBefore(at - EXPIRED_CODE_KEPT_MS));
  for (let draw = 0; draw < DRAWS_MAX; draw += 1) {
    const code = secrets.code(CODE_DIGITS);
    const selector = selectorOf(code);
    if (selector === NO_SELECTOR) continue;
    const codeHash = await secrets.hashOfCode(code, codeSaltHex);
    const expiresAt = at + ENROLMENT_CODE_LIFETIME_MS;
    const isNew = await store.transaction(async (writes) => {
      if ((await writes.codeInForce(selector, at)) !== null) return false;
      return writes.insertCode({
        selector,
        wrongTries: 0,
        kioskName: grant.kioskName ?? null,
        siteIds: grant.siteIds,
        codeHash,
        expiresAt,
        usedAt: null,
      });
    });
    if (isNew) return code;
  }
  throw new Error(`no unused enrolment code in ${DRAWS_MAX} draws`);
}
