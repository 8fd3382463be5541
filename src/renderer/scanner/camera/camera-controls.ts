/** The values that a number may have, and its present value. */
export interface CameraRange {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
}

/** What can be set on this camera; null for what it does not have. */
export interface CameraControls {
  /** True while it is lit. */
  readonly torch: boolean | null;
  readonly zoom: CameraRange | null;
  /** `isAuto` null: the camera cannot focus by itself. */
  readonly focus: { readonly isAuto: boolean | null; readonly distance: CameraRange } | null;
}

/** `focus` with null lets the camera focus by itself. */
export type CameraSetting =
  | { readonly kind: 'torch'; readonly isOn: boolean }
  | { readonly kind: 'zoom'; readonly value: number }
  | { readonly kind: 'focus'; readonly distance: number | null };

/** From the MediaStream Image Capture draft, which the compiler's library does not know. */
interface ImageCapabilities extends MediaTrackCapabilities {
  readonly torch?: boolean;
  readonly zoom?: { readonly min: number; readonly max: number; readonly step?: number };
  readonly focusMode?: readonly string[];
  readonly focusDistance?: { readonly min: number; readonly max: number; readonly step?: number };
}
interface ImageSettings extends MediaTrackSettings {
  readonly torch?: boolean;
  readonly zoom?: number;
  readonly focusMode?: string;
  readonly focusDistance?: number;
}
interface ImageConstraints extends MediaTrackConstraintSet {
  readonly torch?: boolean;
  readonly zoom?: number;
  readonly focusMode?: string;
  readonly focusDistance?: number;
}

export function controlsOf(track: MediaStreamTrack): CameraControls {
  const can: ImageCapabilities = track.getCapabilities();
  const is: ImageSettings = track.getSettings();
  const distance = rangeOf(can.focusDistance, is.focusDistance);
  const isAuto = can.focusMode?.includes('continuous') === true ? is.focusMode !== 'manual' : null;
  return {
    torch: can.torch === true ? is.torch === true : null,
    zoom: rangeOf(can.zoom, is.zoom),
    focus: distance && { isAuto, distance },
  };
}

/** False if the camera refused. */
export async function applySetting(track: MediaStreamTrack, setting: CameraSetting): Promise<boolean> {
  // It is given as `advanced`, since the camera may ignore a plain number.
  return await track.applyConstraints({ advanced: [constraintOf(setting)] }).then(
    () => true,
    () => false,
  );
}

function rangeOf(
  range: { readonly min: number; readonly max: number; readonly step?: number } | undefined,
  value: number | undefined,
): CameraRange | null {
  if (range === undefined || !(range.max > range.min)) return null;
  const step = range.step !== undefined && range.step > 0 ? range.step : (range.max - range.min) / 20;
  return { min: range.min, max: range.max, step, value: value ?? range.min };
}

function constraintOf(setting: CameraSetting): ImageConstraints {
  switch (setting.kind) {
    case 'torch':
      return { torch: setting.isOn };
    case 'zoom':
      return { zoom: setting.value };
    case 'focus':
      return setting.distance === null
        ? { focusMode: 'continuous' }
        : { focusMode: 'manual', focusDistance: setting.distance };
  }
}
