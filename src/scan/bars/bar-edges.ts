/** Where light turns dark or bright along a row across bars, in samples, between samples as well. */
export interface Edge {
  readonly at: number;
  readonly toDark: boolean;
}

/** The share of the strongest change of light; weaker ones are print, grain or noise. */
const STRENGTH_MIN_SHARE = 0.16;
const EDGES_MAX = 400;
/** The strongest of all may be glare: the measure is one that a tenth of the changes exceed. */
const MEASURE_SHARE = 0.9;

/** The edges of a row in order, dark and bright by turns. */
export function edgesOf(row: Float32Array): Edge[] {
  const change = new Float32Array(row.length);
  for (let at = 2; at < row.length - 2; at += 1) {
    change[at] = 2 * ((row[at + 1] ?? 0) - (row[at - 1] ?? 0)) + (row[at + 2] ?? 0) - (row[at - 2] ?? 0);
  }
  const strengthMin = STRENGTH_MIN_SHARE * measureOf(change);
  const edges: (Edge & { strength: number })[] = [];
  for (let at = 1; at < change.length - 1 && edges.length < EDGES_MAX; at += 1) {
    const own = change[at] ?? 0;
    const strength = Math.abs(own);
    const sign = own < 0 ? -1 : 1;
    const before = sign * (change[at - 1] ?? 0);
    const after = sign * (change[at + 1] ?? 0);
    if (strength < strengthMin || before > strength || after >= strength) continue;
    const bend = before - 2 * strength + after;
    const edge = { at: at + (bend < 0 ? (before - after) / (2 * bend) : 0), toDark: own < 0, strength };
    const last = edges.at(-1);
    if (last?.toDark !== edge.toDark) edges.push(edge);
    else if (edge.strength > last.strength) edges[edges.length - 1] = edge;
  }
  return edges;
}

function measureOf(change: Float32Array): number {
  const sorted = change.map(Math.abs).sort();
  return sorted[Math.floor(sorted.length * MEASURE_SHARE)] ?? 0;
}
