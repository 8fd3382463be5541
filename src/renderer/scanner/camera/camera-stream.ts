import type { CameraState } from '../scanner-event.ts';

/** A stream of the camera, or why there is none. A remembered camera that is gone gives way to another. */
export async function openStream(
  cameraId: string | null,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<MediaStream | CameraState> {
  const size = { width: { ideal: width }, height: { ideal: height } };
  if (cameraId !== null) {
    // Chromium may ignore a camera that is not asked for with `exact`.
    const remembered = await openWith({ ...size, deviceId: { exact: cameraId } });
    if (remembered instanceof MediaStream || !isGone(remembered)) return streamOrFault(remembered);
  }
  return streamOrFault(await openWith(size));
}

/** Asks for the right to zoom only if the page may have it. If not, that request would refuse the camera as well. */
async function openWith(video: MediaTrackConstraints): Promise<unknown> {
  const zooming = await ask({ ...video, zoom: true });
  return nameOf(zooming) === 'NotAllowedError' ? await ask(video) : zooming;
}

/** The stream, or what was thrown. */
async function ask(video: MediaTrackConstraints & { readonly zoom?: boolean }): Promise<unknown> {
  return await navigator.mediaDevices.getUserMedia({ video, audio: false }).catch((error: unknown) => error);
}

function isGone(error: unknown): boolean {
  return ['OverconstrainedError', 'NotFoundError'].includes(nameOf(error));
}

function streamOrFault(opened: unknown): MediaStream | CameraState {
  return opened instanceof MediaStream ? opened : faultOf(opened);
}

/** Names from the Media Capture and Streams specification, section 10.2. */
function faultOf(error: unknown): CameraState {
  const name = nameOf(error);
  if (name === 'NotFoundError') return { kind: 'none' };
  if (name === 'NotAllowedError') return { kind: 'denied' };
  if (name === 'NotReadableError' || name === 'AbortError') return { kind: 'busy' };
  return { kind: 'failed', detail: String(error) };
}

/** An OverconstrainedError is no DOMException. */
function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}
