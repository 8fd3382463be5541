import { ownValue } from '../../domain/base/own-value.ts';
import type { Text } from '../../domain/base/text.ts';
import type { JournalBody } from '../../domain/journal/entry-body.ts';
import type { RecordKind } from '../../domain/records/record.ts';
import { STATUS_WORDS, STEP_WORDS } from '../../domain/records/record-words.ts';

const KINDS: Readonly<Record<RecordKind, Text>> = {
  booking: { zh: '预订', en: 'Booking' },
  pass: { zh: '年卡', en: 'Pass' },
  matter: { zh: '办件', en: 'Matter' },
  agreement: { zh: '签约协议', en: 'Agreement' },
  errand: { zh: '跟进事项', en: 'Followed' },
};

type OpeningKind = Extract<
  JournalBody['kind'],
  'use' | 'booking-opened' | 'pass-sold' | 'matter-opened' | 'agreement-signed' | 'errand-opened'
>;

const STEPS: Readonly<Record<OpeningKind | keyof typeof STEP_WORDS, Text>> = {
  use: { zh: '办理', en: 'opened' },
  'booking-opened': { zh: '预订', en: 'booked' },
  'pass-sold': { zh: '售卡', en: 'sold' },
  'matter-opened': { zh: '开办', en: 'opened' },
  'agreement-signed': { zh: '签约', en: 'signed' },
  'errand-opened': { zh: '登记', en: 'opened' },
  ...STEP_WORDS,
};

/** A newer district may have other kinds, statuses and steps. The page shows their own names then. */
export function kindText(kind: string): Text {
  return ownValue(KINDS, kind) ?? asItIs(kind);
}

export function statusText(status: string): Text {
  return ownValue(STATUS_WORDS, status) ?? asItIs(status);
}

export function stepText(kind: string): Text {
  return ownValue(STEPS, kind) ?? asItIs(kind);
}

/** True if this release has words for the step. */
export function isNamedStep(kind: string): boolean {
  return ownValue(STEPS, kind) !== undefined;
}

function asItIs(word: string): Text {
  return { zh: word, en: word };
}
