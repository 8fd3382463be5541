import { describe, expect, test } from 'vitest';
import { cardNumberOf } from '../../src/domain/card/card-number.ts';
import {
  type FilterState,
  hearElsewhere,
  hearWedge,
  NOTHING_SEEN,
  seeFrame,
  seePicture,
} from '../../src/scan/camera/scan-filter.ts';
import { signedQrOf } from '../support/signed-qr.ts';

const A = cardNumberOf('LW20260001');
const B = cardNumberOf('LW20260002');
const URL_TEXT = 'https://www.lw.gov.cn/';
const FRAME_MS = 100;

/** What is in view, and for how long. */
type Scene = readonly [codes: readonly string[], forMs: number];

/** Plays scenes at ten frames a second; every result with the time at which it came. */
function play(scenes: readonly Scene[], before: FilterState = NOTHING_SEEN) {
  const results: { found: string; atMs: number }[] = [];
  let state = before;
  let atMs = 0;
  for (const [codes, forMs] of scenes) {
    for (let passedMs = 0; passedMs < forMs; passedMs += FRAME_MS, atMs += FRAME_MS) {
      const step = seeFrame(state, { codes, atMs });
      state = step.state;
      if (step.result.kind === 'code') results.push({ found: step.result.text, atMs });
      if (step.result.kind === 'proof') results.push({ found: `proof ${step.result.text}`, atMs });
      if (step.result.kind === 'two-cards') results.push({ found: 'two cards', atMs });
    }
  }
  return results;
}

const found = (scenes: readonly Scene[]) => play(scenes).map((result) => result.found);

describe('one card', () => {
  test('is found in the first frame that shows it', () => {
    expect(play([[[A], 100]])).toEqual([{ found: A, atMs: 0 }]);
  });

  test('held on for half a minute is one scan', () => {
    expect(found([[[A], 30_000]])).toEqual([A]);
  });

  test('lost from view for a moment is still the same scan', () => {
    expect(
      found([
        [[A], 500],
        [[], 1000],
        [[A], 500],
      ]),
    ).toEqual([A]);
  });

  test('taken away and shown again is a second scan', () => {
    expect(
      found([
        [[A], 500],
        [[], 1200],
        [[A], 500],
      ]),
    ).toEqual([A, A]);
  });

  test('held on before a machine so busy that it looks every other second is one scan', () => {
    const before = seeFrame(NOTHING_SEEN, { codes: [A], atMs: 0 });
    const missed = [2000, 4000].reduce(
      (state, atMs) => seeFrame(state, { codes: [], atMs }).state,
      before.state,
    );
    expect(seeFrame(missed, { codes: [A], atMs: 6000 }).result).toEqual({ kind: 'none' });
    const gone = seeFrame(missed, { codes: [], atMs: 6000 }).state;
    expect(seeFrame(gone, { codes: [A], atMs: 8000 }).result).toEqual({ kind: 'code', text: A });
  });

  test('with bar code and QR of the same number is one', () => {
    expect(found([[[A, A.toLowerCase()], 2000]])).toEqual([A]);
  });

  test('swapped for the next one is two scans, the second after the first is surely gone', () => {
    expect(
      play([
        [[A], 500],
        [[], 200],
        [[B], 1000],
      ]),
    ).toEqual([
      { found: A, atMs: 0 },
      { found: B, atMs: 800 },
    ]);
  });
});

describe('two cards', () => {
  test('in one frame are none, and told once', () => {
    expect(found([[[A, B], 3000]])).toEqual(['two cards']);
  });

  test('that take turns in being read are none', () => {
    const turns = Array.from({ length: 10 }, (_, index): Scene => [[index % 2 === 0 ? A : B], 100]);
    expect(found(turns)).toEqual([A, 'two cards']);
  });

  test('of which one is taken away leave the other, after a while', () => {
    expect(
      play([
        [[A, B], 500],
        [[A], 2000],
      ]),
    ).toEqual([
      { found: 'two cards', atMs: 0 },
      { found: A, atMs: 1600 },
    ]);
  });

  test('of which the first was read already ask for it again', () => {
    expect(
      found([
        [[A], 500],
        [[A, B], 500],
        [[A], 2000],
      ]),
    ).toEqual([A, 'two cards', A]);
  });

  test('of which one is lost from view for a moment stay two', () => {
    expect(
      found([
        [[A, B], 500],
        [[A], 1000],
        [[A, B], 500],
      ]),
    ).toEqual(['two cards']);
  });
});

describe('an old number without a check character', () => {
  const OLD = 'GZ12345678';
  const rules = { oldCardNumbers: ['GZ########'] };
  const seen = (codes: readonly string[], atMs: number, state: FilterState) =>
    seeFrame(state, { codes, atMs, rules });

  test('counts with the second equal reading and not with the first', () => {
    const first = seen([OLD], 0, NOTHING_SEEN);
    expect(first.result).toEqual({ kind: 'none' });
    const other = seen([], 100, first.state);
    expect(seen([OLD], 200, other.state).result).toEqual({ kind: 'code', text: OLD });
  });

  test('read once, taken away and read once again counts not at all', () => {
    const first = seen([OLD], 0, NOTHING_SEEN);
    const without = [100, 200, 300].reduce((state, atMs) => seen([], atMs, state).state, first.state);
    expect(seen([OLD], 1200, without).result).toEqual({ kind: 'none' });
    expect(seen([OLD], 1199, without).result).toEqual({ kind: 'code', text: OLD });
  });

  test('beside another number is two cards, though each was read once', () => {
    expect(seen([OLD, A], 0, NOTHING_SEEN).result).toEqual({ kind: 'two-cards' });
  });

  test('counts at once in a picture, of which the decoder gives only what it has read twice', () => {
    expect(seePicture([OLD], rules)).toEqual({ kind: 'code', text: OLD });
  });

  describe('from a hand scanner', () => {
    const heard = (text: string, atMs: number, state: FilterState) => hearWedge(state, { text, atMs, rules });
    const OTHER = 'GZ12345679';

    test('counts with the second equal reading within ten seconds', () => {
      const first = heard(OLD, 0, NOTHING_SEEN);
      expect(first.result).toEqual({ kind: 'read-again' });
      expect(heard(OLD, 9_999, first.state).result).toEqual({ kind: 'code', text: OLD });
      expect(heard(OLD, 10_000, first.state).result).toEqual({ kind: 'read-again' });
    });

    test('starts anew with every other reading', () => {
      const first = heard(OLD, 0, NOTHING_SEEN);
      const other = heard(OTHER, 1000, first.state);
      expect(other.result).toEqual({ kind: 'read-again' });
      expect(heard(OLD, 2000, other.state).result).toEqual({ kind: 'read-again' });
      const card = heard(A, 1000, first.state);
      expect(heard(OLD, 2000, card.state).result).toEqual({ kind: 'read-again' });
    });

    test('needs two readings again for the next card of the same number', () => {
      const second = heard(OLD, 1000, heard(OLD, 0, NOTHING_SEEN).state);
      expect(heard(OLD, 2000, second.state).result).toEqual({ kind: 'read-again' });
    });

    test('counts at once while the camera sees it too, which then does not repeat it', () => {
      const inView = seen([OLD], 0, NOTHING_SEEN).state;
      const both = heard(OLD, 1199, inView);
      expect(both.result).toEqual({ kind: 'code', text: OLD });
      expect(seen([OLD], 1200, both.state).result).toEqual({ kind: 'none' });
      expect(heard(OLD, 1200, inView).result).toEqual({ kind: 'read-again' });
    });

    test('does not keep a number that bears itself out waiting', () => {
      expect(heard(A, 0, NOTHING_SEEN).result).toEqual({ kind: 'code', text: A });
      expect(heard(URL_TEXT, 0, NOTHING_SEEN).result).toEqual({ kind: 'code', text: URL_TEXT });
    });
  });
});

describe('a signed QR', () => {
  const signed = signedQrOf(A);

  test('is handed over whole, also beside the bar code of the same number', () => {
    expect(found([[[signed, A], 1000]])).toEqual([signed]);
    expect(found([[[A, signed], 1000]])).toEqual([signed]);
    expect(seePicture([A, signed])).toEqual({ kind: 'code', text: signed });
  });

  test('beside the bar code of another number is two cards', () => {
    expect(found([[[signed, B], 1000]])).toEqual(['two cards']);
  });

  test('read after the bare number of the same card is handed over as its proof, once', () => {
    expect(
      found([
        [[A], 500],
        [[A, signed], 300],
        [[A], 300],
        [[signed], 300],
      ]),
    ).toEqual([A, `proof ${signed}`]);
  });

  test('is the proof of a number that another source has read, and not of itself', () => {
    const afterNumber = hearElsewhere(NOTHING_SEEN, { text: A, atMs: 0 });
    expect(play([[[signed], 300]], afterNumber)).toEqual([{ found: `proof ${signed}`, atMs: 0 }]);
    expect(play([[[signed], 300]], hearElsewhere(NOTHING_SEEN, { text: signed, atMs: 0 }))).toEqual([]);
  });

  test('that is garbled is no card', () => {
    expect(play([[['LW1:QR'], 1000]])).toEqual([{ found: 'LW1:QR', atMs: 400 }]);
  });
});

describe('what is no card', () => {
  test('waits for the card beside it on a machine that looks twice a second, too', () => {
    let state = NOTHING_SEEN;
    const told = [[URL_TEXT], [URL_TEXT], [URL_TEXT], [URL_TEXT, A], [URL_TEXT, A]].flatMap((codes, look) => {
      const step = seeFrame(state, { codes, atMs: look * 500 });
      state = step.state;
      return step.result.kind === 'code' ? [step.result.text] : [];
    });
    expect(told).toEqual([A]);
  });

  test('is told when it stays, once', () => {
    expect(play([[[URL_TEXT], 3000]])).toEqual([{ found: URL_TEXT, atMs: 400 }]);
  });

  test('beside a card is passed over, whichever is read first', () => {
    expect(
      found([
        [[URL_TEXT], 300],
        [[URL_TEXT, A], 300],
        [[URL_TEXT], 300],
      ]),
    ).toEqual([A]);
  });

  test('in numbers is told once for all', () => {
    const poster = Array.from({ length: 200 }, (_, index) => `${URL_TEXT}${index}`);
    expect(found([[poster, 3000]])).toHaveLength(1);
  });
});

describe('a card read elsewhere', () => {
  test('is not found again by the camera that sees it too', () => {
    const state = hearElsewhere(NOTHING_SEEN, { text: A, atMs: 0 });
    expect(
      play(
        [
          [[], 300],
          [[A], 2000],
        ],
        state,
      ),
    ).toEqual([]);
  });

  test('is found when it is shown later', () => {
    const state = hearElsewhere(NOTHING_SEEN, { text: A, atMs: 0 });
    expect(
      play(
        [
          [[], 1200],
          [[A], 300],
        ],
        state,
      ),
    ).toEqual([{ found: A, atMs: 1200 }]);
  });
});

test('says whether a code is in view, over frames that missed it', () => {
  const seen = seeFrame(NOTHING_SEEN, { codes: [A], atMs: 0 });
  expect(seen.inView).toBe(true);
  expect(seeFrame(seen.state, { codes: [], atMs: 399 }).inView).toBe(true);
  expect(seeFrame(seen.state, { codes: [], atMs: 400 }).inView).toBe(false);
});

test('a picture shows one card, two, something else or nothing', () => {
  expect(seePicture([URL_TEXT, A])).toEqual({ kind: 'code', text: A });
  expect(seePicture([A, B])).toEqual({ kind: 'two-cards' });
  expect(seePicture([URL_TEXT])).toEqual({ kind: 'code', text: URL_TEXT });
  expect(seePicture([])).toEqual({ kind: 'none' });
});
