/** The Chromium that we run in has it in pages too; the compiler's library knows it in workers alone. */
declare class MediaStreamTrackProcessor {
  constructor(init: { readonly track: MediaStreamTrack; readonly maxBufferSize: number });
  readonly readable: ReadableStream<VideoFrame>;
}

/**
 * Hands over the newest frame of a camera's track. It waits while `onFrame` is still at work, and until `paceMs` after
 * the frame before. Frames in between are dropped; none is queued. A frame is handed over as it lies in memory, without
 * being drawn or copied by the page, and whether or not the preview shows it. `onPresented` hears of every frame that
 * the camera delivered. Returns the way to stop.
 */
export function watchFrames(
  track: MediaStreamTrack,
  options: {
    readonly onPresented: (atMs: number) => void;
    readonly onFrame: (frame: VideoFrame, atMs: number) => Promise<void>;
    readonly paceMs: () => number;
  },
): () => void {
  const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: 1 }).readable.getReader();
  let stopped = false;
  let isBusy = false;
  let lastMs = Number.NEGATIVE_INFINITY;
  void watch();

  /** The loop ends with the track. */
  async function watch(): Promise<void> {
    for (;;) {
      const { value: frame } = await reader.read();
      if (frame === undefined) return;
      see(frame, performance.now());
    }
  }

  function see(frame: VideoFrame, atMs: number): void {
    // Nobody shows a card to a hidden window.
    const isSeen = !stopped && document.visibilityState === 'visible';
    if (isSeen) options.onPresented(atMs);
    if (isSeen && !isBusy && atMs - lastMs >= options.paceMs()) void take(frame, atMs);
    else frame.close();
  }

  async function take(frame: VideoFrame, atMs: number): Promise<void> {
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
    void reader.cancel();
  };
}
