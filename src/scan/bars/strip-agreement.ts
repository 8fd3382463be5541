import { isCardNumber } from '../agreement.ts';
import { edgesOf } from './bar-edges.ts';
import { EDGES_MIN, edgeReadingOf } from './edge-reading.ts';
import { type SoftOptions, type SoftReading, softReadingOf } from './soft-bars.ts';
import type { Strip } from './strip.ts';

/** What a strip says. */
export interface StripReading {
  readonly text: string;
  /** First and last sample of the code, in reading direction. */
  readonly from: number;
  readonly to: number;
  /** Two separate rows say it. */
  readonly isBorneOut: boolean;
}

/** How far a strip may miss the text's own light, and by what ratio the next likely text must miss it further. */
interface Certainty {
  readonly missMax: number;
  readonly rivalRatioMin: number;
}

/** A card number's check character makes a second witness; any other text needs one, and blur makes rows err alike. */
const CARD: Certainty = { missMax: 0.11, rivalRatioMin: 1.2 };
const CARD_OF_ONE_ROW: Certainty = { missMax: 0.06, rivalRatioMin: 1.4 };
const OTHER: Certainty = { missMax: 0.045, rivalRatioMin: 1.7 };

function isSure({ match }: SoftReading, { missMax, rivalRatioMin }: Certainty): boolean {
  return match.miss < missMax && match.rivalMiss > match.miss * rivalRatioMin;
}

/**
 * What a strip says by its edges, or as a whole if they do not tell. The result lacks only a second witness; null if it
 * is in doubt.
 */
export function agreedReading(strip: Strip, options: SoftOptions): StripReading | null {
  return edgesAgreed(strip, options) ?? softAgreed(strip, options);
}

/** How much less likely, in modules, every other character must be for a row to witness a text that is no card number. */
const MARGIN_MIN = 0.12;

/** What the edges of the mean say, or of single rows where paper is bent so that the mean is smeared. */
function edgesAgreed({ rows }: Strip, { inverted }: SoftOptions): StripReading | null {
  const edgesOfLight = (row: Float32Array) => edgesOf(inverted ? row.map((value) => -value) : row);
  const edges = edgesOfLight(meanOf(rows));
  if (edges.length < EDGES_MIN) return null;
  const whole = edgeReadingOf(edges);
  if (whole !== null && isCardNumber(whole.text)) return { ...whole, isBorneOut: true };
  const single = rows.flatMap((row) => edgeReadingOf(edgesOfLight(row)) ?? []);
  const reading = whole ?? single[0];
  if (reading === undefined || single.some(({ text }) => text !== reading.text)) return null;
  const { text, from, to } = reading;
  if (isCardNumber(text)) return { text, from, to, isBorneOut: true };
  const witnesses = [...(whole === null ? [] : [whole]), ...single].filter(
    ({ margin }) => margin >= MARGIN_MIN,
  );
  // Blur gives all rows the same error. If no row is sure, many rows prove nothing, and neither does the next frame.
  if (witnesses.length === 0) return null;
  return { text, from, to, isBorneOut: single.length > 1 && witnesses.length > 1 };
}

function softAgreed(strip: Strip, options: SoftOptions): StripReading | null {
  const reading = softReadingOf(meanOf(strip.rows), options);
  if (reading === null) return null;
  if (isCardNumber(reading.text)) return isSure(reading, CARD) ? borneOut(reading, true) : null;
  if (!isSure(reading, OTHER)) return null;
  const half = strip.rows.length / 2;
  const witnesses = [strip.rows.slice(0, half), strip.rows.slice(half)].map((rows) =>
    softReadingOf(meanOf(rows), options),
  );
  const isDenied = witnesses.some(
    (witness) => witness !== null && witness.text !== reading.text && witness.match.miss < CARD.missMax,
  );
  return isDenied
    ? null
    : borneOut(
        reading,
        witnesses.some((witness) => witness?.text === reading.text),
      );
}

function borneOut({ text, from, to }: SoftReading, isBorneOut: boolean): StripReading {
  return { text, from, to, isBorneOut };
}

/**
 * What single rows say about bars that are wider at one side than at the other, if the mean says nothing. The strictest
 * bounds are used, and any text except a card number needs two rows.
 */
export function bandReading(strip: Strip): StripReading | null {
  const readings = strip.rows.flatMap((row) => softReadingOf(row, { inverted: false, blurred: false }) ?? []);
  const sure = readings.filter((reading) =>
    isSure(reading, isCardNumber(reading.text) ? CARD_OF_ONE_ROW : OTHER),
  );
  const [first] = sure;
  if (first === undefined || sure.some(({ text }) => text !== first.text)) return null;
  return borneOut(first, isCardNumber(first.text) || sure.length > 1);
}

function meanOf(rows: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(rows[0]?.length ?? 0);
  for (const row of rows) {
    for (let at = 0; at < mean.length; at += 1) mean[at] = (mean[at] ?? 0) + (row[at] ?? 0) / rows.length;
  }
  return mean;
}
