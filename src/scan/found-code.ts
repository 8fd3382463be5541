import type { Point } from './picture.ts';

export type CodeFormat = 'Code128' | 'QRCode';

/**
 * What found a code, in order of cost: where the last one was (`region`), bars made upright and read as a
 * whole (`strip`), the same by zbar (`strip-zbar`), the whole picture by ZXing-C++ (`whole`), squares
 * enlarged and sharpened (`square`), the whole picture by zbar (`whole-zbar`), a smaller copy of the
 * picture (`reduced`).
 */
export type Stage = 'region' | 'strip' | 'strip-zbar' | 'whole' | 'square' | 'whole-zbar' | 'reduced';

/** One code in a picture. */
export interface FoundCode {
  readonly text: string;
  readonly format: CodeFormat;
  /** Clockwise from the code's own top left, in pixels of the picture; two ends where bars were read along a line. */
  readonly corners: readonly Point[];
  readonly stage: Stage;
}
