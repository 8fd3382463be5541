import type { CameraState } from '../scanner-event.ts';
import { applySetting, type CameraSetting, controlsOf } from './camera-controls.ts';
import { hasCameraAccess, listCameras, onCameraPermission } from './camera-devices.ts';
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
/** Frames a second of a preview in which nothing new is to be seen: showing one costs more than a look at it. */
const IDLE_PREVIEW_RATE = 4;
/** Chromium asks the camera for torch, zoom and focus only after it runs. */
const CONTROLS_MS = 1000;
/** A hub that wakes up reports its devices one after another. */
const SETTLE_MS = 500;
/** A program that has the camera gives no word when it lets go. */
const RETRY_MS_MIN = 2000;
const RETRY_MS_MAX = 30_000;

/**
 * Plays a camera in the video element and keeps it playing: it comes back by itself when it is plugged in
 * again, allowed, or let go by another program. Every change of state is told once.
 */
export function openCamera(options: {
  readonly video: HTMLVideoElement;
  readonly cameraId: string | null;
  readonly size: PictureSize;
  readonly onState: (state: CameraState) => void;
}): Camera {
  const { video, onState } = options;
  let { cameraId, size } = options;
  let state: CameraState = { kind: 'off' };
  let stream: MediaStream | null = null;
  /** A copy of the camera's track: it alone may be slowed, the camera itself is not asked for anything. */
  let preview: MediaStreamTrack | null = null;
  let isFluent = true;
  /** Raised by every start and stop: an answer that comes too late belongs to an older attempt. */
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let controlsTimer: ReturnType<typeof setTimeout> | undefined;
  let retryMs = RETRY_MS_MIN;
  const watching = new AbortController();

  function tell(next: CameraState): void {
    const isSame = JSON.stringify(next) === JSON.stringify(state);
    state = next;
    if (!isSame) onState(next);
  }

  function release(): void {
    attempt += 1;
    clearTimeout(timer);
    clearTimeout(controlsTimer);
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    preview?.stop();
    preview = null;
    video.srcObject = null;
  }

  async function start(): Promise<void> {
    if (watching.signal.aborted) return;
    release();
    const mine = attempt;
    if (!hasCameraAccess()) return tell({ kind: 'unsupported' });
    // A quiet retry keeps the words on the screen until something has changed.
    if (state.kind === 'off' || state.kind === 'running') tell({ kind: 'starting' });
    const opened = await openStream(cameraId, SIZES[size]);
    if (mine !== attempt) return stopAll(opened);
    if (opened instanceof MediaStream) return run(opened);
    const isStillUnplugged = opened.kind === 'none' && state.kind === 'unplugged';
    tell(isStillUnplugged ? state : opened);
    if (opened.kind === 'busy' || opened.kind === 'failed') retryLater();
  }

  function run(opened: MediaStream): void {
    const [track] = opened.getVideoTracks();
    if (track === undefined) throw new Error('a stream of video without a video track');
    stream = opened;
    retryMs = RETRY_MS_MIN;
    track.addEventListener('ended', onUnplugged, { once: true });
    showPreview(track);
    tellRunning(track);
    controlsTimer = setTimeout(() => tellRunning(track), CONTROLS_MS);
  }

  function showPreview(track: MediaStreamTrack): void {
    // A copy that is forgotten and not stopped keeps the camera's light on.
    preview?.stop();
    preview = track.clone();
    preview.addEventListener('ended', onUnplugged, { once: true });
    pacePreview();
    video.muted = true;
    video.playsInline = true;
    video.srcObject = new MediaStream([preview]);
    // Rejected when the source is changed again before it plays: the newer start sees to that.
    video.play().catch(() => undefined);
  }

  function pacePreview(): void {
    // A preview that cannot be slowed goes on as it was.
    preview
      ?.applyConstraints(isFluent ? {} : { frameRate: { max: IDLE_PREVIEW_RATE } })
      .catch(() => undefined);
  }

  function tellRunning(track: MediaStreamTrack): void {
    const { deviceId = '', width = 0, height = 0 } = track.getSettings();
    const controls = controlsOf(track);
    tell({ kind: 'running', cameraId: deviceId, label: track.label, width, height, controls });
  }

  function runningTrack(): MediaStreamTrack | null {
    return stream?.getVideoTracks()[0] ?? null;
  }

  /** Changes the running camera, which may have been taken away or replaced by the time it has answered. */
  async function adjust(change: (track: MediaStreamTrack) => Promise<unknown>): Promise<void> {
    const track = runningTrack();
    if (track === null) return;
    await change(track);
    if (track === runningTrack()) tellRunning(track);
  }

  function onUnplugged(): void {
    if (stream === null) return;
    release();
    tell({ kind: 'unplugged' });
    restartSoon(SETTLE_MS);
  }

  function retryLater(): void {
    restartSoon(retryMs);
    retryMs = Math.min(retryMs * 2, RETRY_MS_MAX);
  }

  function restartSoon(delayMs: number): void {
    clearTimeout(timer);
    timer = setTimeout(start, delayMs);
  }

  async function onDeviceChange(): Promise<void> {
    const isRunning = state.kind === 'running';
    const isRemembered = state.kind === 'running' && (cameraId === null || cameraId === state.cameraId);
    if (isRemembered) return;
    const cameras = await listCameras();
    const isBack = cameras.some((camera) => camera.cameraId === cameraId);
    if (!watching.signal.aborted && (!isRunning || isBack)) restartSoon(SETTLE_MS);
  }

  if (hasCameraAccess()) {
    navigator.mediaDevices.addEventListener('devicechange', onDeviceChange, { signal: watching.signal });
    onCameraPermission(watching.signal, () => restartSoon(0));
  }
  // The caller has its scanner in hand before the first word of state comes.
  queueMicrotask(start);

  return {
    setCamera(next) {
      cameraId = next;
      retryMs = RETRY_MS_MIN;
      tell({ kind: 'off' });
      void start();
    },
    setSize(next) {
      if (next === size) return;
      size = next;
      const wish = { width: { ideal: SIZES[size].width }, height: { ideal: SIZES[size].height } };
      // A camera that cannot goes on as it was.
      void adjust(async (track) => {
        // Chromium changes the pictures of a camera for its only track alone.
        preview?.stop();
        await track.applyConstraints(wish).catch(() => undefined);
        if (track === runningTrack()) showPreview(track);
      });
    },
    setFluent(next) {
      if (next === isFluent) return;
      isFluent = next;
      pacePreview();
    },
    track: runningTrack,
    control(setting) {
      void adjust((track) => applySetting(track, setting));
    },
    capabilities: () => runningTrack()?.getCapabilities() ?? null,
    close() {
      watching.abort();
      release();
      tell({ kind: 'off' });
    },
  };
}

function stopAll(opened: MediaStream | CameraState): void {
  if (!(opened instanceof MediaStream)) return;
  for (const track of opened.getTracks()) track.stop();
}
