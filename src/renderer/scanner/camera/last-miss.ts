import { coloursOf, type GreyPicture } from './grey-picture.ts';

let kept: GreyPicture | null = null;

/** Remembers a picture in which nothing was found; its pixels are copied. */
export function keepMiss(picture: GreyPicture): void {
  if (kept?.data.length !== picture.data.length) kept = { ...picture, data: picture.data.slice() };
  else kept.data.set(picture.data);
}

/** A frame may show a card, so it is kept only while somebody looks at the technicians' page. */
export function forgetMiss(): void {
  kept = null;
}

/** The last picture in which nothing was found, losslessly; null if there is none. */
export async function missAsPng(): Promise<Blob | null> {
  if (kept === null) return null;
  const { width, height } = kept;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no 2d context for a picture');
  context.putImageData(coloursOf(kept), 0, 0);
  return await canvas.convertToBlob({ type: 'image/png' });
}
