import { type FoundCode, staged } from '../found-code.ts';
import type { RowLook } from '../frame-plan.ts';
import type { GreyPicture } from '../picture/picture.ts';
import type { ZbarReader } from '../readers/zbar-reader.ts';
import { QR_WHOLE, type ZxingOptions, type ZxingReader } from '../readers/zxing-reader.ts';

export interface Readers {
  readonly zxing: ZxingReader;
  readonly zbar: ZbarReader;
}

const EVERY_ROW: ZxingOptions = {
  ...QR_WHOLE,
  formats: ['Code128'],
  inverted: false,
  rotated: true,
  reduced: false,
};
const SOME_ROWS: ZxingOptions = { ...EVERY_ROW, harder: false };

/** Code 128 as the readers of others see it: one row or column of the picture after the other, none of them at an angle. */
export function readRows(grey: GreyPicture, look: RowLook, { zxing, zbar }: Readers): FoundCode[] {
  if (look === 'zbar') return zbar.read(grey, 'Code128').map(staged('zbar'));
  return zxing.read(grey, look === 'some' ? SOME_ROWS : EVERY_ROW).map(staged('whole'));
}
