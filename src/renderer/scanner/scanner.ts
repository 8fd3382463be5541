import type { CardNumberRules } from '../../domain/card/card-form.ts';
import {
  type AddedSymbology,
  NO_ADDITIONS,
  type ScannerAdditions,
} from '../../domain/card/scanner-additions.ts';
import { openCamera } from './camera/camera.ts';
import { watchCondition } from './camera/camera-condition.ts';
import type { CameraSetting } from './camera/camera-controls.ts';
import { createDecoder } from './camera/decoder.ts';
import type { PictureReading } from './camera/decoder-message.ts';
import { watchFrames } from './camera/frames.ts';
import { createLookPace } from './camera/look-pace.ts';
import type { SizeWish } from './camera/picture-size.ts';
import { onWedgeScan } from './keys/keyboard-wedge.ts';
import { createScanResults } from './scan-results.ts';
import type { CameraState, PictureResult, ScannerEvent } from './scanner-event.ts';
import { createScannerTechnician, type DecoderLook } from './scanner-technician.ts';

export interface ScannerOptions {
  /** Where the preview plays; the scanner sets its source and releases it on `close`. */
  readonly video: HTMLVideoElement;
  /** The remembered camera; null takes the first. A remembered one that is gone gives way to another. */
  readonly cameraId: string | null;
  /** `auto` by default. */
  readonly size?: SizeWish;
  /** What the catalogue says of card numbers, as it is when a code is seen; the usual form by default. */
  readonly rules?: () => CardNumberRules;
  /** What the hand scanner of this desk was learnt to add; nothing by default. */
  readonly additions?: () => ScannerAdditions;
  /** What the catalogue has read beside Code 128 and QR, as it is when a picture is read; none by default. */
  readonly addedSymbologies?: () => readonly AddedSymbology[];
  readonly onEvent: (event: ScannerEvent) => void;
}

export interface Scanner {
  /** Changes the camera (or, with the same id, tries it again after a fault). */
  setCamera(cameraId: string | null): void;
  setSize(size: SizeWish): void;
  /** Torch, zoom or focus; the camera's next state tells what came of it. */
  control(setting: CameraSetting): void;
  /** Reads one picture as if a camera had seen it; the matching event is sent with source `picture`. */
  scanPicture(picture: ImageData | ImageBitmap): Promise<PictureResult>;
  /** What the technicians' page looks at. */
  readonly technician: ScannerLook;
  /** Stops the worker, the keyboard listener and the camera, whose light goes out. */
  close(): void;
}

interface ScannerLook extends DecoderLook {
  capabilities(): MediaTrackCapabilities | null;
  /** The last frame without a code, as PNG; null if there is none. */
  lastMiss(): Promise<Blob | null>;
}

/** Starts the camera, the keyboard-wedge listener and the decoder; every result comes as an event. */
export function createScanner(options: ScannerOptions): Scanner {
  const { video, rules = () => ({}), additions = () => NO_ADDITIONS, addedSymbologies = () => [] } = options;
  const pace = createLookPace(options.size ?? 'auto');
  let closed = false;
  let stopWatching: (() => void) | null = null;

  const onEvent = (event: ScannerEvent) => {
    if (!closed) options.onEvent(event);
  };
  const results = createScanResults({ rules, additions, onEvent });
  const technician = createScannerTechnician();
  const condition = watchCondition((state) => onEvent({ kind: 'camera', state }));
  const decoder = createDecoder((crashes) => {
    technician.crashed();
    condition.crashed(crashes);
  });
  const camera = openCamera({
    video,
    cameraId: options.cameraId,
    size: pace.size(),
    onState: onCameraState,
  });
  const stopWedge = onWedgeScan(results.wedge, results.likenessOf);

  function onCameraState(state: CameraState): void {
    condition.camera(state);
    if (state.kind === 'running') {
      stopWatching ??= startWatching();
      return;
    }
    stopWatching?.();
    stopWatching = null;
    results.noCamera();
  }

  function startWatching(): (() => void) | null {
    const track = camera.track();
    if (track === null) return null;
    pace.restart();
    decoder.forget();
    return watchFrames(track, {
      onPresented: technician.presented,
      onFrame: readFrame,
      paceMs: pace.pauseMs,
    });
  }

  async function readFrame(frame: VideoFrame, atMs: number): Promise<void> {
    const diagnose = technician.isDiagnosing();
    const result = await decoder.read(frame, { mode: 'frame', diagnose, added: addedSymbologies() });
    if (closed || result.kind !== 'reading') return;
    const { reading } = result;
    noteLook({ pace, condition, technician, camera }, reading, atMs);
    results.frame(textsOf(reading), atMs);
  }

  return {
    setCamera: (cameraId) => camera.setCamera(cameraId),
    setSize(next) {
      pace.wishFor(next);
      camera.setSize(pace.size());
    },
    control: (setting) => camera.control(setting),
    async scanPicture(picture) {
      const result = await decoder.read(picture, { mode: 'picture', added: addedSymbologies() });
      if (closed || result.kind !== 'reading') return { kind: 'failed' };
      technician.pictureDecoded(result.reading);
      return results.picture(textsOf(result.reading));
    },
    technician: { ...technician.look, capabilities: () => camera.capabilities(), lastMiss: decoder.lastMiss },
    close() {
      closed = true;
      condition.close();
      stopWedge();
      stopWatching?.();
      camera.close();
      decoder.close();
    },
  };
}

/** Tells every listener what the last frame showed, and sets the camera for the next frame. */
function noteLook(
  { pace, condition, technician, camera }: LookParts,
  reading: PictureReading,
  atMs: number,
): void {
  pace.looked(reading, { atMs, tookMs: performance.now() - atMs });
  condition.picture(reading.signs);
  technician.decoded(reading, atMs);
  camera.setFluent(pace.isFluent());
  camera.setSize(pace.size());
}

interface LookParts {
  readonly pace: ReturnType<typeof createLookPace>;
  readonly condition: ReturnType<typeof watchCondition>;
  readonly technician: ReturnType<typeof createScannerTechnician>;
  readonly camera: ReturnType<typeof openCamera>;
}

function textsOf(reading: PictureReading): string[] {
  return reading.codes.map(({ text }) => text);
}
