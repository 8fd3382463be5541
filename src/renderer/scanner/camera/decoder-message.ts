import type { AddedSymbology } from '../../../domain/card/scanner-additions.ts';
import type { GreyPicture, Picture } from './grey-picture.ts';
import type { PictureSigns } from './picture-signs.ts';

/** One code in a picture. Corners in pixels, clockwise from the code's own top left. */
interface FoundCode {
  readonly text: string;
  readonly corners: readonly { readonly x: number; readonly y: number }[];
  /** Which of the decoder's stages hit, for the technician. */
  readonly stage: string;
}

/** What the decoder makes of one picture. */
export interface PictureReading {
  readonly codes: readonly FoundCode[];
  /** Bars or a square were seen, whether or not they could be read. */
  readonly isCodeInView: boolean;
  /** A frame that shows only things that were read before without result. */
  readonly isFamiliar: boolean;
  /** False for most frames that are familiar: nothing was looked for in them. */
  readonly isLookedAt: boolean;
  readonly signs: PictureSigns;
  readonly width: number;
  readonly height: number;
  /** Counts the decoding alone. */
  readonly decodeMs: number;
  /** False if the wasm could not be loaded and plain script reads in its place. */
  readonly isWasm: boolean;
  /** The bars turned upright and cut out, when asked for and there are any. */
  readonly strip: GreyPicture | null;
}

/**
 * `frame` is the next of a camera's stream: little work, spread over several; `picture` stands alone and is
 * searched thoroughly. `diagnose` asks for the strip, and keeps the last frame without a code.
 */
export type DecodeRequest =
  | {
      readonly kind: 'read';
      readonly id: number;
      readonly mode: 'frame' | 'picture';
      readonly picture: Picture;
      readonly diagnose: boolean;
      /** Beside Code 128 and QR. */
      readonly added: readonly AddedSymbology[];
    }
  /** Another camera, or the same one again: what was learnt from the stream no longer holds. No reply. */
  | { readonly kind: 'forget' }
  /** Reads what came before, and ends. No reply. */
  | { readonly kind: 'stop' }
  /** The last frame without a code since `diagnose` was set, as PNG. */
  | { readonly kind: 'last-miss'; readonly id: number };

/** `ready`: the worker's script runs. `failed`: no reader could be run on this picture; `detail` is for the technician. */
export type DecodeReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'reading'; readonly id: number; readonly reading: PictureReading }
  | { readonly kind: 'last-miss'; readonly id: number; readonly png: Blob | null }
  | { readonly kind: 'failed'; readonly id: number; readonly detail: string };
