import { z } from 'zod';
import { CardNumber } from '../../domain/card-number.ts';
import { jsonOf } from '../../domain/json-text.ts';
import { WallDate } from '../../domain/wall-time.ts';
import { CommandFault } from '../command-fault.ts';

/** A line of `issue`, and what `sheet` prints. */
export const IssuedCard = z.strictObject({
  cardNumber: CardNumber,
  issueSerial: z.int().min(0),
  tier: z.int().min(0).max(255),
  validFrom: WallDate,
  validUntil: WallDate,
  keyId: z.string(),
  /** The text of the signed QR. */
  qr: z.string().regex(/^LW1:[0-9A-Z $%*+\-./:]{131}$/),
});
export type IssuedCard = z.infer<typeof IssuedCard>;

/** More than these and a browser no longer prints the page. */
const CARDS_MAX = 2_000;

/** The cards of a text of JSON lines; throws `CommandFault` with the number of the line. */
export function issuedCardsIn(text: string): readonly IssuedCard[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) throw new CommandFault('there is no card to print');
  if (lines.length > CARDS_MAX) throw new CommandFault(`at most ${CARDS_MAX} cards a sheet`);
  return lines.map((line, index) => {
    const card = IssuedCard.safeParse(jsonOf(line));
    if (card.success) return card.data;
    throw new CommandFault(`line ${index + 1} is no line of issue: ${z.prettifyError(card.error)}`);
  });
}
