import { expect, test } from 'vitest';
import { startNodeDecoder } from '../../src/cli/scan/node-decoder.ts';
import { cardNumberOf } from '../../src/domain/card/card-number.ts';
import type { AddedSymbology } from '../../src/domain/card/scanner-additions.ts';
import { type AddedKind, addedCodeOf, code128Of } from '../corpus/printed-code.ts';
import { deskPicture } from './frame-picture.ts';

const CARD = cardNumberOf('LW20260001');
const decoder = await startNodeDecoder();

const DRAWN: readonly [AddedSymbology, AddedKind, string][] = [
  ['code39', 'code39', CARD],
  ['code39', 'code39', 'GZ00123456'],
  ['ean13', 'ean13', '2112345678900'],
  ['itf', 'interleaved2of5', '12345678901231'],
  ['codabar', 'rationalizedCodabar', 'A12345678B'],
  ['datamatrix', 'datamatrix', CARD],
  ['pdf417', 'pdf417', CARD],
  ['aztec', 'azteccode', CARD],
];

test.each(DRAWN)('reads %s (%s, %s) in a photo and a video once it is added', (symbology, kind, text) => {
  const isPdf = kind === 'pdf417';
  const modulePixels = isPdf || kind === 'code39' ? 3 : 4;
  const code = addedCodeOf(kind, text);
  const picture = deskPicture([{ code, modulePixels, degrees: isPdf ? 3 : 14 }]);
  expect(decoder.readPicture(picture).codes).toEqual([]);
  expect(decoder.readFrame(picture).codes).toEqual([]);
  const found = [expect.objectContaining({ text, stage: 'added' })];
  expect(decoder.readPicture(picture, [symbology]).codes).toEqual(found);
  expect(decoder.readFrame(picture, [symbology]).codes).toEqual(found);
});

test('reads no symbology but those that are added', () => {
  const goods = deskPicture([{ code: addedCodeOf('ean13', '2112345678900'), modulePixels: 4 }]);
  const others: AddedSymbology[] = ['code39', 'itf', 'codabar', 'datamatrix', 'pdf417', 'aztec'];
  expect(decoder.readPicture(goods, others).codes).toEqual([]);
});

test('tells a card of an added symbology beside one with Code 128', () => {
  const picture = deskPicture([
    { code: addedCodeOf('code39', CARD), y: 560, degrees: 6 },
    { code: code128Of(cardNumberOf('LW20260345')), y: 150, modulePixels: 2 },
  ]);
  const texts = decoder.readPicture(picture, ['code39']).codes.map(({ text }) => text);
  expect(new Set(texts)).toEqual(new Set([cardNumberOf('LW20260345'), CARD]));
});

test('never takes a part of an Interleaved 2 of 5 that is held askew for the whole', () => {
  const code = addedCodeOf('interleaved2of5', '12345678901231');
  for (const degrees of [0, 9, 30, 84]) {
    const { codes } = decoder.readPicture(deskPicture([{ code, modulePixels: 4, degrees }]), ['itf']);
    expect(codes.map(({ text }) => text)).toEqual(['12345678901231']);
  }
});
