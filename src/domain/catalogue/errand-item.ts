import { z } from 'zod';
import { Text } from '../base/text.ts';
import { CatalogueId } from './catalogue-rule.ts';

/** No form has more boxes to tick. */
const WORDS_MAX = 30;
const Named = z.array(z.strictObject({ id: CatalogueId, name: Text })).max(WORDS_MAX);

/** Something that is asked: one of the options is picked. */
const Question = z.strictObject({
  id: CatalogueId,
  name: Text,
  options: Named.min(1),
  /** True if nothing may be picked. */
  optional: z.boolean().optional(),
});

/** A step that a desk may make with a matter that it follows, in the words of that matter. */
const Words = z.strictObject({ name: Text });

/**
 * The terms of what a desk follows for a holder (跟进事项): a request (诉求), an appointment (预约), a referral (转介). The parts
 * that are there say which steps it has.
 */
export const ErrandTerms = z.strictObject({
  /** What is asked about it, and kept as ids: its kind, level, place, way, or a consent. Never words of the holder. */
  questions: z.array(Question).max(8).optional(),
  /** The number that another system gives it: 工单号. */
  number: Words.optional(),
  /** 齐全: the working days of `finishWithinWorkdays` count from this step; without it they count from the opening. */
  complete: Words.optional(),
  /** 转办: to whom it may go, and the working days for an answer if nobody says another day. */
  units: z.strictObject({ name: Text, options: Named.min(1), workdays: z.int().min(1).max(60) }).optional(),
  /** 预约: a day, and one of these windows, times or ways if there are any. */
  appointment: z.strictObject({ name: Text, options: Named.optional() }).optional(),
  /** 联系、随访: the holder is called, and another day may be agreed. */
  calls: Words.optional(),
  /** 答复: what the unit or the holder answered. */
  answers: z.strictObject({ name: Text, options: Named.min(1) }).optional(),
  /** How it may end. */
  results: Named.min(1),
  /** Conditions that the clerk asks about; the answers are kept nowhere. */
  conditions: z.array(Text).max(12).optional(),
  /** The telephone number that the paper names; absent for the hotline. */
  contact: z
    .string()
    .regex(/^[0-9-]{5,20}$/)
    .optional(),
});
export type ErrandTerms = z.infer<typeof ErrandTerms>;
