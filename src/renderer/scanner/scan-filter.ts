import { readCardCode } from '../../domain/card-code.ts';

/** What a text says, as far as telling one code from another goes. */
interface Reading {
  /** The card number, which a signed QR claims, or the text of what is no card. */
  readonly key: string;
  /** What to hand over. */
  readonly text: string;
  readonly isCard: boolean;
  /** Its own signature is to prove it: worth more than the bare number beside it. */
  readonly isSigned: boolean;
  readonly readsNeeded: number;
}

/** One code while it is in front of the camera. */
interface Sighting extends Reading {
  /** In how many frames it was read. */
  readonly reads: number;
  /** Frames without it since it was read last. */
  readonly missed: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly announced: boolean;
}

export interface FilterState {
  readonly sightings: readonly Sighting[];
  /** Two cards were seen at once, and the other one is not gone yet. */
  readonly disputed: boolean;
  /** What another source has just read: the camera need not repeat it. */
  readonly echo: { readonly key: string; readonly atMs: number } | null;
}

export type Finding =
  | { readonly kind: 'none' }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'two-cards' };

export interface FilterStep {
  readonly state: FilterState;
  readonly finding: Finding;
  readonly inView: boolean;
}

/** Not seen for this long is taken away; a frame that fails to decode is shorter. */
const GONE_MS = 1200;
/** And in so many frames: a machine that is busy looks less often than a hand moves. */
const GONE_FRAMES = 3;
/** A second card counts only when the first has not been seen for this long: they may take turns in view. */
const RIVAL_MS = 400;
/** A code that is no card waits this long, in case the card's own code beside it is read. */
const PATIENCE_MS = 400;
/** More codes than this in one frame are a poster. */
const CODES_MAX = 8;
const SIGHTINGS_MAX = 16;

export const NOTHING_SEEN: FilterState = { sightings: [], disputed: false, echo: null };

interface Frame {
  readonly codes: readonly string[];
  readonly atMs: number;
  /** The catalogue's patterns of old numbers without a check character. */
  readonly oldPatterns?: readonly string[];
}

/**
 * What the codes of one frame mean, given those before. The same card held on is one finding; taken away
 * and shown again it is a second. A check character guards its reading, so that one is enough; an old
 * number without one must be read alike in two frames. Pure.
 */
export function seeFrame(before: FilterState, frame: Frame): FilterStep {
  const { atMs } = frame;
  const inFrame = readingsOf(frame.codes, frame.oldPatterns);
  const sightings = updated(before, inFrame, atMs);
  const inView = sightings.some((sighting) => atMs - sighting.lastMs < RIVAL_MS);
  const cards = sightings.filter((sighting) => sighting.isCard);

  if (cards.some((one) => cards.some((other) => one.key !== other.key && overlap(one, other)))) {
    const silenced = sightings.map((sighting) => ({ ...sighting, announced: false }));
    const finding: Finding = { kind: before.disputed ? 'none' : 'two-cards' };
    return { state: { ...before, sightings: silenced, disputed: true }, finding, inView };
  }
  const state: FilterState = { ...before, sightings, disputed: false };
  const found = cardToAnnounce(cards, atMs) ?? (cards.length === 0 ? otherToAnnounce(sightings, atMs) : null);
  if (found === null) return { state, finding: { kind: 'none' }, inView };
  return { state: announce(state, found), finding: { kind: 'code', text: found.text }, inView };
}

/** Another source has read this text: the same card in front of the camera is no second finding. */
export function hearElsewhere(
  state: FilterState,
  text: string,
  atMs: number,
  oldPatterns: readonly string[] = [],
): FilterState {
  const { key } = readingOf(text, oldPatterns);
  const sightings = state.sightings.map((one) => (one.key === key ? { ...one, announced: true } : one));
  return { ...state, sightings, echo: { key, atMs } };
}

/** What a single picture means, without any before. */
export function seePicture(codes: readonly string[], oldPatterns: readonly string[] = []): Finding {
  const readings = readingsOf(codes, oldPatterns);
  const [card, anotherCard] = readings.filter((one) => one.isCard);
  if (anotherCard !== undefined) return { kind: 'two-cards' };
  const found = card ?? readings[0];
  return found === undefined ? { kind: 'none' } : { kind: 'code', text: found.text };
}

function readingOf(text: string, oldPatterns: readonly string[] = []): Reading {
  const code = readCardCode(text, oldPatterns);
  const other: Reading = { key: text, text, isCard: false, isSigned: false, readsNeeded: 1 };
  if (code.kind === 'card') {
    const { cardNumber, needsTwoReads } = code;
    return { ...other, key: cardNumber, text: cardNumber, isCard: true, readsNeeded: needsTwoReads ? 2 : 1 };
  }
  if (code.kind !== 'signed' || code.claimed === null) return other;
  return { ...other, key: code.claimed, text: code.text, isCard: true, isSigned: true };
}

/** Each card once, by its signed code where it shows both. */
function readingsOf(codes: readonly string[], oldPatterns: readonly string[] = []): readonly Reading[] {
  const readings = codes.slice(0, CODES_MAX).map((text) => readingOf(text, oldPatterns));
  const signedLast = readings.toSorted((one, other) => Number(one.isSigned) - Number(other.isSigned));
  return [...new Map(signedLast.map((one) => [one.key, one])).values()];
}

function updated(before: FilterState, inFrame: readonly Reading[], atMs: number): readonly Sighting[] {
  const kept = before.sightings
    .filter(({ lastMs, missed }) => atMs - lastMs < GONE_MS || missed < GONE_FRAMES)
    .map((sighting) => {
      const seen = inFrame.find((one) => one.key === sighting.key);
      if (seen === undefined) return { ...sighting, missed: sighting.missed + 1 };
      return { ...sighting, ...seen, reads: sighting.reads + 1, missed: 0, lastMs: atMs };
    });
  const fresh = inFrame
    .filter((seen) => kept.every((sighting) => sighting.key !== seen.key))
    .map((seen) => ({
      ...seen,
      reads: 1,
      missed: 0,
      firstMs: atMs,
      lastMs: atMs,
      announced: isEcho(before, seen, atMs),
    }));
  return [...kept, ...fresh].slice(-SIGHTINGS_MAX);
}

function isEcho({ echo }: FilterState, seen: Reading, atMs: number): boolean {
  return echo !== null && echo.key === seen.key && atMs - echo.atMs < GONE_MS;
}

/** Both were there at one time: a card swapped for the next one never is. */
function overlap(one: Sighting, other: Sighting): boolean {
  return one.firstMs <= other.lastMs && other.firstMs <= one.lastMs;
}

function cardToAnnounce(cards: readonly Sighting[], atMs: number): Sighting | null {
  const isRivalled = (card: Sighting) =>
    cards.some((other) => other.key !== card.key && atMs - other.lastMs < RIVAL_MS);
  const isSure = (card: Sighting) => card.reads >= card.readsNeeded;
  return (
    cards.find((card) => card.lastMs === atMs && !card.announced && isSure(card) && !isRivalled(card)) ?? null
  );
}

/** One finding stands for all that is no card and in view together. */
function otherToAnnounce(others: readonly Sighting[], atMs: number): Sighting | null {
  if (others.some((other) => other.announced)) return null;
  return others.find((other) => other.lastMs === atMs && atMs - other.firstMs >= PATIENCE_MS) ?? null;
}

function announce(state: FilterState, found: Sighting): FilterState {
  const sightings = state.sightings.map((one) => (one.key === found.key ? { ...one, announced: true } : one));
  return { ...state, sightings };
}
