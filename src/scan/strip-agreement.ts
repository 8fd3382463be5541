import { isCardNumber } from './agreement.ts';
import { type SoftOptions, type SoftReading, softReadingOf } from './soft-bars.ts';
import type { Strip } from './strip.ts';

/** A card number's check character makes a second witness; any other text needs one. */
const MISS_MAX_CARD = 0.11;
const MISS_MAX = 0.06;
const RIVAL_RATIO_MIN_CARD = 1.2;
const RIVAL_RATIO_MIN = 1.4;

/** What a strip says, where that is beyond doubt; null otherwise. */
export function agreedReading(strip: Strip, options: SoftOptions): SoftReading | null {
  const reading = softReadingOf(meanOf(strip.rows), options);
  if (reading === null) return null;
  const { miss, rivalMiss } = reading.match;
  if (isCardNumber(reading.text)) {
    return miss < MISS_MAX_CARD && rivalMiss > miss * RIVAL_RATIO_MIN_CARD ? reading : null;
  }
  if (miss > MISS_MAX || rivalMiss < miss * RIVAL_RATIO_MIN) return null;
  const half = strip.rows.length / 2;
  const witnesses = [strip.rows.slice(0, half), strip.rows.slice(half)].map((rows) =>
    softReadingOf(meanOf(rows), options),
  );
  const isBorneOut = witnesses.some((witness) => witness?.text === reading.text);
  const isDenied = witnesses.some(
    (witness) => witness !== null && witness.text !== reading.text && witness.match.miss < MISS_MAX_CARD,
  );
  return isBorneOut && !isDenied ? reading : null;
}

/**
 * What single rows say of bars that are wider at one side than at the other, where the mean says nothing: with the
 * strictest bounds, and any text but a card number from two rows.
 */
export function bandReading(strip: Strip): SoftReading | null {
  const readings = strip.rows.flatMap((row) => softReadingOf(row, { inverted: false, blurred: false }) ?? []);
  const sure = readings.filter(
    ({ match }) => match.miss < MISS_MAX && match.rivalMiss > match.miss * RIVAL_RATIO_MIN,
  );
  const [first] = sure;
  if (first === undefined || sure.some(({ text }) => text !== first.text)) return null;
  return isCardNumber(first.text) || sure.length > 1 ? first : null;
}

function meanOf(rows: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(rows[0]?.length ?? 0);
  for (const row of rows) {
    for (let at = 0; at < mean.length; at += 1) mean[at] = (mean[at] ?? 0) + (row[at] ?? 0) / rows.length;
  }
  return mean;
}
