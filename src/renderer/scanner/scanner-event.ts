import type { CameraControls } from './camera/camera-controls.ts';

/** Where a code came from: the camera's stream, a keyboard-wedge scanner, or a picture that is shown to it. */
export type ScanSource = 'camera' | 'wedge' | 'picture';

/**
 * What the camera is doing. `none`: there is no camera. `denied`: the page may not use it. `busy`: another program uses
 * it. `unplugged`: it was removed while it ran. `unsupported`: this page may not ask for one (no secure origin).
 * `failed`: anything else, with the browser's own word for the technician. While it runs: `black`: nothing but
 * darkness; `frozen`: the same picture again and again; `no-decoder`: there is a picture and nobody to read it.
 */
export type CameraState =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' }
  | RunningCamera
  | { readonly kind: 'black' | 'frozen' | 'no-decoder' }
  | { readonly kind: 'none' }
  | { readonly kind: 'denied' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'unplugged' }
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'failed'; readonly detail: string };

interface RunningCamera {
  readonly kind: 'running';
  readonly cameraId: string;
  readonly label: string;
  /** What the camera delivers, which may be other than what it was asked for. */
  readonly width: number;
  readonly height: number;
  readonly controls: CameraControls;
}

export type ScannerEvent =
  /** A text for `readCardCode`: it may be a card or not, may have any length, and must not be relied on. */
  | { readonly kind: 'code'; readonly text: string; readonly source: ScanSource }
  /**
   * The signed QR of a card, seen after its bare number was handed over: news only where nothing was known of
   * the number.
   */
  | { readonly kind: 'proof'; readonly text: string }
  /** A hand scanner has read an old number without a check character once: it has to read it once more. */
  | { readonly kind: 'read-again' }
  /** Two different card numbers are in view: none of them counts. */
  | { readonly kind: 'two-cards'; readonly source: ScanSource }
  /** A code is (or is no longer) in view of the camera: lights the card outline. */
  | { readonly kind: 'in-view'; readonly inView: boolean }
  | { readonly kind: 'camera'; readonly state: CameraState };

/** What a picture turned out to show; the matching event has been sent as well. */
export type PictureResult =
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'two-cards' }
  | { readonly kind: 'nothing' }
  /** The decoder could not be asked. */
  | { readonly kind: 'failed' };
