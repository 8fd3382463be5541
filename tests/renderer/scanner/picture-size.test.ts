import { expect, test } from 'vitest';
import {
  type SizeState,
  SMALL_PICTURE,
  seeCodes,
  sizeOf,
} from '../../../src/renderer/scanner/picture-size.ts';

const FRAME_MS = 100;

function play(
  before: SizeState,
  frames: number,
  frame: { readonly isInView: boolean; readonly isRead: boolean; readonly fromMs?: number },
): SizeState {
  let state = before;
  for (let count = 0; count < frames; count += 1) {
    state = seeCodes(state, { ...frame, atMs: (frame.fromMs ?? 0) + count * FRAME_MS });
  }
  return state;
}

const UNREAD = { isInView: true, isRead: false };
const READ = { isInView: true, isRead: true };
const EMPTY = { isInView: false, isRead: false };

test('asks for more after twenty frames in a row whose code cannot be read, and not before', () => {
  expect(play(SMALL_PICTURE, 19, UNREAD).size).toBe('720p');
  expect(play(SMALL_PICTURE, 20, UNREAD).size).toBe('1080p');
});

test('a frame that was read, or an empty one, begins the count anew', () => {
  for (const between of [READ, EMPTY]) {
    const state = play(play(SMALL_PICTURE, 19, UNREAD), 1, { ...between, fromMs: 1900 });
    expect(play(state, 19, { ...UNREAD, fromMs: 2000 }).size).toBe('720p');
  }
});

test('an empty desk and one whose cards are read stay small', () => {
  expect(play(SMALL_PICTURE, 1000, EMPTY).size).toBe('720p');
  expect(play(SMALL_PICTURE, 1000, READ).size).toBe('720p');
});

test('goes back after twenty seconds without a code, and not before', () => {
  const large = play(SMALL_PICTURE, 20, UNREAD);
  expect(seeCodes(large, { ...EMPTY, atMs: large.inViewMs + 19_999 }).size).toBe('1080p');
  expect(seeCodes(large, { ...EMPTY, atMs: large.inViewMs + 20_000 }).size).toBe('720p');
});

test('what was set by hand holds whatever the frames show', () => {
  const large = play(SMALL_PICTURE, 20, UNREAD);
  expect([sizeOf('auto', large), sizeOf('720p', large), sizeOf('1080p', SMALL_PICTURE)]).toEqual([
    '1080p',
    '720p',
    '1080p',
  ]);
});
