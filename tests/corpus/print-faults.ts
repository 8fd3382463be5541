import type { PrintedCode } from './printed-code.ts';

/** What printers and paper do to bars, as photographs of labels show it. Lengths in modules. */
export interface PrintFaults {
  /** By how much wider than they should be all bars are. */
  readonly gain: number;
  /** How far the middle of the code lies along it, as on paper around a bottle. */
  readonly curve: number;
  /** How far bars are moved to and fro, one wave to the code: a printer's feed, and paper that does not lie flat. */
  readonly wave: number;
}

export const NO_FAULTS: PrintFaults = { gain: 0, curve: 0, wave: 0 };

/** Whether there is ink at a place along the code, counted in modules from its middle. */
export function inkAt(code: PrintedCode, { gain, curve, wave }: PrintFaults): (x: number) => boolean {
  const half = code.columns / 2;
  if (gain === 0 && curve === 0 && wave === 0) return (x) => code.modules[Math.floor(x + half)] === 1;
  const edges = edgesOf(code).map(({ at, toDark }) => at + (toDark ? -gain / 2 : gain / 2));
  return (x) => {
    const share = x / half;
    const at = x + half - curve * (1 - share * share) + wave * Math.sin(share * Math.PI * 2);
    return edges.findLastIndex((edge) => edge <= at) % 2 === 0;
  };
}

function edgesOf({ modules }: PrintedCode): { at: number; toDark: boolean }[] {
  const edges = [...modules].flatMap((module, at) =>
    module === (modules[at - 1] ?? 0) ? [] : [{ at, toDark: module === 1 }],
  );
  return [...edges, { at: modules.length, toDark: false }];
}
