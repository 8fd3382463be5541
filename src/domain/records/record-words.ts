import type { Text } from '../base/text.ts';
import type { LaterBody } from '../journal/entry-body.ts';
import { AGREEMENT_STATUSES, AGREEMENT_STEP_WORDS } from './agreement-words.ts';
import { ERRAND_STATUSES, ERRAND_STEP_WORDS } from './errand-words.ts';
import { MATTER_STATUSES, MATTER_STEP_WORDS } from './matter-words.ts';
import type { RecordStatus } from './record-standing.ts';
import { ROOM_STEP_WORDS } from './room-words.ts';

/** Where a record stands, in a word. Desk and office say the same. */
export const STATUS_WORDS: Readonly<Record<RecordStatus, Text>> = {
  open: { zh: '已订', en: 'booked' },
  attended: { zh: '已到场', en: 'has come' },
  missed: { zh: '爽约', en: 'missed' },
  cancelled: { zh: '已退订', en: 'cancelled' },
  valid: { zh: '有效', en: 'valid' },
  paused: { zh: '已停卡', en: 'paused' },
  returned: { zh: '已退卡', en: 'returned' },
  ...MATTER_STATUSES,
  ...AGREEMENT_STATUSES,
  ...ERRAND_STATUSES,
  'taken-back': { zh: '已撤销', en: 'void' },
};

/** What a step of a record did, in a word. */
export const STEP_WORDS: Readonly<Record<LaterBody['kind'] | 'void', Text>> = {
  'booking-moved': { zh: '改期', en: 'moved' },
  'booking-cancelled': { zh: '退订', en: 'cancelled' },
  'booking-attended': { zh: '到场', en: 'has come' },
  'booking-missed': { zh: '爽约', en: 'nobody came' },
  'pass-paused': { zh: '停卡', en: 'paused' },
  'pass-resumed': { zh: '恢复', en: 'resumed' },
  'pass-returned': { zh: '退卡', en: 'returned' },
  ...MATTER_STEP_WORDS,
  ...ROOM_STEP_WORDS,
  ...AGREEMENT_STEP_WORDS,
  ...ERRAND_STEP_WORDS,
  'step-taken-back': { zh: '撤回上一步', en: 'last step taken back' },
  void: { zh: '撤销', en: 'void' },
};
