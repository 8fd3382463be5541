import type { Point } from './picture/picture.ts';

/** These are read only if the catalogue asks for them. */
export type AddedFormat = 'Code39' | 'EAN13' | 'ITF' | 'Codabar' | 'DataMatrix' | 'PDF417' | 'Aztec';

export type CodeFormat = 'Code128' | 'QRCode' | AddedFormat;

/** More than bars: their error correction (Reed-Solomon) leaves no doubt of what they say. */
export const CORRECTED: readonly CodeFormat[] = ['QRCode', 'DataMatrix', 'PDF417', 'Aztec'];

/**
 * What found a code, in order of cost. `strip`: bars made upright and read as a whole. `whole`: ZXing-C++ on the whole
 * picture, or row by row on bars made upright. `square`: squares enlarged and sharpened. `zbar`: ZBar on the whole
 * picture. `added`: ZXing-C++ on the whole picture for added symbologies. `script`: @zxing/library in plain script on
 * the whole picture.
 */
export type Stage = 'strip' | 'whole' | 'square' | 'zbar' | 'added' | 'script';

/** One code in a picture. */
export interface FoundCode {
  readonly text: string;
  readonly format: CodeFormat;
  /** In pixels of the picture, clockwise from the code's own top left; by `zbar` the places where lines crossed it. */
  readonly corners: readonly Point[];
  readonly stage: Stage;
  /**
   * Its own reader leaves no doubt: error correction, or two separate lines across the bars that say the same. A code
   * without it counts where it spells a card number, or where another reader or another frame says the same.
   */
  readonly isBorneOut: boolean;
}

/** A code as one of the readers gives it, which does not know its stage. */
export type RawCode = Omit<FoundCode, 'stage'>;

/** Marks what a reader gives with the stage that asked it. */
export function staged(stage: Stage): (code: RawCode) => FoundCode {
  return (code) => ({ ...code, stage });
}
