import { z } from 'zod';
import { WallDate } from '../base/wall-time.ts';
import { OwnNumber } from './own-number.ts';

/** What became of a call to the holder: 已联系, 未接通, 婉拒. */
export const ContactAnswer = z.enum(['reached', 'no-answer', 'declined']);
export type ContactAnswer = z.infer<typeof ContactAnswer>;

/** What a desk promises when it opens a matter that it follows: working days from the opening, or null. */
export const ERRAND_TERMS = { workdays: z.int().min(1).max(60).nullable() };

/** An id of an option of the catalogue. No words of a person fit. */
const Id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
const Picked = z.array(Id).max(16);

/**
 * The steps of what a desk follows for a holder (跟进事项). Each has a kind of its own, which an older release carries. What
 * is picked is an id of the catalogue; the words of a holder are in no step. `step` has the fields of every step.
 */
export function errandSteps<Step extends z.core.$ZodLooseShape>(step: Step) {
  return [
    /** 工单号 */
    z.strictObject({ kind: z.literal('errand-numbered'), ...step, number: OwnNumber }),
    /** What it is about. A later one replaces it. */
    z.strictObject({ kind: z.literal('errand-described'), ...step, details: Picked }),
    /** 齐全: the promised working days begin. */
    z.strictObject({
      kind: z.literal('errand-completed'),
      ...step,
      on: WallDate,
      workdays: z.int().min(1).max(60).nullable(),
    }),
    /** 转办 */
    z.strictObject({ kind: z.literal('errand-assigned'), ...step, unit: Id, by: WallDate }),
    /** 督办: the unit is asked again, until another day if one is given. */
    z.strictObject({ kind: z.literal('errand-urged'), ...step, on: WallDate, by: WallDate.nullable() }),
    /** 预约 */
    z.strictObject({
      kind: z.literal('errand-booked'),
      ...step,
      on: WallDate,
      slot: Id.nullable(),
    }),
    /** 联系、随访 */
    z.strictObject({
      kind: z.literal('errand-called'),
      ...step,
      on: WallDate,
      answer: ContactAnswer,
      again: WallDate.nullable(),
    }),
    /** 答复 of the unit or the holder */
    z.strictObject({ kind: z.literal('errand-answered'), ...step, on: WallDate, answer: Id }),
    z.strictObject({ kind: z.literal('errand-finished'), ...step, on: WallDate, result: Id }),
  ] as const;
}
