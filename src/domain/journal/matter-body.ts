import { z } from 'zod';
import { IdText as Id } from '../base/id-text.ts';
import { WallDate } from '../base/wall-time.ts';
import { OwnNumber } from './own-number.ts';

/** The way in which the result reaches the holder (送达方式). */
export const Delivery = z.enum(['window', 'post', 'electronic']);
export type Delivery = z.infer<typeof Delivery>;

/** Why the papers are handed back (退件), or the matter is stopped (终止). */
export const MatterEndReason = z.enum(['not-met', 'not-ours', 'late', 'duplicate', 'other']);
export type MatterEndReason = z.infer<typeof MatterEndReason>;

/** Why a second 一次性告知单 was needed for one matter. */
export const NoticeReason = z.enum(['holder-changed', 'law-changed', 'overlooked', 'other']);
export type NoticeReason = z.infer<typeof NoticeReason>;

/** No matter asks for more materials. */
export const MATERIALS_MAX = 30;
const Materials = z.array(Id).max(MATERIALS_MAX);

/** The outcome of a telephone call to the holder. */
export const CallAnswer = z.enum(['reached', 'no-answer']);
export type CallAnswer = z.infer<typeof CallAnswer>;

export const MatterResult = z.enum(['granted', 'denied']);
export type MatterResult = z.infer<typeof MatterResult>;

/**
 * The steps of a matter of the service hall (办件). Each has a kind of its own: an older release carries an entry of a kind
 * that it does not know, but would refuse a new word in a field of a known kind. `step` has the fields of every step.
 */
export function matterSteps<Step extends z.core.$ZodLooseShape>(step: Step) {
  return [
    /** The hall's own 办件编号 is known. */
    z.strictObject({ kind: z.literal('matter-numbered'), ...step, number: OwnNumber }),
    /** 收件: it says which materials are there and which are not. Without those of `missingMain` nothing is accepted. */
    z.strictObject({
      kind: z.literal('matter-received'),
      ...step,
      handed: Materials,
      missing: Materials,
      missingMain: Materials,
    }),
    /** 补齐: materials that were missing are handed in. */
    z.strictObject({ kind: z.literal('matter-supplied'), ...step, handed: Materials.min(1) }),
    /** 补正: the 一次性告知单 was given. `again` is null for the first one. */
    z.strictObject({
      kind: z.literal('matter-noticed'),
      ...step,
      until: WallDate.nullable(),
      again: NoticeReason.nullable(),
    }),
    /**
     * 受理. `workdays` is the 承诺时限 of that day's catalogue; null for none. `supplyBy` is the last day for the missing
     * materials; null if they are due at 领证. `isDone` says that the matter was finished on the spot (即办).
     */
    z.strictObject({
      kind: z.literal('matter-accepted'),
      ...step,
      on: WallDate,
      workdays: z.int().min(1).max(60).nullable(),
      supplyBy: WallDate.nullable(),
      isDone: z.boolean(),
    }),
    /** 承办: the unit has taken it up. */
    z.strictObject({ kind: z.literal('matter-handled'), ...step }),
    /** 办结 */
    z.strictObject({ kind: z.literal('matter-finished'), ...step, on: WallDate, result: MatterResult }),
    /** 告知 by telephone. The telephone number is not recorded. */
    z.strictObject({ kind: z.literal('matter-told'), ...step, answer: CallAnswer }),
    /** 领证: the result was collected or sent to the holder. */
    z.strictObject({ kind: z.literal('matter-collected'), ...step, way: Delivery }),
    /** 退件 */
    z.strictObject({ kind: z.literal('matter-rejected'), ...step, reason: MatterEndReason }),
    /** 撤回: the holder does not want it any more. */
    z.strictObject({ kind: z.literal('matter-withdrawn'), ...step }),
    /** 终止 */
    z.strictObject({ kind: z.literal('matter-ended'), ...step, reason: MatterEndReason }),
    /** 跟办人, by the random id of the member; null at a desk without sign-in. */
    z.strictObject({ kind: z.literal('matter-assigned'), ...step, member: Id.nullable() }),
    /** 送达方式 */
    z.strictObject({ kind: z.literal('matter-delivery'), ...step, way: Delivery }),
  ] as const;
}
