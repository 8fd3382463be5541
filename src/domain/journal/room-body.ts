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
  ] as const;
}
