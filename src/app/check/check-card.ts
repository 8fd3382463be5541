import { type Instant, wallDateOf } from '../../domain/base/wall-time.ts';
import { type CardCode, readCardCode } from '../../domain/card/card-code.ts';
import type { CardNumber } from '../../domain/card/card-number.ts';
import type { CardQrFaultKind } from '../../domain/card/card-qr.ts';
import type { CardClaim } from '../../domain/card/card-qr-bytes.ts';
import type { CardLookup } from '../../domain/card/card-record.ts';
import type { CardRef } from '../../domain/card/card-ref.ts';
import { onlyOf } from '../../domain/card/card-repair.ts';
import { deniedStatusOf } from '../../domain/card/deny-list.ts';
import { type NumberRange, piecesOf } from '../../domain/catalogue/own-numbers.ts';
import { rulebookOf } from '../../domain/catalogue/rulebook.ts';
import { type DecideInput, decide } from '../../domain/decision/decide.ts';
import type { Decision, NextNumbers } from '../../domain/decision/decision.ts';
import { isEd25519Signed, type SignatureCheck } from '../../domain/trust/signing-key.ts';
import type { MarkedClockPort, ReplacementsPort, RosterAnswer, RosterPort, UsesPort } from '../ports.ts';
import type { KioskHoldings } from '../record/holdings.ts';
import type { RightRequests } from '../record/right-requests.ts';
import type { CachedDenials } from './cached-denials.ts';
import type { CachedKeys } from './cached-keys.ts';
import { lookupOfProved, type SignedCard, signedCardOf } from './signed-card.ts';

/** What the clerk chose, as `decide` reads it. */
export type Choices = NonNullable<DecideInput['choices']>;

export interface CheckCardPorts {
  readonly clock: MarkedClockPort;
  readonly roster: Pick<RosterPort, 'find' | 'state'>;
  readonly uses: Pick<UsesPort, 'countersFor' | 'numbersGiven'>;
  readonly replacements: Pick<ReplacementsPort, 'cardsOf'>;
  /** Absent for a desk without a district. */
  readonly requests?: Pick<RightRequests, 'of'>;
  readonly keys: Pick<CachedKeys, 'current'>;
  readonly denied: Pick<CachedDenials, 'current'>;
  /** Limits that several kiosks share; absent if one desk counts for all. */
  readonly shared?: { readonly holdings: Pick<KioskHoldings, 'forCard'> };
  /** The short name of this kiosk, for the numbers of its records; absent if it has none. */
  readonly kiosk?: string;
  /** Our own code checks signed QRs if nothing quicker is given. */
  readonly isSigned?: SignatureCheck | undefined;
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

/** `roster-damaged`: the cached row cannot be read; poke the sync loop, which then loads the roster again. */
export type CardCheck =
  | Exclude<CardCode, { kind: 'card' | 'signed' }>
  /** A signed QR that is not to be believed, and whose number the roster does not vouch for either. */
  | { readonly kind: 'signed-refused'; readonly why: CardQrFaultKind }
  | { readonly kind: 'roster-damaged'; readonly cardNumber: CardNumber }
  | DecidedCheck;

/**
 * Says what a card may have at a desk now, from what this kiosk holds itself; asks nobody. Rejects only
 * where the browser's database itself fails.
 */
export async function checkCard(ports: CheckCardPorts, request: CheckCardRequest): Promise<CardCheck> {
  const { input, catalogue } = request;
  const { isSigned = isEd25519Signed } = ports;
  const code = input.kind === 'text' ? readCardCode(input.text, catalogue) : input;
  switch (code.kind) {
    case 'card':
      return checkShown(ports, request, { cardNumber: code.cardNumber, signed: null });
    case 'signed': {
      const asked = { keys: ports.keys.current(), at: ports.clock.now() };
      const signed = await signedCardOf(code.text, asked, isSigned);
      if (signed.kind === 'refused') return { kind: 'signed-refused', why: signed.why };
      return checkShown(ports, request, { cardNumber: signed.claim.cardNumber, signed });
    }
    case 'wrong-check':
      return withKnownRepair(ports, code);
    default:
      return code;
  }
}

/** The same card at the same instant with other choices; synchronous, so that + and - answer within the frame. */
export function redecide(check: DecidedCheck, choices: Choices): DecidedCheck {
  return { ...check, decision: decide({ ...check.facts, choices }) };
}

/** The same card at the same instant, after what this kiosk may give has changed. */
export async function recheck(
  ports: CountPorts,
  check: DecidedCheck,
  choices: Choices,
): Promise<DecidedCheck> {
  const counted = await countedOf(ports, check.cardRef, check.facts);
  return redecide({ ...check, facts: { ...check.facts, ...counted } }, choices);
}

type CountPorts = Pick<CheckCardPorts, 'uses' | 'replacements' | 'shared' | 'requests' | 'kiosk'>;

/** What counts against the limits of a card: the uses, rights and requests of all cards that its holder has had. */
async function countedOf(
  { uses, replacements, shared, requests, kiosk }: CountPorts,
  cardRef: CardRef,
  { siteId, at, catalogue }: Pick<DecideInput, 'siteId' | 'at' | 'catalogue'>,
) {
  const cardRefs = await replacements.cardsOf(cardRef);
  const [counters, holdings, nextNumbers] = await Promise.all([
    uses.countersFor(cardRefs, siteId, wallDateOf(at)),
    shared?.holdings.forCard(cardRef, cardRefs),
    nextNumbersOf(uses, { catalogue, siteId, kiosk: kiosk ?? null }),
  ]);
  const held = holdings === undefined ? {} : { holdings };
  return { counters, requests: requests?.of(cardRefs) ?? [], nextNumbers, ...held };
}

/** Finds the number that the next pass of each item of the site gets, where the venue has a range of them. */
async function nextNumbersOf(
  uses: Pick<UsesPort, 'numbersGiven'>,
  { catalogue, siteId, kiosk }: Pick<DecideInput, 'catalogue' | 'siteId'> & { readonly kiosk: string | null },
): Promise<NextNumbers> {
  const next: Record<string, string | null> = {};
  for (const { item } of rulebookOf(catalogue).itemsBySite.get(siteId) ?? []) {
    const range = item.ownNumbers?.range;
    if (range === undefined) continue;
    next[item.id] = await nextNumber(uses, range, kiosk);
  }
  return next;
}

/** The first number of the range that nobody has, as far as this kiosk knows; null if all are taken. */
async function nextNumber(
  uses: Pick<UsesPort, 'numbersGiven'>,
  range: NumberRange,
  kiosk: string | null,
): Promise<string | null> {
  for (const piece of piecesOf(range, kiosk)) {
    const [first = '', last = first] = [piece[0], piece.at(-1)];
    const taken = await uses.numbersGiven({ first, last });
    const free = piece.find((number) => !taken.has(number));
    if (free !== undefined) return free;
  }
  return null;
}

/** A card number, and the signed QR that it came from. */
interface ShownCard {
  readonly cardNumber: CardNumber;
  readonly signed: Exclude<SignedCard, { kind: 'refused' }> | null;
}

async function checkShown(
  ports: CheckCardPorts,
  { siteId, catalogue, choices }: CheckCardRequest,
  { cardNumber, signed }: ShownCard,
): Promise<CardCheck> {
  const at = ports.clock.now();
  const cardRef = ports.cardRefOf(cardNumber);
  // Before what counts: a roster that has just come serves after the replaced cards are known, and never before.
  const answer = await ports.roster.find(cardNumber);
  const [roster, counted] = await Promise.all([
    ports.roster.state(),
    countedOf(ports, cardRef, { siteId, at, catalogue }),
  ]);
  if (answer.kind === 'damaged') return { kind: 'roster-damaged', cardNumber };
  if (answer.kind === 'unknown' && signed?.kind === 'unproved') {
    return { kind: 'signed-refused', why: signed.why };
  }
  const claim = signed?.claim ?? null;
  const known =
    signed?.kind === 'proved'
      ? lookupOfProved(answer, signed.claim, { at, pulledAt: roster.pulledAt })
      : answer;
  const lookup = unlessDenied(ports, known, { cardNumber, cardRef, claim });
  const dataAgeMs = dataAgeMsOf(ports.clock.highWaterMs(), roster.pulledAt);
  const named = ports.kiosk === undefined ? {} : { kiosk: ports.kiosk };
  const facts = { catalogue, siteId, lookup, at, dataAgeMs, ...counted, ...named };
  return { kind: 'decided', cardRef, decision: decide({ ...facts, choices }), facts };
}

/** The list of denied cards beats the roster and the QR; a status that the roster has decreed says more. */
function unlessDenied(
  ports: CheckCardPorts,
  lookup: CardLookup,
  shown: {
    readonly cardNumber: CardNumber;
    readonly cardRef: CardRef;
    readonly claim: CardClaim | null;
  },
): CardLookup {
  if (lookup.kind === 'found' && lookup.record.status !== 'active') return lookup;
  const { cardNumber, cardRef, claim } = shown;
  const issueSerial = claim?.issueSerial ?? null;
  const status = deniedStatusOf(ports.denied.current(), { cardRef, issueSerial });
  return status === null ? lookup : { kind: 'denied', cardNumber, status };
}

type WrongCheck = Extract<CardCode, { kind: 'wrong-check' }>;

/**
 * Which of the numbers that one slip could have been are on the roster: where that leaves one, it is suggested.
 * Where the roster has none of them it knows nothing better, and where it has several the common slip among
 * them counts.
 */
async function withKnownRepair({ roster }: CheckCardPorts, code: WrongCheck): Promise<WrongCheck> {
  const answers = await Promise.all(code.repairs.map(({ cardNumber }) => roster.find(cardNumber)));
  const known = code.repairs.filter((_, index) => isKnown(answers[index]));
  if (known.length === 0) return code;
  const repair = onlyOf(known) ?? onlyOf(known.filter(({ isCommonSlip }) => isCommonSlip));
  return {
    ...code,
    suspect: repair && { position: repair.position },
    suggestion: repair?.cardNumber ?? null,
  };
}

function isKnown(answer: RosterAnswer | undefined): boolean {
  return answer?.kind === 'found';
}

/** The age is counted to the high-water mark, so that a clock that is set back makes no data younger. */
function dataAgeMsOf(highWaterMs: Instant, pulledAt: Instant | null): number | null {
  return pulledAt === null ? null : Math.max(0, highWaterMs - pulledAt);
}
