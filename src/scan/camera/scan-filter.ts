import type { CardNumberRules } from '../../domain/card/card-form.ts';
import { type Reading, readingOf, readingsOf } from './card-reading.ts';

/** One code while it is in front of the camera. */
interface Sighting extends Reading {
  /** In how many frames it was read. */
  readonly reads: number;
  /** How many frames did not show the code since it was last read. */
  readonly missed: number;
  /** Frames since it was read first. */
  readonly age: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly announced: boolean;
  /** Handed over with its signature, which the bare number beside it lacks. */
  readonly proofAnnounced: boolean;
}

export interface FilterState {
  readonly sightings: readonly Sighting[];
  /** Two cards were seen at once, and the other one is not gone yet. */
  readonly disputed: boolean;
  /** What another source has just read: the camera need not repeat it. */
  readonly echo: { readonly key: string; readonly atMs: number; readonly isSigned: boolean } | null;
  /** An old number that a hand scanner has read once. */
  readonly unsure: { readonly key: string; readonly atMs: number } | null;
}

export type ScanResult =
  | { readonly kind: 'none' }
  | { readonly kind: 'code'; readonly text: string }
  /** The signed QR of a card that was handed over by its bare number. */
  | { readonly kind: 'proof'; readonly text: string }
  /** An old number without a check character: the same must be read once more. */
  | { readonly kind: 'read-again' }
  | { readonly kind: 'two-cards' };

type PictureResult = Extract<ScanResult, { kind: 'none' | 'code' | 'two-cards' }>;

export interface FilterStep {
  readonly state: FilterState;
  readonly result: ScanResult;
  readonly inView: boolean;
}

/** A code that was not seen for this long was taken away. A frame that fails to decode is shorter. */
const GONE_MS = 1200;
/** It must also be seen in this many frames: a busy machine looks less often than a hand moves. */
const GONE_FRAMES = 3;
/** A second card counts only when the first has not been seen for this long: they may take turns in view. */
const RIVAL_MS = 400;
/** A code that is no card waits this long, in case the card's own code beside it is read. */
const PATIENCE_MS = 400;
/** It also lasts for this many more looks: on a slow machine that time is over before the next look. */
const PATIENCE_LOOKS = 3;
const SIGHTINGS_MAX = 16;
/** The time within which a hand scanner's second reading of an old number confirms the first. */
const SECOND_READ_MS = 10_000;

export const NOTHING_SEEN: FilterState = { sightings: [], disputed: false, echo: null, unsure: null };

interface Frame {
  readonly codes: readonly string[];
  readonly atMs: number;
  /** What the catalogue says of card numbers. */
  readonly rules?: CardNumberRules;
}

/**
 * What the codes of one frame mean, given the earlier frames. The same card held on is one result; taken away and shown
 * again it is a second. A check character guards its reading, so that one is enough; an old number without one must be
 * read alike in two frames. Pure.
 */
export function seeFrame(before: FilterState, frame: Frame): FilterStep {
  const { atMs } = frame;
  const inFrame = readingsOf(frame.codes, frame.rules);
  const sightings = updated(before, inFrame, atMs);
  const inView = sightings.some((sighting) => atMs - sighting.lastMs < RIVAL_MS);
  const cards = sightings.filter((sighting) => sighting.isCard);

  if (cards.some((one) => cards.some((other) => one.key !== other.key && overlap(one, other)))) {
    const silenced = sightings.map((sighting) => ({ ...sighting, announced: false, proofAnnounced: false }));
    const result: ScanResult = { kind: before.disputed ? 'none' : 'two-cards' };
    return { state: { ...before, sightings: silenced, disputed: true }, result, inView };
  }
  const state: FilterState = { ...before, sightings, disputed: false };
  const found = cardToAnnounce(cards, atMs) ?? (cards.length === 0 ? otherToAnnounce(sightings, atMs) : null);
  if (found === null) return { state, result: { kind: 'none' }, inView };
  const result: ScanResult = { kind: found.announced ? 'proof' : 'code', text: found.text };
  return { state: announce(state, found), result, inView };
}

interface Heard {
  readonly text: string;
  readonly atMs: number;
  readonly rules?: CardNumberRules;
}

/**
 * What a hand scanner has read, given the frames and readings before. A symbol's own check character does not show that
 * a typed key was lost or changed on its way. So an old number counts only with a second equal reading within ten
 * seconds, or while the camera sees it too. Pure.
 */
export function hearWedge(before: FilterState, heard: Heard): Omit<FilterStep, 'inView'> {
  const { atMs } = heard;
  const { key, readsNeeded } = readingOf(heard.text, heard.rules);
  const isInView = before.sightings.some((one) => one.key === key && atMs - one.lastMs < GONE_MS);
  const { unsure } = before;
  const isSecond = unsure !== null && unsure.key === key && atMs - unsure.atMs < SECOND_READ_MS;
  if (readsNeeded > 1 && !isInView && !isSecond) {
    return { state: { ...before, unsure: { key, atMs } }, result: { kind: 'read-again' } };
  }
  return { state: hearElsewhere(before, heard), result: { kind: 'code', text: heard.text } };
}

/** Another source has read this text: the same card in front of the camera is no second result. */
export function hearElsewhere(state: FilterState, { text, atMs, rules }: Heard): FilterState {
  const { key, isSigned } = readingOf(text, rules);
  const sightings = state.sightings.map((one) => (one.key === key ? announced(one, isSigned) : one));
  return { ...state, sightings, echo: { key, atMs, isSigned }, unsure: null };
}

/**
 * What a single picture means, without any before. An old number counts at once: the decoder gives it only
 * after two equal readings of the picture, which cannot be taken again.
 */
export function seePicture(codes: readonly string[], rules: CardNumberRules = {}): PictureResult {
  const readings = readingsOf(codes, rules);
  const [card, anotherCard] = readings.filter((one) => one.isCard);
  if (anotherCard !== undefined) return { kind: 'two-cards' };
  const found = card ?? readings[0];
  return found === undefined ? { kind: 'none' } : { kind: 'code', text: found.text };
}

function updated(before: FilterState, inFrame: readonly Reading[], atMs: number): readonly Sighting[] {
  const kept = before.sightings
    .filter(({ lastMs, missed }) => atMs - lastMs < GONE_MS || missed < GONE_FRAMES)
    .map((sighting) => {
      const seen = inFrame.find((one) => one.key === sighting.key);
      const age = sighting.age + 1;
      if (seen === undefined) return { ...sighting, age, missed: sighting.missed + 1 };
      // If a frame misses the QR and has only the bare number, the signed result stays.
      const best = sighting.isSigned && !seen.isSigned ? sighting : { ...sighting, ...seen };
      return { ...best, age, reads: sighting.reads + 1, missed: 0, lastMs: atMs };
    });
  const fresh = inFrame
    .filter((seen) => kept.every((sighting) => sighting.key !== seen.key))
    .map((seen) => {
      const isHeard = isEcho(before, seen, atMs);
      const proofAnnounced = isHeard && before.echo?.isSigned === true;
      return {
        ...seen,
        reads: 1,
        missed: 0,
        age: 0,
        firstMs: atMs,
        lastMs: atMs,
        announced: isHeard,
        proofAnnounced,
      };
    });
  return [...kept, ...fresh].slice(-SIGHTINGS_MAX);
}

function isEcho({ echo }: FilterState, seen: Reading, atMs: number): boolean {
  return echo !== null && echo.key === seen.key && atMs - echo.atMs < GONE_MS;
}

/** Both cards were in view at the same time. That is not so if one card is swapped for the next. */
function overlap(one: Sighting, other: Sighting): boolean {
  return one.firstMs <= other.lastMs && other.firstMs <= one.lastMs;
}

function cardToAnnounce(cards: readonly Sighting[], atMs: number): Sighting | null {
  const isRivalled = (card: Sighting) =>
    cards.some((other) => other.key !== card.key && atMs - other.lastMs < RIVAL_MS);
  const isSure = (card: Sighting) => card.reads >= card.readsNeeded;
  const isNews = (card: Sighting) => !card.announced || (card.isSigned && !card.proofAnnounced);
  return (
    cards.find((card) => card.lastMs === atMs && isNews(card) && isSure(card) && !isRivalled(card)) ?? null
  );
}

/** All codes in view that are no cards give one result together. */
function otherToAnnounce(others: readonly Sighting[], atMs: number): Sighting | null {
  if (others.some((other) => other.announced)) return null;
  const isDue = ({ lastMs, firstMs, age }: Sighting) =>
    lastMs === atMs && atMs - firstMs >= PATIENCE_MS && age >= PATIENCE_LOOKS;
  return others.find(isDue) ?? null;
}

function announce(state: FilterState, found: Sighting): FilterState {
  const sightings = state.sightings.map((one) =>
    one.key === found.key ? announced(one, found.isSigned) : one,
  );
  return { ...state, sightings };
}

function announced(sighting: Sighting, isSigned: boolean): Sighting {
  return { ...sighting, announced: true, proofAnnounced: sighting.proofAnnounced || isSigned };
}
