import { DAY_MS } from '../base/duration.ts';
import type { Text } from '../base/text.ts';
import { unreachable } from '../base/unreachable.ts';
import type { Instant, WallDate } from '../base/wall-time.ts';
import type { CardReason, Explanation } from '../decision/decision.ts';
import type { CardLookup, CardRecord } from './card-record.ts';

/** The staleness ladder of the roster, in days since the last pull; each limit still belongs below. */
const DAYS_FRESH_MAX = 7;
const DAYS_ALL_BENEFITS_MAX = 30;
const DAYS_LOW_VALUE_MAX = 90;

/**
 * What the age of the roster allows: everything; everything after a look at an identity document; that
 * for low-value benefits alone; or information only. `signed-only` is a card that the roster has not got yet
 * and whose QR the district signed: low-value benefits after a look at an identity document.
 */
export type DataTrust = 'full' | 'check-identity' | 'low-value-only' | 'signed-only' | 'info-only';

/** How far data of this age can be trusted; null stands for a roster that was never pulled. */
export function dataTrustOf(dataAgeMs: number | null): DataTrust {
  if (dataAgeMs === null || dataAgeMs > DAYS_LOW_VALUE_MAX * DAY_MS) return 'info-only';
  if (dataAgeMs > DAYS_ALL_BENEFITS_MAX * DAY_MS) return 'low-value-only';
  if (dataAgeMs > DAYS_FRESH_MAX * DAY_MS) return 'check-identity';
  return 'full';
}

/** The third rung of the staleness ladder: past it no name may be left on a kiosk. */
const NAMES_AGE_MS_MAX = 14 * DAY_MS;

/**
 * Whether the key to the names has to go: the roster beneath it is more than 14 days old by everything that
 * is known of time. A key that was made since counts from its making; with no roster known there is none to
 * keep a key for.
 */
export function areNamesTooOld(
  highWaterMs: Instant,
  key: { readonly madeMs: Instant; readonly rosterAsOfMs: Instant | null },
): boolean {
  return highWaterMs - Math.max(key.madeMs, key.rosterAsOfMs ?? key.madeMs) > NAMES_AGE_MS_MAX;
}

/** How far a card can be trusted: never more than the data that it is known from. */
export function cardTrustOf(lookup: CardLookup, dataAgeMs: number | null): DataTrust {
  const dataTrust = dataTrustOf(dataAgeMs);
  return lookup.kind === 'provisional' && dataTrust !== 'info-only' ? 'signed-only' : dataTrust;
}

/**
 * The record that benefits are decided from. A provisional card's is what its QR says: the holder alone, since
 * the family is on the roster and nowhere else. Null for a card that nothing is known of.
 */
export function recordOf(lookup: CardLookup): CardRecord | null {
  if (lookup.kind === 'found') return lookup.record;
  if (lookup.kind !== 'provisional') return null;
  const { cardNumber, validFrom, validUntil } = lookup.claim;
  return { cardNumber, status: 'active', validFrom, validUntil, maskedName: null, family: [] };
}

/** Why a card gives nothing today, or null if it stands. `hotline` is who helps with the card. */
export function cardReasonOf(
  lookup: CardLookup,
  context: { readonly date: WallDate; readonly dataAgeMs: number | null; readonly hotline: string },
): Explanation<CardReason> | null {
  switch (lookup.kind) {
    case 'unknown':
      return unknownReason(context.dataAgeMs);
    case 'unlisted':
      return { kind: 'unlisted', text: unlistedText(context.hotline) };
    case 'denied':
      return { kind: lookup.status, text: statusText(lookup.status, context.hotline) };
    case 'found':
    case 'provisional':
      return recordReason(recordOf(lookup), context);
    default:
      return unreachable(lookup);
  }
}

function recordReason(
  record: CardRecord | null,
  context: { readonly date: WallDate; readonly hotline: string },
): Explanation<CardReason> | null {
  if (record === null) return null;
  if (record.status !== 'active') {
    return { kind: record.status, text: statusText(record.status, context.hotline) };
  }
  if (context.date > record.validUntil) {
    return { kind: 'expired', text: expiredText(record.validUntil, context.hotline) };
  }
  if (context.date < record.validFrom) {
    return { kind: 'not-yet-valid', text: notYetValidText(record.validFrom) };
  }
  return null;
}

function unknownReason(dataAgeMs: number | null): Explanation<CardReason> {
  if (dataAgeMs === null) {
    return {
      kind: 'unknown-stale',
      text: {
        zh: '本机还没有名册，无法核对此卡。联网后再试，或按无卡办理',
        en: 'This kiosk has no card list yet and cannot check the card. Try again when online, or serve as without a card',
      },
    };
  }
  if (dataTrustOf(dataAgeMs) === 'full') {
    return {
      kind: 'unknown-fresh',
      text: {
        zh: '名册中无此卡。请核对卡号或证件',
        en: 'This card is not on the card list. Check the card number or an identity document',
      },
    };
  }
  const days = Math.floor(dataAgeMs / DAY_MS);
  return {
    kind: 'unknown-stale',
    text: {
      zh: `本机名册为 ${days} 天前，可能尚未收到此卡。联网后再试，或按无卡办理`,
      en: `The card list here is ${days} days old and may not have this card yet. Try again when online, or serve as without a card`,
    },
  };
}

function unlistedText(hotline: string): Text {
  return {
    zh: `此卡已不在名册中，不能享受优惠。请核对证件并联系 ${hotline}`,
    en: `This card is no longer on the card list: no benefits. Check an identity document and call ${hotline}`,
  };
}

function statusText(status: Exclude<CardRecord['status'], 'active'>, hotline: string): Text {
  switch (status) {
    case 'lost':
      return {
        zh: `此卡已挂失，不能使用。请核对持卡人身份并联系 ${hotline}`,
        en: `This card was reported lost and cannot be used. Check the holder's identity and call ${hotline}`,
      };
    case 'suspended':
      return {
        zh: `此卡已暂停，不能享受优惠。详询 ${hotline}`,
        en: `This card is suspended: no benefits. Ask ${hotline}`,
      };
    case 'revoked':
      return {
        zh: `此卡已撤销，不能享受优惠。详询 ${hotline}`,
        en: `This card was revoked: no benefits. Ask ${hotline}`,
      };
    case 'replaced':
      return {
        zh: '此卡已换发新卡，请出示新卡',
        en: 'This card was replaced. Ask for the new card',
      };
    default:
      return unreachable(status);
  }
}

function expiredText(validUntil: WallDate, hotline: string): Text {
  return {
    zh: `卡已过期（${validUntil}）。请持卡人联系区人社部门续期：${hotline}`,
    en: `The card expired on ${validUntil}. The holder can renew it with the district: ${hotline}`,
  };
}

function notYetValidText(validFrom: WallDate): Text {
  return {
    zh: `此卡 ${validFrom} 起有效，今天请按无卡办理`,
    en: `This card is valid from ${validFrom}: serve as without a card today`,
  };
}
