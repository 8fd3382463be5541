import type { PictureResult, ScannerEvent } from './scanner-event.ts';

export interface ScannerOptions {
  /** Where the preview plays; the scanner sets its source and releases it on `close`. */
  readonly video: HTMLVideoElement;
  /** The remembered camera; null takes the first. A remembered one that is gone falls back to the first. */
  readonly cameraId: string | null;
  readonly onEvent: (event: ScannerEvent) => void;
}

export interface Scanner {
  /** Changes the camera (or, with the same id, tries it again after a fault). */
  setCamera(cameraId: string | null): void;
  /** Reads one picture as if a camera had seen it; the matching event is sent with source `picture`. */
  scanPicture(picture: ImageData | ImageBitmap): Promise<PictureResult>;
  /** Stops the worker, the keyboard listener and the camera, whose light goes out. */
  close(): void;
}

/** Starts the camera, the keyboard-wedge listener and the decoder; every finding comes as an event. */
export type CreateScanner = (options: ScannerOptions) => Scanner;
