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
import { isWorthHurry, type SizeWish, SMALL_PICTURE, seeCodes, sizeOf } from './camera/picture-size.ts';
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

/** A desk is looked at fifteen times a second, a code in view as fast as the decoder can. */
const IDLE_PACE_MS = 66;
/** If nothing is new, a card waits at most a tenth of a second for the next look: three frames of thirty a second. */
const FAMILIAR_PACE_MS = 90;

/** Where a look takes longer on average, there is no processor time to spare for a fluent preview. */
const SLOW_LOOK_MS = 80;
/**
 * A machine this quick gets the fluent preview again. Between the two limits nothing changes, since each change is a
 * request to the camera.
 */
const QUICK_LOOK_MS = 60;
/** How much of that average the newest look is. */
const NEWEST_SHARE = 0.2;

/** Starts the camera, the keyboard-wedge listener and the decoder; every result comes as an event. */
export function createScanner(options: ScannerOptions): Scanner {
  const { video, rules = () => ({}), additions = () => NO_ADDITIONS, addedSymbologies = () => [] } = options;
  let wish = options.size ?? 'auto';
  let auto = SMALL_PICTURE;
  let isCodeInView = false;
  let isFamiliar = false;
  let lookMs = 0;
  let isSlow = false;
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
    size: sizeOf(wish, auto),
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
    auto = SMALL_PICTURE;
    isFamiliar = false;
    decoder.forget();
    return watchFrames(track, {
      onPresented: technician.presented,
      onFrame: readFrame,
      paceMs: () => (isCodeInView && isWorthHurry(auto) ? 0 : isFamiliar ? FAMILIAR_PACE_MS : IDLE_PACE_MS),
    });
  }

  async function readFrame(frame: VideoFrame, atMs: number): Promise<void> {
    const diagnose = technician.isDiagnosing();
    const result = await decoder.read(frame, { mode: 'frame', diagnose, added: addedSymbologies() });
    if (closed || result.kind !== 'reading') return;
    const { reading } = result;
    lookMs += (performance.now() - atMs - lookMs) * NEWEST_SHARE;
    condition.picture(reading.signs);
    technician.decoded(reading, atMs);
    isSlow = lookMs > (isSlow ? QUICK_LOOK_MS : SLOW_LOOK_MS);
    ({ isCodeInView, isFamiliar } = reading);
    camera.setFluent(!isFamiliar && !isSlow);
    auto = seeCodes(auto, { isRead: reading.codes.length > 0, isInView: isCodeInView, atMs });
    camera.setSize(sizeOf(wish, auto));
    results.frame(textsOf(reading), atMs);
  }

  return {
    setCamera: (cameraId) => camera.setCamera(cameraId),
    setSize(next) {
      wish = next;
      camera.setSize(sizeOf(wish, auto));
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

function textsOf(reading: PictureReading): string[] {
  return reading.codes.map(({ text }) => text);
}
