import type { CameraState } from '../scanner-event.ts';
import { freshHealth, passWithoutPicture, seePictureSigns } from './picture-health.ts';
import type { PictureSigns } from './picture-signs.ts';

interface CameraCondition {
  /** What the camera itself says. */
  camera(state: CameraState): void;
  /** A frame was looked at. */
  picture(signs: PictureSigns): void;
  /** How often in a row the decoder has crashed. */
  crashed(crashes: number): void;
  close(): void;
}

/** A single crash is repaired without a message. After this many in a row, nothing reads codes any longer. */
const CRASHES_TOLD = 3;
const CHECK_MS = 1000;

/**
 * Combines what the camera says, what its pictures show and how the decoder works, and reports every change once. For
 * the clerk, a camera that delivers only darkness does not run.
 */
export function watchCondition(onState: (state: CameraState) => void): CameraCondition {
  let camera: CameraState = { kind: 'off' };
  let told: CameraState = camera;
  let health = freshHealth(performance.now());
  let isDecoderDown = false;
  const timer = setInterval(passTime, CHECK_MS);

  /** A hidden window gets no frames; that does not mean that its camera is frozen. */
  function passTime(): void {
    const nowMs = performance.now();
    const isExcused = document.visibilityState === 'hidden' || isDecoderDown;
    health = passWithoutPicture(isExcused ? { ...health, changedMs: nowMs } : health, nowMs);
    tell();
  }

  function tell(): void {
    const next = condition();
    const isSame = JSON.stringify(next) === JSON.stringify(told);
    told = next;
    if (!isSame) onState(next);
  }

  function condition(): CameraState {
    if (camera.kind !== 'running') return camera;
    if (isDecoderDown) return { kind: 'no-decoder' };
    return health.health === 'fine' ? camera : { kind: health.health };
  }

  return {
    camera(state) {
      if (camera.kind !== 'running') health = freshHealth(performance.now());
      camera = state;
      tell();
    },
    picture(signs) {
      isDecoderDown = false;
      health = seePictureSigns(health, signs, performance.now());
      tell();
    },
    crashed(crashes) {
      isDecoderDown = crashes >= CRASHES_TOLD;
      tell();
    },
    close() {
      clearInterval(timer);
    },
  };
}
