import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shownText, terminalLine, terminalText } from '../../src/domain/base/plain-text.ts';

/** Escape, bell, CSI of 8 bits, DEL, back, bidi of each kind, no width, joiner, mark, filler, tag, line ends, half a pair. */
const UNSAFE = [
  '\u001b', '\u0007', '\u009b', '\u007f', '\b', '\r', '\0', '\u0085', '\u061c', '\u200e', '\u200f', '\u202a', '\u202e',
  '\u2066', '\u2069', '\u200b', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u3164', '\u{e0041}', '\u2028', '\u2029', '\ud800',
]; // biome-ignore format: a list

describe.each(UNSAFE)('with %j in it', (character) => {
  const text = `前${character}台`;

  test('a shown text has it not', () => {
    expect(shownText(text)).toMatch(/^前 ?台$/);
    expect(shownText(`${character}${character}`).trim()).toBe('');
  });

  test('a terminal sees its code, and JSON means the same', () => {
    expect(terminalText(text)).toMatch(/^前(\\u[0-9a-f]{4}){1,2}台$/);
    expect(terminalLine(text)).toBe(terminalText(text));
    expect(JSON.parse(terminalText(JSON.stringify({ text })))).toEqual({ text });
  });
});

test('what is no command and can be seen stays', () => {
  const text = '荔湾·英才卡 𠮷 é Ω 👍 “－” — 阿依古丽·买买提 100 % <b>';
  expect([shownText(text), terminalText(text), terminalLine(text)]).toEqual([text, text, text]);
});

test('a text keeps its lines at a terminal, and what has one line gets no other', () => {
  expect(terminalText('a\n\tb')).toBe('a\n\tb');
  expect(terminalLine('note\n  CASE 2')).toBe('note\\u000a  CASE 2');
  expect(shownText(' 前\n台\t ')).toBe(' 前 台  ');
});

test('no text at all brings a terminal anything but what can be seen', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(terminalText(text)).not.toMatch(
        /[^\n\t\P{Cc}]|\p{Cs}|[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u,
      );
    }),
  );
});
