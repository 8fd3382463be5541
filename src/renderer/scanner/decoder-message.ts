/** One code in a picture. Corners in pixels, clockwise from the code's own top left. */
export interface FoundCode {
  readonly text: string;
  readonly corners: readonly { readonly x: number; readonly y: number }[];
}

export interface DecodeRequest {
  readonly id: number;
  readonly picture: ImageBitmap | ImageData;
}

/** `failed`: no reader could be run on this picture; `detail` is for the technician. */
export type DecodeReply =
  | { readonly kind: 'codes'; readonly id: number; readonly codes: readonly FoundCode[] }
  | { readonly kind: 'failed'; readonly id: number; readonly detail: string };
