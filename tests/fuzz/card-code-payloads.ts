import type { Dice } from './card-qr-mutations.ts';

/** A text that might come from a decoder, a hand scanner or a hand. */
export interface Payload {
  readonly kind: string;
  readonly text: string;
  /** The number that it was made of by one slip, which the check character must not let through. */
  readonly slipOf: string | null;
}

export const BODY_CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const NUMBER_CHARACTERS = `${BODY_CHARACTERS}*`;
const BASE45 = `${BODY_CHARACTERS} $%*+-./:`;
/** Blanks, hyphens, controls, marks of direction, joiners, look-alikes, halves of pairs, wide forms. */
const ODD = [
  ...' -\t\r\n\v\f\0\u001d\u001e\u0004\u00a0\u00ad\u180e\u200b\u200d\u200f\u202e\u2028\u2060\u3000\ufeff',
  ...'АВЕКМНОРСТХаеорсухıſßİÅéＡ０＊－—–‑−·・ـ۰٠०¹½Ⅷ㈠卡号😀𝟘𝐀',
  '\ud800',
  '\udfff',
];

/** What other alphabets, and the rules of upper case, make of the same shapes. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  I: 'ı',
  S: 'ſ',
  K: '\u212a',
  A: '\u0410',
  O: '\u041e',
  1: '\u0661',
};

type Change = (number: string, dice: Dice) => string;

/** One slip of a hand or an eye: ISO 7064 MOD 37-2 catches each of these. */
const SLIPS: Readonly<Record<string, Change>> = {
  'one character for another': (number, dice) => {
    const index = dice(number.length);
    return replaced(number, index, NUMBER_CHARACTERS.charAt(dice(NUMBER_CHARACTERS.length)));
  },
  'neighbours swapped': (number, dice) => {
    const index = dice(number.length - 1);
    return number.slice(0, index) + number.charAt(index + 1) + number.charAt(index) + number.slice(index + 2);
  },
};

const CHANGES: Readonly<Record<string, Change>> = {
  unchanged: (number) => number,
  'small letters': (number) => number.toLowerCase(),
  'full width': (number) =>
    number.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0)),
  grouped: (number, dice) => (number.match(/.{1,4}/g) ?? []).join([' ', '-', '–', '　', '\u00a0'][dice(5)]),
  'line end around': (number, dice) =>
    ['\r\n', '\t', ' ', '\ufeff'][dice(4)] + number + ['\r', '\n'][dice(2)],
  'something odd inside': (number, dice) => inserted(number, dice, ODD[dice(ODD.length)] ?? ''),
  'look-alikes of other scripts': (number) =>
    number.replace(/[A-Z0-9]/g, (character) => LOOK_ALIKES[character] ?? character),
  'many blanks': (number, dice) => number.split('').join(' '.repeat(1 + dice(6))),
  'one lost': (number, dice) => {
    const index = dice(number.length);
    return number.slice(0, index) + number.slice(index + 1);
  },
  'one more': (number, dice) =>
    inserted(number, dice, NUMBER_CHARACTERS.charAt(dice(NUMBER_CHARACTERS.length))),
  truncated: (number, dice) => number.slice(0, dice(number.length)),
  'beginning lost': (number, dice) => number.slice(1 + dice(number.length)),
  doubled: (number) => number + number,
  'an asterisk inside': (number, dice) => inserted(number, dice, '*'),
  'a scanner’s own prefix': (number, dice) => (['~', ']C1', ']Q3', '\u0002', 'C1'][dice(5)] ?? '') + number,
  'in an address': (number) => `https://example.org/?card=${number}`,
  'in script': (number) => `<script>${number}</script>`,
  'several slips': (number, dice) =>
    [...Array(2 + dice(3)).keys()].reduce(
      (text) => SLIPS['one character for another']?.(text, dice) ?? text,
      number,
    ),
  'any characters at all': (number, dice) =>
    [...number].map((own) => (dice(3) === 0 ? String.fromCharCode(dice(0x10000)) : own)).join(''),
};

const RANDOM: Readonly<Record<string, (dice: Dice) => string>> = {
  'random number': (dice) => textOf(dice, NUMBER_CHARACTERS, dice(20)),
  'random units': (dice) => units(dice, dice(90)),
  'random, long': (dice) => units(dice, 200 + dice(4000)),
  'random signed': (dice) => `${['LW1:', 'lw1:', 'Lw1:'][dice(3)]}${textOf(dice, BASE45, 120 + dice(30))}`,
  odd: (dice) => Array.from({ length: dice(24) }, () => ODD[dice(ODD.length)] ?? '').join(''),
};

const MAKERS: readonly ((numberOf: () => string, dice: Dice) => Payload)[] = [
  ...Object.entries(SLIPS).map(([kind, slip]) => (numberOf: () => string, dice: Dice): Payload => {
    const number = numberOf();
    return { kind, text: slip(number, dice), slipOf: number };
  }),
  ...Object.entries(CHANGES).map(
    ([kind, change]) =>
      (numberOf: () => string, dice: Dice): Payload => ({
        kind,
        text: change(numberOf(), dice),
        slipOf: null,
      }),
  ),
  ...Object.entries(RANDOM).map(
    ([kind, make]) =>
      (_: () => string, dice: Dice): Payload => ({ kind, text: make(dice), slipOf: null }),
  ),
];

/** The next payload; `numberOf` gives good card numbers to spoil. */
export function payloadOf(numberOf: () => string, dice: Dice): Payload {
  const make = MAKERS[dice(MAKERS.length)];
  if (make === undefined) throw new Error('no maker');
  return make(numberOf, dice);
}

export function textOf(dice: Dice, alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(dice(alphabet.length))).join('');
}

function units(dice: Dice, length: number): string {
  return Array.from({ length }, () => String.fromCharCode(dice(dice(4) === 0 ? 0x10000 : 0x80))).join('');
}

function replaced(text: string, index: number, by: string): string {
  return text.slice(0, index) + by + text.slice(index + 1);
}

function inserted(text: string, dice: Dice, what: string): string {
  const index = dice(text.length + 1);
  return text.slice(0, index) + what + text.slice(index);
}
