import { ownValue } from '../../domain/base/own-value.ts';
import type { Text } from '../../domain/base/text.ts';
import type { JournalBody, LaterBody } from '../../domain/journal/entry-body.ts';
import { MATTER_STATUSES, MATTER_STEP_WORDS } from '../../domain/records/matter-words.ts';
import type { RecordKind } from '../../domain/records/record.ts';
import type { RecordStatus } from '../../domain/records/record-standing.ts';

const KINDS: Readonly<Record<RecordKind, Text>> = {
  booking: { zh: '预订', en: 'Booking' },
  pass: { zh: '年卡', en: 'Pass' },
  matter: { zh: '办件', en: 'Matter' },
};

const STATUSES: Readonly<Record<RecordStatus, Text>> = {
  open: { zh: '已订', en: 'booked' },
  attended: { zh: '已到场', en: 'has come' },
  missed: { zh: '爽约', en: 'missed' },
  cancelled: { zh: '已退订', en: 'cancelled' },
  valid: { zh: '有效', en: 'valid' },
  paused: { zh: '已停卡', en: 'paused' },
  returned: { zh: '已退卡', en: 'returned' },
  ...MATTER_STATUSES,
  'taken-back': { zh: '已撤销', en: 'void' },
};

type StepKind =
  | LaterBody['kind']
  | Extract<JournalBody['kind'], 'use' | 'booking-opened' | 'pass-sold' | 'matter-opened' | 'void'>;

const STEPS: Readonly<Record<StepKind, Text>> = {
  use: { zh: '办理', en: 'opened' },
  'booking-opened': { zh: '预订', en: 'booked' },
  'pass-sold': { zh: '售卡', en: 'sold' },
  'booking-moved': { zh: '改期', en: 'moved' },
  'booking-cancelled': { zh: '退订', en: 'cancelled' },
  'booking-attended': { zh: '到场', en: 'has come' },
  'booking-missed': { zh: '爽约', en: 'nobody came' },
  'pass-paused': { zh: '停卡', en: 'paused' },
  'pass-resumed': { zh: '恢复', en: 'resumed' },
  'pass-returned': { zh: '退卡', en: 'returned' },
  'matter-opened': { zh: '开办', en: 'opened' },
  ...MATTER_STEP_WORDS,
  'step-taken-back': { zh: '撤回上一步', en: 'last step taken back' },
  void: { zh: '撤销', en: 'void' },
};

/** A newer district may have other kinds, statuses and steps. The page shows their own names then. */
export function kindText(kind: string): Text {
  return ownValue(KINDS, kind) ?? asItIs(kind);
}

export function statusText(status: string): Text {
  return ownValue(STATUSES, status) ?? asItIs(status);
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
