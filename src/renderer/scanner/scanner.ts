import { openCamera } from './camera.ts';
import { watchCondition } from './camera-condition.ts';
import type { CameraSetting } from './camera-controls.ts';
import { createDecoder } from './decoder.ts';
import type { PictureReading } from './decoder-message.ts';
import { watchFrames } from './frames.ts';
import type { GreyPicture } from './grey-picture.ts';
import { onWedgeScan } from './keyboard-wedge.ts';
import { isWorthHurry, type SizeWish, SMALL_PICTURE, seeCodes, sizeOf } from './picture-size.ts';
import { type Finding, hearElsewhere, hearWedge, NOTHING_SEEN, seeFrame, seePicture } from './scan-filter.ts';
import { createScanStatistics, type ScanStatistics } from './scan-statistics.ts';
import type { CameraState, PictureResult, ScannerEvent, ScanSource } from './scanner-event.ts';

export interface ScannerOptions {
  /** Where the preview plays; the scanner sets its source and releases it on `close`. */
  readonly video: HTMLVideoElement;
  /** The remembered camera; null takes the first. A remembered one that is gone gives way to another. */
  readonly cameraId: string | null;
  /** `auto` by default. */
  readonly size?: SizeWish;
  /** The catalogue's patterns of old numbers, as they are when a code is seen; none by default. */
  readonly oldPatterns?: () => readonly string[];
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
  readonly technician: ScannerTechnician;
  /** Stops the worker, the keyboard listener and the camera, whose light goes out. */
  close(): void;
}

/** What the technicians' page looks at. */
interface ScannerTechnician {
  statistics(): ScanStatistics;
  capabilities(): MediaTrackCapabilities | null;
  /** While true, strips are made and the last frame without a code is kept. */
  diagnose(isOn: boolean): void;
  /** The bars that were last turned upright and cut out; null before the first. */
  strip(): GreyPicture | null;
  isWasm(): boolean;
  /** The last frame without a code, as PNG; null where there is none. */
  lastMiss(): Promise<Blob | null>;
}

/** An empty desk is looked at fifteen times a second, a code in view as fast as the decoder can. */
const IDLE_PACE_MS = 66;

/** Starts the camera, the keyboard-wedge listener and the decoder; every finding comes as an event. */
export function createScanner(options: ScannerOptions): Scanner {
  const { video, onEvent } = options;
  const oldPatterns = options.oldPatterns ?? (() => []);
  const statistics = createScanStatistics();
  const decoder = createDecoder((crashes) => {
    statistics.crashed();
    condition.crashed(crashes);
  });
  const condition = watchCondition((state) => {
    if (!closed) onEvent({ kind: 'camera', state });
  });
  let wish = options.size ?? 'auto';
  let auto = SMALL_PICTURE;
  let filter = NOTHING_SEEN;
  let inView = false;
  let isCodeInView = false;
  let diagnosing = false;
  let isWasm = true;
  let strip: GreyPicture | null = null;
  let closed = false;
  let stopWatching: (() => void) | null = null;

  const camera = openCamera({
    video,
    cameraId: options.cameraId,
    size: sizeOf(wish, auto),
    onState: onCameraState,
  });
  const stopWedge = onWedgeScan((typed) => {
    const heard = { text: withoutCapsLock(typed), atMs: performance.now(), oldPatterns: oldPatterns() };
    const { state, finding } = hearWedge(filter, heard);
    filter = state;
    tell(finding, 'wedge');
  });

  function onCameraState(state: CameraState): void {
    condition.camera(state);
    if (state.kind === 'running') {
      stopWatching ??= startWatching();
      return;
    }
    stopWatching?.();
    stopWatching = null;
    tellInView(false);
  }

  function startWatching(): () => void {
    auto = SMALL_PICTURE;
    decoder.forget();
    return watchFrames(video, {
      onPresented: statistics.presented,
      onFrame: readFrame,
      paceMs: () => (isCodeInView && isWorthHurry(auto) ? 0 : IDLE_PACE_MS),
    });
  }

  async function readFrame(frame: VideoFrame, atMs: number): Promise<void> {
    const result = await decoder.read(frame, { mode: 'frame', diagnose: diagnosing });
    if (closed || result.kind !== 'reading') return;
    const { reading } = result;
    condition.picture(reading.signs);
    noteForTechnician(reading, atMs);
    isCodeInView = reading.isCodeInView;
    auto = seeCodes(auto, { isRead: reading.codes.length > 0, isInView: isCodeInView, atMs });
    camera.setSize(sizeOf(wish, auto));
    const codes = reading.codes.map(({ text }) => text);
    const step = seeFrame(filter, { codes, atMs, oldPatterns: oldPatterns() });
    filter = step.state;
    tellInView(step.inView);
    tell(step.finding, 'camera');
  }

  function noteForTechnician(reading: PictureReading, atMs: number): void {
    const stage = reading.codes[0]?.stage ?? null;
    statistics.decoded({ atMs, decodeMs: reading.decodeMs, stage });
    isWasm = reading.isWasm;
    strip = reading.strip ?? (diagnosing ? strip : null);
  }

  function tellInView(next: boolean): void {
    if (next !== inView && !closed) onEvent({ kind: 'in-view', inView: next });
    inView = next;
  }

  function tell(finding: Finding, source: ScanSource): void {
    if (finding.kind === 'code') onEvent({ kind: 'code', text: finding.text, source });
    else if (finding.kind === 'two-cards') onEvent({ kind: 'two-cards', source });
    else if (finding.kind !== 'none') onEvent(finding);
  }

  return {
    setCamera: camera.setCamera,
    setSize(next) {
      wish = next;
      camera.setSize(sizeOf(wish, auto));
    },
    control: camera.control,
    async scanPicture(picture) {
      const result = await decoder.read(picture, { mode: 'picture' });
      if (closed || result.kind !== 'reading') return { kind: 'failed' };
      isWasm = result.reading.isWasm;
      const finding = seePicture(
        result.reading.codes.map(({ text }) => text),
        oldPatterns(),
      );
      if (finding.kind === 'code') {
        const heard = { text: finding.text, atMs: performance.now(), oldPatterns: oldPatterns() };
        filter = hearElsewhere(filter, heard);
      }
      tell(finding, 'picture');
      return finding.kind === 'none' ? { kind: 'nothing' } : finding;
    },
    technician: {
      statistics: () => statistics.snapshot(performance.now()),
      capabilities: camera.capabilities,
      diagnose(isOn) {
        diagnosing = isOn;
      },
      strip: () => strip,
      isWasm: () => isWasm,
      lastMiss: decoder.lastMiss,
    },
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

/** A signed code has capitals alone, and none but the exact text is good; caps lock makes them small. */
function withoutCapsLock(typed: string): string {
  return /^lw1:/.test(typed) ? typed.toUpperCase() : typed;
}
