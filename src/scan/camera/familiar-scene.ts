import type { GreyPicture } from '../picture/picture.ts';

/** What a camera sees all day, place by place: as long as nothing else comes, no card has come. */
export interface FamiliarScene {
  /** True if the picture shows only things that were looked at before without finding a code. */
  isFamiliar(picture: GreyPicture): boolean;
  /** Is told what a look at the picture found that `isFamiliar` was asked about last. */
  lookedAt(found: 'code' | 'likeness' | 'nothing'): void;
  forget(): void;
}

/** Places across the picture; a code is several of them wide or high. */
const COLUMNS = 32;
/** In each place this many rows and this many columns are looked at. */
const LINES = 3;
/** Changes of light are taken over this many pixels. */
const STEP = 2;
/** Brightness, how much it changes along rows, and down columns. */
const FEATURES = 3;
/** Light that turns from lighter to darker, or back, by less is the sensor's noise. */
const TURN_LUMA = 16;
/** Turns of light on a line through a place: fewer are an edge, and not bars, squares or print. */
const TURNS_MIN = 1.5;
/** A place shows something else where its brightness or its changes leave what it has shown by more. */
const BRIGHTNESS_MARGIN = 20;
const CHANGE_MARGIN = 2;
const CHANGE_SHARE = 0.25;
/** This many changed places with bars, squares or print make news: the smallest code covers more. */
const NEWS_PLACES = 3;
/** This many changed places make news whatever they show: a code may be so large that no place holds more than an edge of it. */
const LARGE_NEWS_PLACES = 32;
/** This many looks without result are not learnt from: a card that is being taken away is still to be seen in them. */
const LOOKS_UNHEEDED = 12;
/** After those, this many looks are learnt from, in which each costly stage has two turns. */
const LOOKS_LEARNT = 24;
/** A thing that looks like a code, such as a radiator, is news again once it was gone for this many looks. */
const LIKENESS_GONE_LOOKS = 24;
/** What is not seen again is forgotten: by this share with each picture, so within about a minute. */
const FORGETTING = 1 / 256;

/**
 * Learns what is before the camera from the pictures that were looked at without result. Whatever moves there all the
 * time becomes familiar, too, with all that it has shown in each place; what a code looked like never does.
 */
export function createFamiliarScene(): FamiliarScene {
  let width = 0;
  let height = 0;
  let now = new Float32Array(0);
  let turns = new Float32Array(0);
  let known: Ranges = rangesOf(0);
  let seen: Ranges = rangesOf(0);
  /** The number of looks in a row since the last news or the last code. */
  let vainLooks = 0;
  let isSettled = false;
  /** Looks since the last likeness of a code. */
  let looksWithout = 0;

  function begin(picture: GreyPicture): void {
    ({ width, height } = picture);
    const rows = Math.max(1, Math.floor((height * COLUMNS) / Math.max(1, width)));
    now = new Float32Array(COLUMNS * rows * FEATURES);
    turns = new Float32Array(COLUMNS * rows);
    known = rangesOf(now.length);
    seen = rangesOf(now.length);
    restart();
  }

  function restart(): void {
    vainLooks = 0;
    isSettled = false;
    empty(seen);
  }

  return {
    isFamiliar(picture) {
      if (picture.width !== width || picture.height !== height) begin(picture);
      look(picture, { features: now, turns });
      if (!isSettled) return false;
      if (isNews(known, { features: now, turns })) restart();
      else relax(known, now);
      return isSettled;
    },
    lookedAt(found) {
      const isNewLikeness = isSettled && found === 'likeness' && looksWithout >= LIKENESS_GONE_LOOKS;
      looksWithout = found === 'likeness' ? 0 : looksWithout + 1;
      if (found === 'code' || isNewLikeness) return restart();
      if (isSettled) return;
      vainLooks += 1;
      if (vainLooks > LOOKS_UNHEEDED) widen(seen, now);
      if (vainLooks < LOOKS_UNHEEDED + LOOKS_LEARNT) return;
      isSettled = true;
      widen(known, seen.low);
      widen(known, seen.high);
    },
    forget() {
      width = 0;
      height = 0;
    },
  };
}

interface Ranges {
  readonly low: Float32Array;
  readonly high: Float32Array;
}

function rangesOf(length: number): Ranges {
  const ranges = { low: new Float32Array(length), high: new Float32Array(length) };
  empty(ranges);
  return ranges;
}

function empty({ low, high }: Ranges): void {
  low.fill(Number.POSITIVE_INFINITY);
  high.fill(Number.NEGATIVE_INFINITY);
}

function widen({ low, high }: Ranges, values: Float32Array): void {
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? 0;
    if (value < (low[at] ?? 0)) low[at] = value;
    if (value > (high[at] ?? 0)) high[at] = value;
  }
}

/** Draws each range a little towards what is there now. */
function relax({ low, high }: Ranges, values: Float32Array): void {
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? 0;
    low[at] = Math.min(value, (low[at] ?? 0) + (value - (low[at] ?? 0)) * FORGETTING);
    high[at] = Math.max(value, (high[at] ?? 0) + (value - (high[at] ?? 0)) * FORGETTING);
  }
}

interface Places {
  readonly features: Float32Array;
  readonly turns: Float32Array;
}

function isNews(known: Ranges, { features, turns }: Places): boolean {
  let places = 0;
  let withTurns = 0;
  for (let place = 0, at = 0; place < turns.length; place += 1, at += FEATURES) {
    const isOther =
      isOutside(known, at, features) ||
      isOutside(known, at + 1, features) ||
      isOutside(known, at + 2, features);
    if (!isOther) continue;
    places += 1;
    if ((turns[place] ?? 0) >= TURNS_MIN) withTurns += 1;
  }
  return withTurns >= NEWS_PLACES || places >= LARGE_NEWS_PLACES;
}

function isOutside({ low, high }: Ranges, at: number, values: Float32Array): boolean {
  const value = values[at] ?? 0;
  const from = low[at] ?? 0;
  const to = high[at] ?? 0;
  if (at % FEATURES === 0) return value < from - BRIGHTNESS_MARGIN || value > to + BRIGHTNESS_MARGIN;
  return value < from * (1 - CHANGE_SHARE) - CHANGE_MARGIN || value > to * (1 + CHANGE_SHARE) + CHANGE_MARGIN;
}

/** About one pixel in seven. */
function look({ data, width, height }: GreyPicture, { features, turns }: Places): void {
  const rows = turns.length / COLUMNS;
  const placeWidth = width / COLUMNS;
  const placeHeight = height / rows;
  const across = Math.max(1, Math.floor(placeWidth) - STEP);
  const downwards = Math.max(1, Math.floor(placeHeight) - STEP);
  for (let place = 0; place < turns.length; place += 1) {
    const left = Math.floor((place % COLUMNS) * placeWidth);
    const top = Math.floor(Math.floor(place / COLUMNS) * placeHeight);
    const along = { light: 0, change: 0, turns: 0 };
    const down = { light: 0, change: 0, turns: 0 };
    for (let line = 0; line < LINES; line += 1) {
      const y = top + Math.floor(((line + 0.5) * placeHeight) / LINES);
      const x = left + Math.floor(((line + 0.5) * placeWidth) / LINES);
      addLine(data, { from: y * width + left, stride: 1, count: across }, along);
      addLine(data, { from: top * width + x, stride: width, count: downwards }, down);
    }
    features[place * FEATURES] = along.light / (LINES * across);
    features[place * FEATURES + 1] = along.change / (LINES * across);
    features[place * FEATURES + 2] = down.change / (LINES * downwards);
    turns[place] = Math.max(along.turns, down.turns) / LINES;
  }
}

function addLine(
  data: GreyPicture['data'],
  { from, stride, count }: { from: number; stride: number; count: number },
  sums: { light: number; change: number; turns: number },
): void {
  let light = 0;
  let change = 0;
  let turns = 0;
  let extreme = data[from] ?? 0;
  let isRising = true;
  for (let step = 0, at = from; step < count; step += 1, at += stride) {
    const here = data[at] ?? 0;
    light += here;
    change += Math.abs((data[at + STEP * stride] ?? 0) - here);
    const isFurther = isRising ? here > extreme : here < extreme;
    if (isFurther) extreme = here;
    else if (Math.abs(here - extreme) > TURN_LUMA) {
      turns += 1;
      isRising = !isRising;
      extreme = here;
    }
  }
  sums.light += light;
  sums.change += change;
  sums.turns += turns;
}
