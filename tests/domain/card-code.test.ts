import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCardCode } from '../../src/domain/card/card-code.ts';
import { cardNumberOf, hasValidCheckCharacter } from '../../src/domain/card/card-number.ts';
import { issueCardQr } from '../../src/domain/card/card-qr.ts';
import { repairsOf } from '../../src/domain/card/card-repair.ts';

const CARD = cardNumberOf('LW20260001');

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

const differences = (one: string, other: string) =>
  [...one].filter((character, index) => character !== other.charAt(index)).length;

const body = fc
  .array(fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'), { minLength: 8, maxLength: 8 })
  .map((characters) => `LW${characters.join('')}`);

describe('what is the same card', () => {
  test.each([
    ['as printed', CARD],
    ['with white space and the end of a line', `  ${CARD}\r\n`],
    ['in lower case', CARD.toLowerCase()],
    ['in groups with blanks', 'LW20 2600 01I'],
    ['in groups with hyphens of several kinds', 'LW20-2600–01I'],
    ['in full-width letters and digits', 'ＬＷ２０２６０００１Ｉ'],
    ['in full-width lower case with ideographic blanks', 'ｌｗ２０　２６００　０１ｉ'],
  ])('%s', (_, text) => {
    expect(readCardCode(text)).toEqual({ kind: 'card', cardNumber: CARD, needsTwoReads: false });
  });

  test('a full-width asterisk as check character', () => {
    const withAsterisk = [...Array(100).keys()]
      .map((index) => cardNumberOf(`LW${20_000_000 + index}`))
      .find((number) => number.endsWith('*'));
    expect(withAsterisk).toBeDefined();
    expect(readCardCode(withAsterisk?.replace('*', '＊') ?? '').kind).toBe('card');
  });
});

/** What a cable or a scanner's settings put around a code by a standard. */
describe('what scanners add by a standard is taken off', () => {
  const signed = issueCardQr(
    { cardNumber: CARD, issueSerial: 1, tier: 0, validFrom: '2026-01-01', validUntil: '2026-12-31' },
    { keyId: 'card-1', secretKey: new Uint8Array(32) },
  );
  const around: [string, string][] = [
    ...[']C0', ']C1', ']Q1', ']Q3', ']d2', ']A0', ']e0', ']X0', ']c1', '】C1', '］C1'].map(
      (mark): [string, string] => [mark, ''],
    ),
    ...['\u001d', '\u0002', '\u0000', '\r\n', '\ufeff', '\u0002]C1', '\u001d]C1\u001d', ' ]C1 '].map(
      (mark): [string, string] => [mark, ''],
    ),
    ...['\u001d', '\u0003', '\r', '\n', '\r\n', '\u0000', '\u0004', '\t'].map((mark): [string, string] => [
      '',
      mark,
    ]),
    ['\u0002', '\u0003\r\n'],
    ['\u0002]C1\u001d', '\u001d\u0003\r\n\u0000'],
  ];
  test.each(around)('%j before and %j after', (before, after) => {
    expect(readCardCode(before + CARD + after)).toEqual({
      kind: 'card',
      cardNumber: CARD,
      needsTwoReads: false,
    });
    expect(readCardCode(before + signed + after)).toEqual({ kind: 'signed', text: signed, claimed: CARD });
  });
});

/** Additions that no standard names: the desk has to be taught them, and says so. */
describe('what else a scanner adds is named and not taken off', () => {
  test.each([
    ['j', ''],
    ['#', ''],
    ['D', '#'],
    ['', 'X'],
    ['CARD:', ''],
    ['12345678', '12345678'],
  ])('%j before and %j after', (prefix, suffix) => {
    expect(readCardCode(prefix + CARD + suffix)).toEqual({
      kind: 'misread',
      added: { prefix: prefix.toUpperCase(), suffix },
    });
  });

  test('a number in a longer text is no card that a scanner has dressed up', () => {
    expect(readCardCode(`${CARD}'; DROP TABLE card;--`)).toEqual({ kind: 'not-a-card', why: 'characters' });
  });
});

describe('the form of a number', () => {
  const NONE = { kind: 'misread', added: null };

  test.each([
    ['without its prefix', CARD.slice(2)],
    ['without the prefix, as the check character lets it pass', 'TEST0001E'],
    ['with the prefix twice', `LW${CARD}`],
    ['with a zero in front', `0${CARD}`],
    ['with zeros in front', `0000${CARD}`],
    ['with a zero for the prefix', `00${CARD.slice(2)}`],
    ['with its end lost', CARD.slice(0, -1)],
    ['with its beginning lost', CARD.slice(1)],
    ['read twice in one', CARD + CARD],
    ['of another district', cardNumberOf('GZ20260001')],
    ['with an asterisk in the middle and too long', `LW20*60001I0`],
    ['of seven characters', 'LW20260'],
    ['of seventeen', 'LW202600012345678'],
    ['of three digits', '123'],
    ['an EAN of a bottle of water', '6901234567892'],
  ])('%s is misread', (_, text) => {
    expect(readCardCode(text)).toEqual(NONE);
  });

  test('is the catalogue’s: one of another length or prefix counts where it is declared, and only there', () => {
    const other = cardNumberOf('GZ12345');
    expect(readCardCode(other).kind).toBe('misread');
    const cardNumbers = [
      { prefix: 'LW', length: 11 },
      { prefix: 'GZ', length: other.length },
    ];
    expect(readCardCode(other, { cardNumbers })).toMatchObject({ kind: 'card', cardNumber: other });
    expect(readCardCode(CARD, { cardNumbers })).toMatchObject({ kind: 'card', cardNumber: CARD });
    expect(readCardCode(CARD, { cardNumbers: cardNumbers.slice(1) }).kind).toBe('misread');
  });

  test('is asked of a signed QR too', () => {
    const cardNumber = cardNumberOf('TEST0001');
    const claim = { cardNumber, issueSerial: 1, tier: 0, validFrom: '2026-01-01', validUntil: '2026-12-31' };
    const text = issueCardQr(claim, { keyId: 'card-1', secretKey: new Uint8Array(32) });
    expect(readCardCode(text)).toEqual(NONE);
  });
});

describe('what is no card', () => {
  const tooLong = 'A'.repeat(3000);
  test.each([
    ['nothing', '', 'empty'],
    ['blanks and hyphens alone', ' --\t', 'empty'],
    ['an AIM identifier alone', ']C1', 'empty'],
    ['digits without end', '1'.repeat(33), 'too-long'],
    ['a QR of 3 KB', tooLong, 'too-long'],
    ['a URL', 'https://www.lw.gov.cn/', 'characters'],
    ['script text', '<script>alert(1)</script>', 'characters'],
    ['a NUL inside', `LW2026\u00000001I`, 'characters'],
    ['a control character inside', `LW2026\u001d0001I`, 'characters'],
    ['a right-to-left mark', `\u200f${CARD}`, 'characters'],
    ['a zero-width blank inside', `LW2026\u200b0001I`, 'characters'],
    ['an emoji', `LW2026😀0001I`, 'characters'],
    ['half an emoji', `LW2026\ud83d0001I`, 'characters'],
    ['a letter that becomes two in upper case', 'LW20260001ß', 'characters'],
    ['a dotless letter that becomes an I', 'LW20260001ı', 'characters'],
    ['a Cyrillic look-alike', 'LW2026000АI', 'characters'],
  ])('%s', (_, text, why) => {
    expect(readCardCode(text)).toEqual({ kind: 'not-a-card', why });
  });

  test('a signed QR says of itself which card it is, and is handed on as it was, but for white space around it', () => {
    const claim = {
      cardNumber: CARD,
      issueSerial: 1,
      tier: 0,
      validFrom: '2026-01-01',
      validUntil: '2026-12-31',
    };
    const text = issueCardQr(claim, { keyId: 'card-1', secretKey: new Uint8Array(32) });
    const code = { kind: 'signed', text, claimed: CARD };
    expect(readCardCode(text)).toEqual(code);
    expect(readCardCode(` ${text}\r\n`)).toEqual(code);
  });

  test('a signed QR is told from other texts, however long', () => {
    const signed = `LW1:${'6BF'.repeat(80)}`;
    expect(readCardCode(signed)).toMatchObject({ kind: 'signed', claimed: null });
    expect(readCardCode(signed.toLowerCase())).toMatchObject({ kind: 'signed', claimed: null });
    expect(readCardCode('LW1').kind).toBe('misread');
  });
});

describe('a wrong check character', () => {
  test('names the place and the number where one look-alike alone explains it', () => {
    expect(readCardCode('LWZ0260001I')).toMatchObject({
      kind: 'wrong-check',
      suspect: { position: 3 },
      suggestion: CARD,
    });
  });

  test('names the place and the number where one swap of neighbours alone explains it', () => {
    expect(readCardCode('WL20260001I')).toMatchObject({
      kind: 'wrong-check',
      suspect: { position: 1 },
      suggestion: CARD,
    });
  });

  test('names nothing where several repairs are as plausible', () => {
    expect(readCardCode('LW2O260S01I')).toMatchObject({
      kind: 'wrong-check',
      suspect: null,
      suggestion: null,
    });
  });

  test('names nothing where nothing plausible explains it', () => {
    expect(readCardCode('LW20261001I')).toMatchObject({
      kind: 'wrong-check',
      suspect: null,
      suggestion: null,
    });
  });

  test('never suggests a number that is refuted itself, and is never taken for the card', () => {
    fc.assert(
      fc.property(body, fc.nat(), fc.constantFrom(...'0O1I2Z5S8B6GUV'), (given, at, wrong) => {
        const number = cardNumberOf(given);
        const index = at % (number.length - 1);
        fc.pre(number.charAt(index) !== wrong);
        const code = readCardCode(number.slice(0, index) + wrong + number.slice(index + 1));
        expect(code.kind).toBe('wrong-check');
        if (code.kind !== 'wrong-check' || code.suggestion === null) return;
        expect(hasValidCheckCharacter(code.suggestion)).toBe(true);
      }),
    );
  });
});

describe('the repairs of a wrong number', () => {
  test('have the printed one among them after any single slip, and are one for each replaced character at most', () => {
    fc.assert(
      fc.property(body, fc.nat(), fc.nat(35), (given, at, by) => {
        const number = cardNumberOf(given);
        const index = at % (number.length - 1);
        const typed = `${number.slice(0, index)}${ALPHABET.charAt(by)}${number.slice(index + 1)}`;
        fc.pre(typed !== number);
        const repairs = repairsOf(typed);
        expect(repairs.map(({ cardNumber }) => cardNumber)).toContain(number);
        expect(repairs.every(({ cardNumber }) => hasValidCheckCharacter(cardNumber))).toBe(true);
        const replaced = repairs.filter(({ cardNumber }) => differences(cardNumber, typed) === 1);
        expect(new Set(replaced.map(({ position }) => position)).size).toBe(replaced.length);
      }),
    );
  });

  test('have the printed one among them after any swap of neighbours, as a common slip', () => {
    fc.assert(
      fc.property(body, fc.nat(), (given, at) => {
        const number = cardNumberOf(given);
        const index = at % (number.length - 2);
        const [one, other] = [number.charAt(index), number.charAt(index + 1)];
        fc.pre(one !== other);
        const repairs = repairsOf(number.slice(0, index) + other + one + number.slice(index + 2));
        expect(repairs).toContainEqual({ position: index + 1, cardNumber: number, isCommonSlip: true });
      }),
    );
  });

  test('are several for nearly every slip, so that a replaced character alone is never unique', () => {
    const wrong = Array.from({ length: 200 }, (_, n) => `LW${2_000_000 + n}0Z`).filter(
      (number) => !hasValidCheckCharacter(number),
    );
    expect(wrong.length).toBeGreaterThan(150);
    expect(Math.min(...wrong.map((number) => repairsOf(number).length))).toBeGreaterThan(5);
  });
});

describe('old numbers without a check character', () => {
  const patterns = { oldCardNumbers: ['LW########', 'YC@@####'] };

  test.each([
    ['LW20260001', true],
    ['lw-2026-0001', true],
    ['YCAB0001', true],
    ['YCA10001', false],
    ['LW2026000A', false],
    ['LW2026001', false],
  ])('%s: %s', (text, isCard) => {
    expect(readCardCode(text, patterns).kind === 'card').toBe(isCard);
    expect(readCardCode(text).kind).not.toBe('card');
  });

  test('are to be read twice alike, and others once', () => {
    expect(readCardCode('LW20260001', patterns)).toEqual({
      kind: 'card',
      cardNumber: 'LW20260001',
      needsTwoReads: true,
    });
    expect(readCardCode(CARD, patterns)).toMatchObject({ needsTwoReads: false });
  });

  test('are to be read twice even where the last digit happens to fit as a check character', () => {
    const fitting = Array.from({ length: 400 }, (_, n) => `LW${20_260_000 + n}`).find(hasValidCheckCharacter);
    expect(fitting).toBeDefined();
    expect(readCardCode(fitting ?? '', patterns)).toMatchObject({ kind: 'card', needsTwoReads: true });
  });
});

describe('any text at all', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 5000 }),
    fc.array(fc.nat(0xffff), { maxLength: 80 }).map((units) => String.fromCharCode(...units)),
    body,
    body.map((given) => `${given}*`),
  );

  test('never throws, and what it accepts has a valid check character', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const code = readCardCode(text);
        if (code.kind === 'card') expect(hasValidCheckCharacter(code.cardNumber)).toBe(true);
        else expect(['wrong-check', 'misread', 'not-a-card', 'signed']).toContain(code.kind);
      }),
      { numRuns: 2000 },
    );
  });

  test('every number is read back from groups in lower case', () => {
    fc.assert(
      fc.property(body, (given) => {
        const cardNumber = cardNumberOf(given);
        const typed =
          cardNumber
            .toLowerCase()
            .match(/.{1,4}/g)
            ?.join('-') ?? '';
        expect(readCardCode(typed)).toEqual({ kind: 'card', cardNumber, needsTwoReads: false });
      }),
    );
  });
});
