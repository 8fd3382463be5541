import type { PictureSigns } from './picture-signs.ts';

/** `black`: a covered lens or no light; `frozen`: the camera says it runs but shows the same picture. */
type PictureHealth = 'fine' | 'black' | 'frozen';

export interface HealthState {
  readonly health: PictureHealth;
  /** Since when every picture was dark; null if the last was not. */
  readonly darkSinceMs: number | null;
  readonly fingerprint: number | null;
  /** When the picture last changed. */
  readonly changedMs: number;
}

/** Video levels put black at 16 of 255, and a covered lens still shows noise. */
const DARK_LUMA_MAX = 26;
const DARK_LIGHT_SHARE_MAX = 0.005;
/** A hand covers the lens for a shorter time than this. */
const BLACK_MS = 3000;
/** No camera gives exactly the same picture for this long: its noise alone changes some pixel each time. */
const FROZEN_MS = 8000;

/** The state of a camera that has just started. */
export function freshHealth(atMs: number): HealthState {
  return { health: 'fine', darkSinceMs: null, fingerprint: null, changedMs: atMs };
}

/** A picture came and was looked at. Pure. */
export function seePictureSigns(before: HealthState, signs: PictureSigns, atMs: number): HealthState {
  const isDark = signs.meanLuma <= DARK_LUMA_MAX && signs.lightShare <= DARK_LIGHT_SHARE_MAX;
  const darkSinceMs = isDark ? (before.darkSinceMs ?? atMs) : null;
  const isSame = signs.fingerprint === before.fingerprint;
  const changedMs = isSame ? before.changedMs : atMs;
  return judged({ ...before, darkSinceMs, fingerprint: signs.fingerprint, changedMs }, atMs);
}

/** Is told that time passes without a picture: a stream that has stopped is as frozen as one that repeats itself. */
export function passWithoutPicture(before: HealthState, atMs: number): HealthState {
  return judged(before, atMs);
}

function judged(state: HealthState, atMs: number): HealthState {
  const isBlack = state.darkSinceMs !== null && atMs - state.darkSinceMs >= BLACK_MS;
  const isFrozen = atMs - state.changedMs >= FROZEN_MS;
  return { ...state, health: isBlack ? 'black' : isFrozen ? 'frozen' : 'fine' };
}
