import { expect, test } from 'vitest';
import { agreed } from '../../src/scan/agreement.ts';
import { seenAgain, type UnsureReading } from '../../src/scan/bars/second-look.ts';
import type { FoundCode, Stage } from '../../src/scan/found-code.ts';

const CORNERS = [
  { x: 1, y: 1 },
  { x: 6, y: 1 },
  { x: 6, y: 3 },
  { x: 1, y: 3 },
];

function bars(text: string, stage: Stage, isBorneOut = false): FoundCode {
  return { text, format: 'Code128', corners: CORNERS, stage, isBorneOut };
}

function greyOf(value: number) {
  return { data: new Uint8Array(64).fill(value), width: 8, height: 8 };
}

test('believes a card number from one reader, and another text only from two or where it is borne out', () => {
  expect(agreed([bars('LW20260001I', 'zbar')])).toHaveLength(1);
  expect(agreed([bars('a parcel', 'zbar'), bars('another', 'whole')])).toEqual([]);
  expect(agreed([bars('a parcel', 'zbar'), bars('a parcel', 'zbar')])).toEqual([]);
  expect(agreed([bars('a parcel', 'whole'), bars('a parcel', 'zbar')])).toMatchObject([
    { text: 'a parcel', stage: 'whole' },
  ]);
  expect(agreed([bars('a parcel', 'whole', true)])).toHaveLength(1);
});

test('believes again what two readers said, when it is asked about it alone', () => {
  const once = agreed([bars('a parcel', 'whole'), bars('a parcel', 'zbar')]);
  expect(agreed(once)).toEqual(once);
});

/** A code whose lines say this text, from `top` on, `height` pixels high. */
function lines(
  text: string,
  { top, height, stage = 'whole' }: { top: number; height: number; stage?: Stage },
) {
  const corners = [
    { x: 0, y: top },
    { x: 200, y: top },
    { x: 200, y: top + height },
    { x: 0, y: top + height },
  ];
  return { ...bars(text, stage, true), corners };
}

const textsOf = (codes: readonly FoundCode[]) => agreed(codes).map(({ text }) => text);

test('tells of two texts of the same bars the one that more lines or more readers say, or neither', () => {
  const few = lines('a parcex', { top: 10, height: 8 });
  expect(textsOf([few, lines('a parcel', { top: 0, height: 60 })])).toEqual(['a parcel']);
  expect(textsOf([few, lines('a parcel', { top: 6, height: 12 })])).toEqual([]);
  const both = [few, { ...few, stage: 'zbar' as const }];
  expect(textsOf([...both, lines('a parcel', { top: 0, height: 60 })])).toEqual(['a parcex']);
  expect(textsOf([few, lines('LW20260001I', { top: 6, height: 12 })])).toEqual(['LW20260001I']);
});

test('tells texts of bars that lie apart, and squares whatever bars say at their place', () => {
  const upper = lines('a parcel', { top: 0, height: 20 });
  expect(textsOf([upper, lines('another', { top: 60, height: 20 })])).toHaveLength(2);
  const square: FoundCode = { ...lines('a link', { top: 0, height: 20 }), format: 'QRCode' };
  expect(textsOf([upper, square])).toHaveLength(2);
});

/** Returns what the filter says of each frame, if one reader reads one code in each. */
function told(frames: readonly { code: FoundCode; light: number }[]): boolean[] {
  let unsure: readonly UnsureReading[] = [];
  return frames.map(({ code, light }, frame) => {
    const seen = seenAgain(greyOf(light), [code], { unsure, frame });
    unsure = seen.unsure;
    return agreed(seen.codes).length > 0;
  });
}

test('tells a text in the second frame that says it, where its pixels differ from the first', () => {
  const code = bars('a parcel', 'zbar');
  expect(
    told([
      { code, light: 9 },
      { code, light: 9 },
      { code, light: 10 },
    ]),
  ).toEqual([false, false, true]);
});

test('tells a text that another reader says of the same pixels, and none after a long time', () => {
  expect(
    told([
      { code: bars('a parcel', 'zbar'), light: 9 },
      { code: bars('a parcel', 'whole'), light: 9 },
    ]),
  ).toEqual([false, true]);
  const other = { code: bars('LW20260001I', 'whole'), light: 9 };
  const far = [{ code: bars('a parcel', 'zbar'), light: 9 }, ...Array<typeof other>(50).fill(other)];
  expect(told([...far, { code: bars('a parcel', 'zbar'), light: 7 }]).at(-1)).toBe(false);
});
