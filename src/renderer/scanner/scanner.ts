import { openCamera } from './camera.ts';
import { createDecoder } from './decoder.ts';
import { watchFrames } from './frames.ts';
import { onWedgeScan } from './keyboard-wedge.ts';
import { type Finding, hearElsewhere, NOTHING_SEEN, seeFrame, seePicture } from './scan-filter.ts';
import type { CameraState, PictureResult, ScannerEvent } from './scanner-event.ts';

export interface ScannerOptions {
  /** Where the preview plays; the scanner sets its source and releases it on `close`. */
  readonly video: HTMLVideoElement;
  /** The remembered camera; null takes the first. A remembered one that is gone gives way to another. */
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
export function createScanner({ video, cameraId, onEvent }: ScannerOptions): Scanner {
  const decoder = createDecoder();
  let filter = NOTHING_SEEN;
  let inView = false;
  let closed = false;
  let stopWatching: (() => void) | null = null;

  const camera = openCamera({ video, cameraId, onState: onCameraState });
  const stopWedge = onWedgeScan((text) => {
    filter = hearElsewhere(filter, text, performance.now());
    onEvent({ kind: 'code', text, source: 'wedge' });
  });

  function onCameraState(state: CameraState): void {
    stopWatching?.();
    stopWatching = state.kind === 'running' ? watchFrames(video, readFrame) : null;
    if (state.kind !== 'running') tellInView(false);
    if (!closed) onEvent({ kind: 'camera', state });
  }

  async function readFrame(frame: ImageBitmap, atMs: number): Promise<void> {
    const result = await decoder.decode(frame, { give: true });
    if (closed || result.kind !== 'codes') return;
    const step = seeFrame(filter, { codes: result.codes.map(({ text }) => text), atMs });
    filter = step.state;
    tellInView(step.inView);
    tell(step.finding, 'camera');
  }

  function tellInView(next: boolean): void {
    if (next !== inView && !closed) onEvent({ kind: 'in-view', inView: next });
    inView = next;
  }

  function tell(finding: Finding, source: 'camera' | 'picture'): void {
    if (finding.kind === 'code') onEvent({ kind: 'code', text: finding.text, source });
    if (finding.kind === 'two-cards') onEvent({ kind: 'two-cards', source });
  }

  return {
    setCamera: camera.setCamera,
    async scanPicture(picture) {
      const result = await decoder.decode(picture);
      if (closed || result.kind !== 'codes') return { kind: 'failed' };
      const finding = seePicture(result.codes.map(({ text }) => text));
      if (finding.kind === 'code') filter = hearElsewhere(filter, finding.text, performance.now());
      tell(finding, 'picture');
      return finding.kind === 'none' ? { kind: 'nothing' } : finding;
    },
    close() {
      closed = true;
      stopWedge();
      camera.close();
      decoder.close();
    },
  };
}
