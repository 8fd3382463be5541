import { z } from 'zod';
import { isShownWhole } from '../base/plain-text.ts';
import { CardNumber } from '../card/card-number.ts';

/** Names a message for good: a message that is sent again has the same one. HL7 2.5 takes twenty characters. */
export const HandoverId = z.string().regex(/^[0-9A-F]{20}$/);
export type HandoverId = z.infer<typeof HandoverId>;

const NAME_LENGTH_MAX = 60;
const Name = z.string().max(NAME_LENGTH_MAX).refine(isShownWhole);

/** Who was served, as the window knows it. The host decides whether the full name goes over. */
export const HandoverHolder = z.strictObject({
  cardNumber: CardNumber,
  maskedName: Name.nullable(),
  /** Given only where the clerk was shown the name for this card. */
  fullName: Name.optional(),
});
export type HandoverHolder = z.infer<typeof HandoverHolder>;

/** All that goes over. No diagnosis, no department, no identity number, and nothing of how urgent it is. */
export interface Handover {
  readonly id: HandoverId;
  /** `cancel`: the desk took back what it had recorded. */
  readonly action: 'arrive' | 'cancel';
  /** The message that told of the arrival: its own id, or the one that is taken back. */
  readonly of: HandoverId;
  readonly cardNumber: CardNumber;
  readonly name: string | null;
  readonly isFullName: boolean;
  readonly atMs: number;
  /** A technician tries the line. */
  readonly isTest: boolean;
}
