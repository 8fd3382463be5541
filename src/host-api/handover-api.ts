import { z } from 'zod';
import { isStorableText } from '../domain/base/plain-text.ts';
import { HandoverId } from '../domain/handover/handover.ts';
import { HandoverTarget } from '../domain/handover/target.ts';
import { Nothing } from './call-shapes.ts';

const SiteId = z.string().min(1).max(64);
/** More than anybody reads; the numbers count them all. */
export const LETTERS_MAX = 200;
const REASON_LENGTH_MAX = 200;

/**
 * Why a message has not arrived. `busy`: the other side says that it takes it later; `settings`: the address or what signs
 * it in is wrong; `folder`: the drop folder cannot be written; `refused`: the other side does not take this one.
 */
export const HandoverTrouble = z.strictObject({
  kind: z.enum(['unreachable', 'no-answer', 'broken-off', 'busy', 'settings', 'folder', 'refused', 'disk']),
  /** For the technician, small and grey. */
  detail: z.string().max(200),
});
export type HandoverTrouble = z.infer<typeof HandoverTrouble>;

/** A message that has not arrived. It names the card by its last characters alone. */
export const HandoverLetter = z.strictObject({
  id: HandoverId,
  siteId: SiteId,
  action: z.enum(['arrive', 'cancel']),
  cardTail: z.string(),
  atMs: z.int(),
  /** The number of the entry in the journal. */
  seq: z.int().nullable(),
  /** `waiting` is sent by itself; `dead` waits for a technician. */
  state: z.enum(['waiting', 'dead']),
  attempts: z.int().min(0),
  trouble: HandoverTrouble.nullable(),
});
export type HandoverLetter = z.infer<typeof HandoverLetter>;

const SiteView = z.strictObject({
  siteId: SiteId,
  target: HandoverTarget,
  /** Something signs it in. It is never handed out. */
  hasSecret: z.boolean(),
});

export const HandoverView = z.strictObject({
  sites: z.array(SiteView),
  /** Messages that have not arrived, and those that a technician must look at. */
  waiting: z.int().min(0),
  dead: z.int().min(0),
  /** Messages that this device cannot open now. */
  locked: z.int().min(0),
  /** What is in the way of those that wait. */
  trouble: HandoverTrouble.nullable(),
  /** The first of them. */
  letters: z.array(HandoverLetter).max(LETTERS_MAX),
});
export type HandoverView = z.infer<typeof HandoverView>;

/** No site hands anything over. */
export const NO_HANDOVERS: HandoverView = {
  sites: [],
  waiting: 0,
  dead: 0,
  locked: 0,
  trouble: null,
  letters: [],
};

export const handoverApi = {
  'handover.view': { input: Nothing, output: HandoverView },
  /** `target` null ends it for that site; `secret` null keeps the one that is there, and empty forgets it. */
  'handover.choose': {
    input: z.strictObject({
      siteId: SiteId,
      target: HandoverTarget.nullable(),
      secret: z.string().max(2_000).refine(isStorableText).nullable(),
    }),
    output: HandoverView,
  },
  /** Sends again now: all that has not arrived, or one. */
  'handover.again': { input: z.strictObject({ id: HandoverId.nullable() }), output: HandoverView },
  /** The technician saw to it in another way. The holder is forgotten, and the reason is kept. */
  'handover.dismiss': {
    input: z.strictObject({
      id: HandoverId,
      reason: z.string().trim().min(1).max(REASON_LENGTH_MAX).refine(isStorableText),
    }),
    output: HandoverView,
  },
  /** Sends a message of a practice card, marked as a test; null if it arrived. */
  'handover.test': {
    input: z.strictObject({ siteId: SiteId }),
    output: z.strictObject({ trouble: HandoverTrouble.nullable() }),
  },
} as const;
