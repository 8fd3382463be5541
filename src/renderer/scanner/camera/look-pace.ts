import type { PictureReading } from './decoder-message.ts';
import { isWorthHurry, type SizeWish, SMALL_PICTURE, seeCodes, sizeOf } from './picture-size.ts';

/** A desk is looked at fifteen times a second, a code in view as fast as the decoder can. */
const IDLE_PACE_MS = 66;
/** If nothing is new, a card waits at most a tenth of a second for the next look: three frames of thirty a second. */
const FAMILIAR_PACE_MS = 90;

/** If a look takes longer on average, there is no processor time to spare for a fluent preview. */
const SLOW_LOOK_MS = 80;
/**
 * A machine this quick gets the fluent preview again. Between the two limits nothing changes, since each change is a
 * request to the camera.
 */
const QUICK_LOOK_MS = 60;
/** How much of that average the newest look is. */
const NEWEST_SHARE = 0.2;

interface LookPace {
  /** The camera is another one, or it has begun again. */
  restart(): void;
  looked(reading: PictureReading, look: { readonly atMs: number; readonly tookMs: number }): void;
  /** How long to wait before the next look. */
  pauseMs(): number;
  /** True if there is time to spare for a fluent preview. */
  isFluent(): boolean;
  /** Another size of picture is wished for. */
  wishFor(size: SizeWish): void;
  size(): ReturnType<typeof sizeOf>;
}

/** How often and at what size the camera is looked at, by what was seen and how long a look takes. */
export function createLookPace(wished: SizeWish): LookPace {
  let wish = wished;
  let auto = SMALL_PICTURE;
  let isCodeInView = false;
  let isFamiliar = false;
  let averageMs = 0;
  let isSlow = false;
  return {
    restart() {
      auto = SMALL_PICTURE;
      isFamiliar = false;
    },
    looked(reading, { atMs, tookMs }) {
      averageMs += (tookMs - averageMs) * NEWEST_SHARE;
      isSlow = averageMs > (isSlow ? QUICK_LOOK_MS : SLOW_LOOK_MS);
      ({ isCodeInView, isFamiliar } = reading);
      auto = seeCodes(auto, { isRead: reading.codes.length > 0, isInView: isCodeInView, atMs });
    },
    pauseMs: () => (isCodeInView && isWorthHurry(auto) ? 0 : isFamiliar ? FAMILIAR_PACE_MS : IDLE_PACE_MS),
    isFluent: () => !isFamiliar && !isSlow,
    wishFor(size) {
      wish = size;
    },
    size: () => sizeOf(wish, auto),
  };
}
