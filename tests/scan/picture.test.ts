import { describe, expect, test } from 'vitest';
import { sharpened } from '../../src/scan/bars/soften.ts';
import { cut, enlarged } from '../../src/scan/picture/enlarge.ts';
import { greyOf, shrunk } from '../../src/scan/picture/picture.ts';

describe('greyOf', () => {
  test('weighs colours as the eye does', () => {
    const data = Uint8ClampedArray.from([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 255]);
    expect([...greyOf({ data, width: 4, height: 1 }).data]).toEqual([76, 150, 29, 255]);
  });

  test('takes grey as it is', () => {
    const data = Uint8Array.from([1, 2, 3, 4, 5, 6]);
    expect(greyOf({ data, width: 3, height: 2 }).data).toBe(data);
  });

  test.each([
    [0, 0, 0],
    [4, 0, 0],
    [2, 2, 15],
    [2, 2, 17],
    [2.5, 2, 20],
    [-2, -2, 16],
    [Number.NaN, 2, 0],
    [20_000, 20_000, 16],
  ])('refuses %d by %d pixels with %d bytes', (width, height, bytes) => {
    expect(() => greyOf({ data: new Uint8ClampedArray(bytes), width, height })).toThrow(RangeError);
  });
});

describe('shrunk', () => {
  test('takes the mean of each square and leaves out what is over at the edges', () => {
    const data = Uint8Array.from([0, 10, 20, 30, 99, 20, 30, 40, 50, 99, 99, 99, 99, 99, 99]);
    const { width, height, data: small } = shrunk({ data, width: 5, height: 3 }, 2);
    expect([width, height, ...small]).toEqual([2, 1, 15, 35]);
  });
});

describe('enlarged', () => {
  test('keeps a plain surface plain and makes it larger', () => {
    const { width, height, data } = enlarged({ data: new Uint8Array(12).fill(90), width: 4, height: 3 }, 3);
    expect([width, height]).toEqual([12, 9]);
    expect(new Set(data)).toEqual(new Set([90]));
  });

  test('keeps an edge where it was', () => {
    const { data } = enlarged({ data: Uint8Array.from([0, 0, 200, 200]), width: 4, height: 1 }, 2);
    expect(data[3]).toBeLessThan(100);
    expect(data[4]).toBeGreaterThan(100);
  });
});

describe('cut', () => {
  const picture = { data: Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9]), width: 3, height: 3 };

  test('takes what lies inside', () => {
    expect([...cut(picture, { left: 1, top: 1, width: 9, height: 1 }).data]).toEqual([5, 6]);
    expect([...cut(picture, { left: -5, top: -5, width: 6, height: 6 }).data]).toEqual([1]);
  });

  test('is empty beside the picture', () => {
    expect(cut(picture, { left: 3, top: 0, width: 4, height: 4 }).data).toHaveLength(0);
  });
});

describe('sharpened', () => {
  test('leaves a plain surface alone and makes an edge steeper, within what a byte holds', () => {
    const plain = { data: new Uint8Array(25).fill(70), width: 5, height: 5 };
    expect(new Set(sharpened(plain, { reach: 1, amount: 2 }).data)).toEqual(new Set([70]));
    const edge = { data: Uint8Array.from([100, 100, 100, 150, 150, 150]), width: 6, height: 1 };
    const { data } = sharpened(edge, { reach: 1, amount: 2 });
    expect(data[2]).toBeLessThan(100);
    expect(data[3]).toBeGreaterThan(150);
  });
});
