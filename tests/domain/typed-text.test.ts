import { describe, expect, test } from 'vitest';
import { enrolmentCodeOf, plainTyped, shownAddress, webAddressOf } from '../../src/domain/base/typed-text.ts';

describe('a one-time code as people type it', () => {
  test.each([
    '12345678',
    '1234 5678',
    '1234-5678',
    '１２３４５６７８',
    '１２３４－５６７８',
    '1234—5678',
    '1234 – 5678',
    ' 12 34 56 78\r\n',
    '1234\u30005678',
    '1234\u00a05678',
    '\ufeff1234\u200b5678',
    '１ ２ ３ ４ ５ ６ ７ ８',
    '1234.5678',
  ])('%j', (text) => {
    expect(enrolmentCodeOf(text)).toBe('12345678');
  });

  test.each(['', '1234567', '123456789', '1234567a', '1234/5678', '十二三四五六七八'])('not %j', (text) => {
    expect(enrolmentCodeOf(text)).toBeNull();
  });
});

describe('an address as people type it', () => {
  test.each([
    ['http://127.0.0.1:4700', 'http://127.0.0.1:4700'],
    ['HTTP://127.0.0.1:4700/', 'http://127.0.0.1:4700'],
    ['Https://District.Example/Talent/', 'https://district.example/Talent'],
    ['ｈｔｔｐ：／／１２７．０．０．１：４７００', 'http://127.0.0.1:4700'],
    [' https://district。example ', 'https://district.example'],
    ['\u200bhttps://district.example', 'https://district.example'],
    ['https://district.example/talent/?from=mail#/sign-in', 'https://district.example/talent'],
    ['https://荔湾.example', 'https://xn--s8w975b.example'],
  ])('%j', (text, address) => {
    expect(webAddressOf(text)).toBe(address);
  });

  test.each(['', '127.0.0.1:4700', 'ftp://district', 'http://', 'http:///x', 'http://a b', 'file:///etc'])(
    'not %j',
    (text) => {
      expect(webAddressOf(text)).toBeNull();
    },
  );
});

test('what is typed keeps its letters, words and hyphens', () => {
  expect(plainTyped('ｘｉｊｉａｏ－ｐｏｏｌ')).toBe('xijiao-pool');
  expect(plainTyped('２０２６－１１－２３Ｔ１５：００')).toBe('2026-11-23T15:00');
  expect(plainTyped(' 西郊游泳场 ')).toBe('西郊游泳场');
});

test.each([
  ['https://clerk:secret@district.example/talent/?token=secret', 'https://district.example/talent'],
  ['http://127.0.0.1:4700', 'http://127.0.0.1:4700'],
  ['no address', 'no address'],
])('%s is shown as %s', (address, shown) => {
  expect(shownAddress(address)).toBe(shown);
});
