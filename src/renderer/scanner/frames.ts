/**
 * Hands over the newest frame of a playing video, never while `onFrame` is still at work and never sooner
 * than `paceMs` after the one before: frames in between are dropped, none is queued. A frame is handed over
 * as it lies in memory, without being drawn or copied by the page. `onPresented` hears of every frame that
 * the camera delivered. Returns the way to stop.
 */
export function watchFrames(
  video: HTMLVideoElement,
  options: {
    readonly onPresented: (atMs: number) => void;
    readonly onFrame: (frame: VideoFrame, atMs: number) => Promise<void>;
    readonly paceMs: () => number;
  },
): () => void {
  let stopped = false;
  let isBusy = false;
  let lastMs = Number.NEGATIVE_INFINITY;
  let request = video.requestVideoFrameCallback(look);

  function look(atMs: number): void {
    if (stopped) return;
    request = video.requestVideoFrameCallback(look);
    options.onPresented(atMs);
    if (!isBusy && atMs - lastMs >= options.paceMs()) void take(atMs);
  }

  async function take(atMs: number): Promise<void> {
    const frame = frameOf(video);
    if (frame === null) return;
    lastMs = atMs;
    isBusy = true;
    try {
      await options.onFrame(frame, atMs);
    } finally {
      isBusy = false;
    }
  }

  return () => {
    stopped = true;
    video.cancelVideoFrameCallback(request);
  };
}

/** Null where the stream ended between the callback and here: no frame was missed. */
function frameOf(video: HTMLVideoElement): VideoFrame | null {
  try {
    return new VideoFrame(video, { timestamp: Math.round(performance.now() * 1000) });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'InvalidStateError') return null;
    throw error;
  }
}
