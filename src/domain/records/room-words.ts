import { yuanText } from '../base/money.ts';
import type { Text } from '../base/text.ts';
import type { WallMinute } from '../base/wall-time.ts';
import type { RoomTerms } from '../catalogue/room-terms.ts';
import type { LaterBody } from '../journal/entry-body.ts';
import type {
  RoomCharge,
  RoomRearrangement,
  RoomRefusal,
  RoomTermination,
  RoomThing,
} from '../journal/room-body.ts';
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
  'room-received': { zh: '收到节目单、布置、道具', en: 'programme, layout, props received' },
  'room-charged': { zh: '登记费用', en: 'charge noted' },
  'room-rearranged': { zh: '另行安排时间', en: 'another time by the venue' },
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

export const ROOM_REARRANGEMENTS: Readonly<Record<RoomRearrangement, Text>> = {
  'force-majeure': { zh: '不可抗力', en: 'force majeure' },
  political: { zh: '重大政治性任务', en: 'an important political task' },
  requisition: { zh: '政府征用', en: 'needed by the government' },
  repair: { zh: '场地维修', en: 'repair of the room' },
  other: { zh: '其他', en: 'other' },
};

export const ROOM_CHARGES: Readonly<Record<RoomCharge, Text>> = {
  upkeep: { zh: '设施维护', en: 'upkeep of the facilities' },
  damage: { zh: '场地、设施损坏', en: 'damage' },
  lost: { zh: '设备未还', en: 'equipment not returned' },
  overrun: { zh: '超时用场', en: 'overrun' },
  other: { zh: '其他', en: 'other' },
};

export const ROOM_THING_WORDS: Readonly<Record<RoomThing, Text>> = {
  programme: { zh: '节目单已交', en: 'programme handed in' },
  layout: { zh: '场地已布置', en: 'hall set up' },
  props: { zh: '道具已存放', en: 'props stored' },
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
  if (room.rearranging !== null) {
    const why = ROOM_REARRANGEMENTS[room.rearranging];
    return { zh: `待另行安排时间：${why.zh}`, en: `to get another time: ${why.en}` };
  }
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
  const charge =
    room.charge === null
      ? { zh: '', en: '' }
      : {
          zh: `，已登记费用 ${yuanText(room.charge.amountFen)} 元`,
          en: `, ${yuanText(room.charge.amountFen)} yuan noted`,
        };
  return {
    zh: `已结束${over.zh}${lacking.zh}${charge.zh}`,
    en: `over${over.en}${lacking.en}${charge.en}`,
  };
}
