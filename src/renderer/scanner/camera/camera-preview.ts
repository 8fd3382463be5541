/** Frames a second of a preview in which nothing new is to be seen: showing one costs more than a look at it. */
const IDLE_PREVIEW_RATE = 2;

/** What the clerk sees of a camera: a copy of its track. Only the copy is slowed, not the camera itself. */
export interface CameraPreview {
  /** `onEnded`: the camera was unplugged. */
  show(track: MediaStreamTrack, onEnded: () => void): void;
  /** Says whether the preview may be slow. It is fluent at first. */
  setFluent(isFluent: boolean): void;
  /** The picture stays until another is shown or the preview is cleared. */
  stop(): void;
  clear(): void;
}

export function cameraPreview(video: HTMLVideoElement): CameraPreview {
  let shown: MediaStreamTrack | null = null;
  let isFluent = true;

  function pace(): void {
    // A preview that cannot be slowed goes on as it was.
    shown?.applyConstraints(isFluent ? {} : { frameRate: { max: IDLE_PREVIEW_RATE } }).catch(() => undefined);
  }

  return {
    show(track, onEnded) {
      // If a copy is not stopped, the camera's light stays on.
      shown?.stop();
      shown = track.clone();
      shown.addEventListener('ended', onEnded, { once: true });
      pace();
      video.muted = true;
      video.playsInline = true;
      video.srcObject = new MediaStream([shown]);
      // Rejected when the source is changed again before it plays: the newer start sees to that.
      video.play().catch(() => undefined);
    },
    setFluent(next) {
      if (next === isFluent) return;
      isFluent = next;
      pace();
    },
    stop() {
      shown?.stop();
    },
    clear() {
      shown?.stop();
      shown = null;
      video.srcObject = null;
    },
  };
}
