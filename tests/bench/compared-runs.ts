/** A line that both sides print in every run, with the median of each of its numbers. */
export interface LineComparison {
  /** The line with # for each number that is compared. A number that is the same in every run stands there itself. */
  readonly words: string;
  readonly numbers: readonly { readonly now: number; readonly before: number }[];
}

const NUMBER = /(?<![\w.])\d+(?:[.,]\d+)*/g;

/** Compares what a bench prints on two sides. A number that is the same in every run (a count, a version) is not compared. */
export function comparedRuns(runs: {
  readonly now: readonly string[];
  readonly before: readonly string[];
}): readonly LineComparison[] {
  const now = runs.now.map(numbersByLine);
  const before = runs.before.map(numbersByLine);
  const all = [...now, ...before];
  return [...(now[0]?.keys() ?? [])]
    .filter((words) => all.every((lines) => lines.has(words)))
    .map((words) => comparisonOf(words, now, before))
    .filter(({ numbers }) => numbers.length > 0);
}

type NumbersByLine = ReadonlyMap<string, readonly number[]>;

/** A line that is printed twice is kept a second time, under its words and the number of the repetition. */
function numbersByLine(output: string): NumbersByLine {
  const lines = new Map<string, readonly number[]>();
  const seen = new Map<string, number>();
  for (const line of output.split('\n')) {
    const words = line.replace(NUMBER, '#').replaceAll(/\s+/g, ' ').trim();
    const nth = (seen.get(words) ?? 0) + 1;
    seen.set(words, nth);
    const numbers = [...line.matchAll(NUMBER)].map(([text]) => Number(text.replaceAll(',', '')));
    lines.set(nth === 1 ? words : `${words} (line ${nth})`, numbers);
  }
  return lines;
}

function comparisonOf(
  words: string,
  now: readonly NumbersByLine[],
  before: readonly NumbersByLine[],
): LineComparison {
  const count = now[0]?.get(words)?.length ?? 0;
  const places = Array.from({ length: count }, (_, place) => {
    const [ours, theirs] = [now, before].map((side) => side.map((lines) => lines.get(words)?.[place] ?? 0));
    return { now: ours ?? [], before: theirs ?? [] };
  });
  const isSame = ({ now: [first], now, before }: (typeof places)[number]) =>
    [...now, ...before].every((value) => value === first);
  const unseen = [...places];
  const shown = words.replaceAll('#', () => {
    const place = unseen.shift();
    return place !== undefined && isSame(place) ? String(place.now[0]) : '#';
  });
  const compared = places.filter((place) => !isSame(place));
  const numbers = compared.map((place) => ({ now: medianOf(place.now), before: medianOf(place.before) }));
  return { words: shown, numbers };
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
