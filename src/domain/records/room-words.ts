import type { Text } from '../base/text.ts';
import type { WallMinute } from '../base/wall-time.ts';
import type { RoomTerms } from '../catalogue/room-terms.ts';
import type { LaterBody } from '../journal/entry-body.ts';
import type { RoomRefusal, RoomTermination } from '../journal/room-body.ts';
import { type BookingState, endOfPlace } from './booking.ts';
import { isGiven, overrunOf } from './room.ts';

/** What a step of a room did, in a word. */
export const ROOM_STEP_WORDS: Readonly<Record<Extract<LaterBody['kind'], `room-${string}`>, Text>> = {
  'room-applied': { zh: '申请', en: 'applied for' },
  'room-reviewed': { zh: '审核通过', en: 'reviewed' },
  'room-approved': { zh: '审批同意', en: 'approved' },
  'room-refused': { zh: '不予批准', en: 'refused' },
  'room-called': { zh: '用场前联系', en: 'called beforehand' },
  'room-started': { zh: '开始用场', en: 'use begun' },
  'room-ended': { zh: '用场结束', en: 'use ended' },
  'room-terminated': { zh: '终止活动', en: 'event ended by the venue' },
};

export const ROOM_REFUSALS: Readonly<Record<RoomRefusal, Text>> = {
  schedule: { zh: '场地排期冲突', en: 'the room is taken' },
  holder: { zh: '申请人资格不符', en: 'not for this applicant' },
  commercial: { zh: '带有商业性质', en: 'commercial' },
  theme: { zh: '主题与群众文化艺术不符', en: 'theme is not the people’s culture and arts' },
  other: { zh: '其他', en: 'other' },
};

export const ROOM_TERMINATIONS: Readonly<Record<RoomTermination, Text>> = {
  commercial: { zh: '有销售、收费等商业性质', en: 'commercial' },
  unlawful: { zh: '内容不符合文化法规及政策', en: 'content against the law on culture' },
  conduct: { zh: '违反场地管理规定', en: 'against the rules of the house' },
  needed: { zh: '不可抗力或政府征用', en: 'force majeure, or needed by the government' },
  other: { zh: '其他', en: 'other' },
};

export const ROOM_CHECK_WORDS = {
  clean: { zh: '卫生已恢复', en: 'clean' },
  facilities: { zh: '设施完好', en: 'facilities whole' },
  devices: { zh: '设备完好', en: 'devices whole' },
} as const satisfies Record<string, Text>;

/** Where the application or the use of a room stands. `terms` is null where the catalogue does not know the room. */
export function roomStatusText(state: BookingState, terms: RoomTerms | null, now: WallMinute): Text | null {
  const { room, status } = state;
  if (room === null) {
    return terms !== null && status === 'open'
      ? { zh: '已留时段，待填申请', en: 'time kept, not applied for yet' }
      : null;
  }
  if (room.refusal !== null) {
    const why = ROOM_REFUSALS[room.refusal];
    return { zh: `不予批准：${why.zh}`, en: `refused: ${why.en}` };
  }
  if (room.startedAt !== null && status === 'attended') return usedText(state, now);
  if (status !== 'open') return null;
  if (isGiven(room, terms?.approvals ?? 1)) {
    return room.calledOn === null
      ? { zh: '已批准，用场前未联系', en: 'approved, holder not called yet' }
      : { zh: '已批准，已联系落实', en: 'approved, holder called' };
  }
  return room.stage === 'applied'
    ? { zh: '已申请，待审核', en: 'applied for, to be reviewed' }
    : { zh: '已审核，待审批', en: 'reviewed, to be approved' };
}

function usedText(state: BookingState, now: WallMinute): Text {
  const { room, place } = state;
  const overrun = overrunOf(state, endOfPlace(place), now);
  const over =
    overrun === 0 ? { zh: '', en: '' } : { zh: `，超时 ${overrun} 分钟`, en: `, ${overrun} minutes over` };
  if (room?.endedAt == null) return { zh: `使用中${over.zh}`, en: `in use${over.en}` };
  if (room.termination !== null) {
    const why = ROOM_TERMINATIONS[room.termination];
    return { zh: `已终止：${why.zh}`, en: `ended by the venue: ${why.en}` };
  }
  const lacking =
    room.lacking.length === 0
      ? { zh: '', en: '' }
      : { zh: `，设备未还 ${room.lacking.length} 项`, en: `, ${room.lacking.length} not returned` };
  return { zh: `已结束${over.zh}${lacking.zh}`, en: `over${over.en}${lacking.en}` };
}
