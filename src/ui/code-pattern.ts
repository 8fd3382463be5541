import bwip from 'bwip-js/generic';

/** How a card's number is printed on it. */
export type CodeKind = 'code128' | 'qr';

/** The modules of a code, without the quiet zone: one row for bars, a square for QR. */
export interface CodePattern {
  readonly columns: number;
  readonly rows: number;
  /** Row by row; true is dark. */
  readonly modules: readonly boolean[];
}

/** Encodes any text; throws if it does not fit the code (Code 128 knows ASCII alone). */
export function codePatternOf({ text, code }: { text: string; code: CodeKind }): CodePattern {
  const [symbol] = code === 'qr' ? bwip.raw('qrcode', text, 'eclevel=M') : bwip.raw('code128', text, '');
  if (symbol === undefined) throw new Error(`no ${code} for this text`);
  if ('pixs' in symbol) {
    return { columns: symbol.pixx, rows: symbol.pixy, modules: symbol.pixs.map((module) => module === 1) };
  }
  const modules = symbol.sbs.flatMap((width, index) => Array<boolean>(width).fill(index % 2 === 0));
  return { columns: modules.length, rows: 1, modules };
}
