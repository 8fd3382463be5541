/** A card held in front of a camera is there for a second or more; eight looks a second find it. */
const FRAME_INTERVAL_MS = 120;

/**
 * Hands over the newest frame of a playing video every 120 ms, but never while `onFrame` is still at
 * work: frames in between are dropped, none is queued. Returns the way to stop.
 */
export function watchFrames(
  video: HTMLVideoElement,
  onFrame: (frame: ImageBitmap, atMs: number) => Promise<void>,
): () => void {
  let stopped = false;
  let lastMs = Number.NEGATIVE_INFINITY;
  let request = video.requestVideoFrameCallback(look);

  async function look(atMs: number): Promise<void> {
    if (atMs - lastMs >= FRAME_INTERVAL_MS) {
      lastMs = atMs;
      await take(atMs);
    }
    if (!stopped) request = video.requestVideoFrameCallback(look);
  }

  async function take(atMs: number): Promise<void> {
    // The stream may end between the callback and here: then there is no frame, and none is missed.
    const frame = await createImageBitmap(video).catch(() => null);
    if (frame === null) return;
    if (stopped) frame.close();
    else await onFrame(frame, atMs);
  }

  return () => {
    stopped = true;
    video.cancelVideoFrameCallback(request);
  };
}
