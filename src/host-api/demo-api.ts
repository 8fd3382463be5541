import { z } from 'zod';
import { Text } from '../domain/base/text.ts';
import { CardNumber, hasValidCheckCharacter } from '../domain/card/card-number.ts';
import { Nothing } from './call-shapes.ts';

export const DemoCard = z.strictObject({
  cardNumber: z.string(),
  code: z.enum(['code128', 'qr']),
  /** What its QR says where that is more than the number: the text of a signed QR. */
  qrText: z.string().max(200).optional(),
  title: Text,
});
export type DemoCard = z.infer<typeof DemoCard>;

export const demoApi = {
  /** Cards for the demo tray; empty outside the demo. */
  'demo.cards': {
    input: Nothing,
    output: z.array(DemoCard.extend({ cardNumber: CardNumber.refine(hasValidCheckCharacter) })),
  },
} as const;
