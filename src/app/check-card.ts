import { type CardCode, readCardCode } from '../domain/card-code.ts';
import type { CardNumber } from '../domain/card-number.ts';
import type { CardRef } from '../domain/card-ref.ts';
import { type DecideInput, decide } from '../domain/decide.ts';
import type { Decision } from '../domain/decision.ts';
import { wallDateOf } from '../domain/wall-time.ts';
import type { ClockPort, RosterPort, UsesPort } from './ports.ts';

/** What the clerk chose, as `decide` reads it. */
export type Choices = NonNullable<DecideInput['choices']>;

export interface CheckCardPorts {
  readonly clock: ClockPort;
  readonly roster: Pick<RosterPort, 'find' | 'state'>;
  readonly uses: Pick<UsesPort, 'countersFor'>;
  /** The card's pseudonym under the district's key. */
  readonly cardRefOf: (cardNumber: CardNumber) => CardRef;
}

/** A text from a scanner or a hand, or a number already read from one. */
type CardInput =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'card'; readonly cardNumber: CardNumber };

export interface CheckCardRequest {
  readonly input: CardInput;
  readonly siteId: string;
  readonly catalogue: DecideInput['catalogue'];
  readonly choices: Choices;
}

/** A decision and the facts that it was made from, so that other choices need no second look-up. */
export interface DecidedCheck {
  readonly kind: 'decided';
  readonly cardRef: CardRef;
  readonly decision: Decision;
  readonly facts: Omit<DecideInput, 'choices'>;
}

/** `roster-damaged`: the cached row cannot be read; poke the sync loop, which then loads the roster anew. */
export type CardCheck =
  | Exclude<CardCode, { kind: 'card' }>
  | { readonly kind: 'roster-damaged'; readonly cardNumber: CardNumber }
  | DecidedCheck;

/**
 * Says what a card may have at a desk now, from what this kiosk holds itself; asks nobody. Rejects only
 * where the browser's database itself fails.
 */
export async function checkCard(ports: CheckCardPorts, request: CheckCardRequest): Promise<CardCheck> {
  const { input, siteId, catalogue, choices } = request;
  const code = input.kind === 'text' ? readCardCode(input.text) : input;
  if (code.kind !== 'card') return code;
  const { cardNumber } = code;
  const at = ports.clock.now();
  const cardRef = ports.cardRefOf(cardNumber);
  const [lookup, roster, counters] = await Promise.all([
    ports.roster.find(cardNumber),
    ports.roster.state(),
    ports.uses.countersFor(cardRef, siteId, wallDateOf(at)),
  ]);
  if (lookup.kind === 'damaged') return { kind: 'roster-damaged', cardNumber };
  const dataAgeMs = dataAgeMsOf(at, roster.pulledAt);
  const facts = { catalogue, siteId, lookup, at, dataAgeMs, counters };
  return { kind: 'decided', cardRef, decision: decide({ ...facts, choices }), facts };
}

/** The same card at the same instant with other choices; synchronous, so that + and - answer within the frame. */
export function redecide(check: DecidedCheck, choices: Choices): DecidedCheck {
  return { ...check, decision: decide({ ...check.facts, choices }) };
}

/** A clock that was set back makes no data younger than fresh. */
function dataAgeMsOf(at: number, pulledAt: number | null): number | null {
  return pulledAt === null ? null : Math.max(0, at - pulledAt);
}
