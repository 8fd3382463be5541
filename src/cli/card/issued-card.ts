import { z } from 'zod';
import { jsonOf } from '../../domain/base/json-text.ts';
import { WallDate } from '../../domain/base/wall-time.ts';
import { CardNumber } from '../../domain/card/card-number.ts';
import { shapeWords } from '../input/file-words.ts';
import { CommandFault } from '../input/terminal.ts';

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

/** If there are more cards than this, a browser no longer prints the page. */
const CARDS_MAX = 2_000;

/** The cards of a text of JSON lines; throws `CommandFault` with the number of the line in the file. */
export function issuedCardsIn(text: string): readonly IssuedCard[] {
  const lines = text
    .split(/\r\n?|\n/)
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== '');
  if (lines.length === 0) throw new CommandFault('没有要印的卡 there is no card to print');
  if (lines.length > CARDS_MAX)
    throw new CommandFault(`一次最多印 ${CARDS_MAX} 张 at most ${CARDS_MAX} cards a sheet`);
  return lines.map(({ line, number }) => {
    const json = jsonOf(line);
    const card = IssuedCard.safeParse(json);
    if (card.success) return card.data;
    const [zh, en] = json === undefined ? ['不是 JSON', 'not JSON'] : shapeWords(card.error);
    throw new CommandFault(
      `第 ${number} 行不是 card issue 的输出：${zh}。line ${number} is no line of card issue: ${en}`,
    );
  });
}
