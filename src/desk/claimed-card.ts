import type { DecidedCheck } from '../app/check/check-card.ts';
import { readCardCode } from '../domain/card/card-code.ts';
import type { CardNumber } from '../domain/card/card-number.ts';
import { cardNumberIn } from '../domain/card/card-record.ts';

/** What is no card, a payment code held into the camera for one, takes no open sale away. */
export function isOtherCard(check: DecidedCheck, text: string): boolean {
  const number = claimedBy(text, check);
  return number !== null && number !== cardNumberIn(check.facts.lookup);
}

/** The number that a text says it is; null for what is no card. */
export function claimedBy(text: string, { facts }: DecidedCheck): CardNumber | null {
  const code = readCardCode(text, facts.catalogue);
  if (code.kind === 'signed') return code.claimed;
  return code.kind === 'card' ? code.cardNumber : null;
}
