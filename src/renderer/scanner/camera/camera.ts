import type { CameraState } from '../scanner-event.ts';
import { applySetting, type CameraSetting, controlsOf } from './camera-controls.ts';
import { hasCameraAccess, listCameras, onCameraPermission } from './camera-devices.ts';
import { type CameraPreview, cameraPreview } from './camera-preview.ts';
import { openStream } from './camera-stream.ts';
import type { PictureSize } from './picture-size.ts';

export interface Camera {
  /** Takes this camera, or the first for null; with the same id it tries again. */
  setCamera(cameraId: string | null): void;
  /** Asks the running camera, and those to come, for pictures of this size. */
  setSize(size: PictureSize): void;
  /** The preview of an idle desk need not be fluent; it is until this says otherwise. */
  setFluent(isFluent: boolean): void;
  /** The running camera's frames, whatever the preview shows of them; null while none runs. */
  track(): MediaStreamTrack | null;
  /** Torch, zoom or focus of the running camera; the state tells what came of it. */
  control(setting: CameraSetting): void;
  /** What the running camera says that it can do, for the technician; null while none runs. */
  capabilities(): MediaTrackCapabilities | null;
  /** Stops the stream, so that the camera's light goes out. */
  close(): void;
}

const SIZES: Readonly<Record<PictureSize, { readonly width: number; readonly height: number }>> = {
  '720p': { width: 1280, height: 720 },
  '1080p': { width: 1920, height: 1080 },
};
/** Chromium asks the camera for torch, zoom and focus only after it runs. */
const CONTROLS_MS = 1000;
/** A hub that wakes up reports its devices one after another. */
const SETTLE_MS = 500;
/** A program that uses the camera does not tell when it releases it. */
const RETRY_MS_MIN = 2000;
const RETRY_MS_MAX = 30_000;

/**
 * Plays a camera in the video element and keeps it playing: it comes back by itself when it is plugged in
 * again, allowed, or let go by another program. Each change of state is reported once.
 */
export function openCamera(options: CameraOptions): Camera {
  return new PlayedCamera(options);
}

interface CameraOptions {
  readonly video: HTMLVideoElement;
  readonly cameraId: string | null;
  readonly size: PictureSize;
  readonly onState: (state: CameraState) => void;
}

class PlayedCamera implements Camera {
  readonly #onState: (state: CameraState) => void;
  readonly #preview: CameraPreview;
  #cameraId: string | null;
  #size: PictureSize;
  #state: CameraState = { kind: 'off' };
  #stream: MediaStream | null = null;
  /** Raised by every start and stop: an answer that comes too late belongs to an older attempt. */
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #controlsTimer: ReturnType<typeof setTimeout> | undefined;
  #retryMs = RETRY_MS_MIN;
  readonly #watching = new AbortController();

  constructor({ video, cameraId, size, onState }: CameraOptions) {
    this.#onState = onState;
    this.#preview = cameraPreview(video);
    this.#cameraId = cameraId;
    this.#size = size;
    if (hasCameraAccess()) {
      const { signal } = this.#watching;
      navigator.mediaDevices.addEventListener('devicechange', () => this.#onDeviceChange(), { signal });
      onCameraPermission(signal, () => this.#restartSoon(0));
    }
    // The caller gets its scanner before the first state is reported.
    queueMicrotask(() => this.#start());
  }

  setCamera(next: string | null): void {
    this.#cameraId = next;
    this.#retryMs = RETRY_MS_MIN;
    this.#tell({ kind: 'off' });
    void this.#start();
  }

  setSize(next: PictureSize): void {
    if (next === this.#size) return;
    this.#size = next;
    const wish = { width: { ideal: SIZES[next].width }, height: { ideal: SIZES[next].height } };
    // A camera that cannot do this goes on as it was.
    void this.#adjust(async (track) => {
      // Chromium changes the pictures of a camera for its only track alone.
      this.#preview.stop();
      await track.applyConstraints(wish).catch(() => undefined);
      if (track === this.track()) this.#showPreview(track);
    });
  }

  setFluent(isFluent: boolean): void {
    this.#preview.setFluent(isFluent);
  }

  track(): MediaStreamTrack | null {
    return this.#stream?.getVideoTracks()[0] ?? null;
  }

  control(setting: CameraSetting): void {
    void this.#adjust((track) => applySetting(track, setting));
  }

  capabilities(): MediaTrackCapabilities | null {
    return this.track()?.getCapabilities() ?? null;
  }

  close(): void {
    this.#watching.abort();
    this.#release();
    this.#tell({ kind: 'off' });
  }

  async #start(): Promise<void> {
    if (this.#watching.signal.aborted) return;
    this.#release();
    const mine = this.#attempt;
    if (!hasCameraAccess()) return this.#tell({ kind: 'unsupported' });
    // A quiet retry leaves the message on the screen until something has changed.
    if (this.#state.kind === 'off' || this.#state.kind === 'running') this.#tell({ kind: 'starting' });
    const opened = await openStream(this.#cameraId, SIZES[this.#size]);
    if (mine !== this.#attempt) return stopAll(opened);
    if (opened instanceof MediaStream) return this.#run(opened);
    const isStillUnplugged = opened.kind === 'none' && this.#state.kind === 'unplugged';
    this.#tell(isStillUnplugged ? this.#state : opened);
    if (opened.kind === 'busy' || opened.kind === 'failed') this.#retryLater();
  }

  #run(opened: MediaStream): void {
    const [track] = opened.getVideoTracks();
    if (track === undefined) throw new Error('a stream of video without a video track');
    this.#stream = opened;
    this.#retryMs = RETRY_MS_MIN;
    track.addEventListener('ended', () => this.#onUnplugged(), { once: true });
    this.#showPreview(track);
    this.#tellRunning(track);
    this.#controlsTimer = setTimeout(() => this.#tellRunning(track), CONTROLS_MS);
  }

  #release(): void {
    this.#attempt += 1;
    clearTimeout(this.#timer);
    clearTimeout(this.#controlsTimer);
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
    this.#preview.clear();
  }

  #showPreview(track: MediaStreamTrack): void {
    this.#preview.show(track, () => this.#onUnplugged());
  }

  #tell(next: CameraState): void {
    const isSame = JSON.stringify(next) === JSON.stringify(this.#state);
    this.#state = next;
    if (!isSame) this.#onState(next);
  }

  #tellRunning(track: MediaStreamTrack): void {
    const { deviceId = '', width = 0, height = 0 } = track.getSettings();
    const controls = controlsOf(track);
    this.#tell({ kind: 'running', cameraId: deviceId, label: track.label, width, height, controls });
  }

  /** Changes the running camera, which may have been taken away or replaced by the time it has answered. */
  async #adjust(change: (track: MediaStreamTrack) => Promise<unknown>): Promise<void> {
    const track = this.track();
    if (track === null) return;
    await change(track);
    if (track === this.track()) this.#tellRunning(track);
  }

  #onUnplugged(): void {
    if (this.#stream === null) return;
    this.#release();
    this.#tell({ kind: 'unplugged' });
    this.#restartSoon(SETTLE_MS);
  }

  #retryLater(): void {
    this.#restartSoon(this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, RETRY_MS_MAX);
  }

  #restartSoon(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#start(), delayMs);
  }

  async #onDeviceChange(): Promise<void> {
    const state = this.#state;
    const isRunning = state.kind === 'running';
    const isRemembered = isRunning && (this.#cameraId === null || this.#cameraId === state.cameraId);
    if (isRemembered) return;
    const cameras = await listCameras();
    const isBack = cameras.some((camera) => camera.cameraId === this.#cameraId);
    if (!this.#watching.signal.aborted && (!isRunning || isBack)) this.#restartSoon(SETTLE_MS);
  }
}

function stopAll(opened: MediaStream | CameraState): void {
  if (!(opened instanceof MediaStream)) return;
  for (const track of opened.getTracks()) track.stop();
}
