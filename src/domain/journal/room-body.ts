import { z } from 'zod';
import { IdText as Id } from '../base/id-text.ts';
import { WallDate, WallMinute } from '../base/wall-time.ts';
import { CallAnswer } from './matter-body.ts';

/** Why a room is not given. */
export const RoomRefusal = z.enum(['schedule', 'holder', 'commercial', 'theme', 'other']);
export type RoomRefusal = z.infer<typeof RoomRefusal>;

/** Why the venue ends an event (终止活动). */
export const RoomTermination = z.enum(['commercial', 'unlawful', 'conduct', 'needed', 'other']);
export type RoomTermination = z.infer<typeof RoomTermination>;

/** Why the venue gives the holder another time (另行安排时间: 5.1.4.8, 5.2.4.9). */
export const RoomRearrangement = z.enum(['force-majeure', 'political', 'requisition', 'repair', 'other']);
export type RoomRearrangement = z.infer<typeof RoomRearrangement>;

/** What the venue may charge for (5.1.4.3, 5.2.4.3). The amount is typed, and nothing computes it. */
export const RoomCharge = z.enum(['upkeep', 'damage', 'lost', 'overrun', 'other']);
export type RoomCharge = z.infer<typeof RoomCharge>;

/** What the holder hands in or brings before the use: 节目单, 布置, 道具. */
export const ROOM_THINGS = ['programme', 'layout', 'props'] as const;
export const RoomThing = z.enum(ROOM_THINGS);
export type RoomThing = z.infer<typeof RoomThing>;

/** What is looked at when a room is given back: 卫生, 设施, 设备. */
export const ROOM_CHECKS = ['clean', 'facilities', 'devices'] as const;
const RoomCheck = z.enum(ROOM_CHECKS);

export const AUDIENCE_MAX = 10_000;
const Things = z.array(Id).max(20);

/**
 * The steps of a room that is applied for. Its record is a booking. Each step has a kind of its own, which an older release
 * carries. `step` has the fields of every step; `member` is the random id of who decides, null at a desk without sign-in.
 */
export function roomSteps<Step extends z.core.$ZodLooseShape>(step: Step) {
  const member = Id.nullable();
  return [
    /** 申请: the holder has signed that it is for the public good. It may be made again until somebody has decided. */
    z.strictObject({
      kind: z.literal('room-applied'),
      ...step,
      purpose: Id,
      audience: z.int().min(0).max(AUDIENCE_MAX),
      equipment: Things,
      isForPublicGood: z.literal(true),
    }),
    /** 审核 */
    z.strictObject({ kind: z.literal('room-reviewed'), ...step, member }),
    /** 审批, by another person than the one who reviewed it. */
    z.strictObject({ kind: z.literal('room-approved'), ...step, member }),
    /** 不予批准: the time is free again. */
    z.strictObject({ kind: z.literal('room-refused'), ...step, member, reason: RoomRefusal }),
    /** 用场前一天联系 */
    z.strictObject({ kind: z.literal('room-called'), ...step, on: WallDate, answer: CallAnswer }),
    /** The holder is there in person; the equipment is handed out. */
    z.strictObject({ kind: z.literal('room-started'), ...step, at: WallMinute, handedOut: Things }),
    /** What came back, and what was found in order. */
    z.strictObject({
      kind: z.literal('room-ended'),
      ...step,
      at: WallMinute,
      returned: Things,
      inOrder: z.array(RoomCheck).max(ROOM_CHECKS.length),
    }),
    /** 终止活动 */
    z.strictObject({ kind: z.literal('room-terminated'), ...step, at: WallMinute, reason: RoomTermination }),
    /** All that is there by now. It may be said again. */
    z.strictObject({
      kind: z.literal('room-received'),
      ...step,
      things: z.array(RoomThing).max(ROOM_THINGS.length),
    }),
    /** It is noted here, and is no part of a sum of the desk. */
    z.strictObject({
      kind: z.literal('room-charged'),
      ...step,
      reason: RoomCharge,
      amountFen: z.int().min(0).max(100_000_000),
    }),
    /** 另行安排时间: the holder is called; the next move gives another time and keeps the approval. */
    z.strictObject({
      kind: z.literal('room-rearranged'),
      ...step,
      on: WallDate,
      reason: RoomRearrangement,
      answer: CallAnswer,
    }),
  ] as const;
}
