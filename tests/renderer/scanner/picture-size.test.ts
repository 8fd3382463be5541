import { expect, test } from 'vitest';
import {
  isWorthHurry,
  type SizeState,
  SMALL_PICTURE,
  seeCodes,
  sizeOf,
} from '../../../src/renderer/scanner/camera/picture-size.ts';

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

test('goes back after fifteen seconds without a reading, and not before', () => {
  const large = play(SMALL_PICTURE, 20, UNREAD);
  for (const frame of [EMPTY, UNREAD]) {
    expect(seeCodes(large, { ...frame, atMs: large.usefulMs + 14_999 }).size).toBe('1080p');
    expect(seeCodes(large, { ...frame, atMs: large.usefulMs + 15_000 }).size).toBe('720p');
  }
});

test('stays large as long as it reads what it was asked for', () => {
  const large = play(SMALL_PICTURE, 20, UNREAD);
  const read = seeCodes(large, { ...READ, atMs: large.usefulMs + 14_000 });
  expect(seeCodes(read, { ...EMPTY, atMs: large.usefulMs + 28_000 }).size).toBe('1080p');
});

test('what looks like a code and never reads makes it large once a minute at most', () => {
  const large = play(SMALL_PICTURE, 20, UNREAD);
  const back = seeCodes(large, { ...UNREAD, atMs: large.usefulMs + 15_000 });
  const until = back.contentUntilMs;
  const waiting = play(back, 200, { ...UNREAD, fromMs: until - 30_000 });
  expect(waiting.size).toBe('720p');
  expect(isWorthHurry(waiting)).toBe(false);
  expect(seeCodes(waiting, { ...UNREAD, atMs: until - 1 }).size).toBe('720p');
  expect(seeCodes(waiting, { ...UNREAD, atMs: until }).size).toBe('1080p');
});

test('hurries for a code that has just come into view', () => {
  expect(isWorthHurry(play(SMALL_PICTURE, 19, UNREAD))).toBe(true);
  expect(isWorthHurry(play(SMALL_PICTURE, 100, READ))).toBe(true);
});

test('what was set by hand holds whatever the frames show', () => {
  const large = play(SMALL_PICTURE, 20, UNREAD);
  expect([sizeOf('auto', large), sizeOf('720p', large), sizeOf('1080p', SMALL_PICTURE)]).toEqual([
    '1080p',
    '720p',
    '1080p',
  ]);
});
