import { expect, test } from 'vitest';
import {
  freshHealth,
  type HealthState,
  passWithoutPicture,
  seePictureSigns,
} from '../../../src/renderer/scanner/camera/picture-health.ts';
import { type PictureSigns, signsOf } from '../../../src/renderer/scanner/camera/picture-signs.ts';

const LIT = { meanLuma: 120, lightShare: 0.9 };
const DARK = { meanLuma: 17, lightShare: 0 };
const FRAME_MS = 100;

/** A camera's frames for so long, ten a second; `still` repeats the last picture. */
function play(
  before: HealthState,
  scene: {
    readonly look: Omit<PictureSigns, 'fingerprint'>;
    readonly fromMs: number;
    readonly forMs: number;
  },
  still = false,
): HealthState {
  let state = before;
  for (let passedMs = 0; passedMs <= scene.forMs; passedMs += FRAME_MS) {
    const fingerprint = still ? 7 : passedMs + scene.fromMs;
    state = seePictureSigns(state, { ...scene.look, fingerprint }, scene.fromMs + passedMs);
  }
  return state;
}

test('a lit picture that changes is fine however long', () => {
  expect(play(freshHealth(0), { look: LIT, fromMs: 0, forMs: 60_000 }).health).toBe('fine');
});

test('is black after three seconds of darkness and not before, and fine with the first light', () => {
  expect(play(freshHealth(0), { look: DARK, fromMs: 0, forMs: 2900 }).health).toBe('fine');
  const black = play(freshHealth(0), { look: DARK, fromMs: 0, forMs: 3000 });
  expect(black.health).toBe('black');
  expect(play(black, { look: LIT, fromMs: 3100, forMs: 0 }).health).toBe('fine');
});

test('a dark room with one lamp in it is not black', () => {
  expect(
    play(freshHealth(0), { look: { meanLuma: 20, lightShare: 0.01 }, fromMs: 0, forMs: 9000 }).health,
  ).toBe('fine');
});

test('is frozen after eight seconds of the very same picture and not before, and fine with the next', () => {
  expect(play(freshHealth(0), { look: LIT, fromMs: 0, forMs: 7900 }, true).health).toBe('fine');
  const frozen = play(freshHealth(0), { look: LIT, fromMs: 0, forMs: 8000 }, true);
  expect(frozen.health).toBe('frozen');
  expect(play(frozen, { look: LIT, fromMs: 8100, forMs: 100 }).health).toBe('fine');
});

test('is frozen where no picture comes at all', () => {
  const running = play(freshHealth(0), { look: LIT, fromMs: 0, forMs: 1000 });
  expect(passWithoutPicture(running, 8999).health).toBe('fine');
  expect(passWithoutPicture(running, 9000).health).toBe('frozen');
});

test('the same darkness all the time is black rather than frozen', () => {
  expect(play(freshHealth(0), { look: DARK, fromMs: 0, forMs: 20_000 }, true).health).toBe('black');
});

test('a picture is told by its light and by a change of a few pixels anywhere', () => {
  const width = 128;
  const height = 64;
  const picture = (change: (data: Uint8ClampedArray) => void = () => {}) => {
    const data = new Uint8ClampedArray(width * height).fill(200);
    change(data);
    return signsOf({ data, width, height });
  };
  expect(picture()).toMatchObject({ meanLuma: 200, lightShare: 1 });
  expect(picture().fingerprint).toBe(picture().fingerprint);
  const last = picture((data) => data.fill(201, (height - 8) * width));
  expect(last.fingerprint).not.toBe(picture().fingerprint);
  const half = picture((data) => data.fill(0, 0, (width * height) / 2));
  expect(half).toMatchObject({ meanLuma: 100, lightShare: 0.5 });
});
