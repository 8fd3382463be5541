import { describe, expect, it } from 'vitest';
import {
  OwnNumber,
  OwnNumberFault,
  ownNumberOf,
  readOwnNumber,
} from '../../src/domain/journal/own-number.ts';
import { ownNumberRefusal } from '../../src/domain/journal/own-number-words.ts';

const OTHER_CARDS = { cardNumbers: [{ prefix: 'GZ', length: 12 }], oldCardNumbers: ['4401########'] };
const NUMERIC_CARDS = { cardNumbers: [{ prefix: '4401', length: 12 }] };

describe('the number of a site’s own paper', () => {
  it.each([
    [' hall-2026-0001 ', 'HALL-2026-0001'],
    ['４４０１－２０２６－０００１', '4401-2026-0001'],
    [']C1440103-2026-000123\r', '440103-2026-000123'],
    ['440103202611300017', '440103202611300017'],
    ['440103261130001', '440103261130001'],
    ['A'.repeat(40), 'A'.repeat(40)],
  ])('reads %j', (typed, number) => {
    expect(ownNumberOf(typed)).toBe(number);
    expect(OwnNumber.safeParse(number).success).toBe(true);
  });

  it.each([
    ['', 'form'],
    ['123', 'form'],
    ['张三 0001', 'form'],
    ['4401 2026 0001', 'form'],
    ['-4401-2026', 'form'],
    ['A'.repeat(41), 'too-long'],
    ['13812345678', 'telephone'],
    ['138-1234-5678', 'telephone'],
    ['138 1234 5678', 'telephone'],
    ['１３８１２３４５６７８', 'telephone'],
    ['8613812345678', 'telephone'],
    ['+86 138-1234-5678', 'telephone'],
    ['0086-13812345678', 'telephone'],
    ['013812345678', 'telephone'],
    ['440103198001011234', 'identity'],
    ['44010319800101123x', 'identity'],
    ['440103-19800101-123X', 'identity'],
    ['440103 1980 0101 1234', 'identity'],
    ['440103800101123', 'identity'],
    ['440103-800101-123', 'identity'],
    ['LW20260001I', 'card'],
    ['lw20-2600-01i', 'card'],
    ['LW-2026-0001', 'card'],
    ['LW2026000', 'card'],
    ['A-LWTEST0001E', 'card'],
  ])('refuses %j as %s', (typed, fault) => {
    expect(readOwnNumber(typed)).toEqual({ ok: false, fault });
    expect(OwnNumber.safeParse(typed).success).toBe(false);
  });

  it('refuses the numbers of the cards that the catalogue declares, and the usual ones beside them', () => {
    expect(readOwnNumber('GZ-2026-0001', OTHER_CARDS)).toEqual({ ok: false, fault: 'card' });
    expect(readOwnNumber('4401-2026-0001', OTHER_CARDS)).toEqual({ ok: false, fault: 'card' });
    expect(readOwnNumber('LW-2026-0001', OTHER_CARDS)).toEqual({ ok: false, fault: 'card' });
    expect(ownNumberOf('GZ-2026-0001')).toBe('GZ-2026-0001');
  });

  it('tells a number from those of cards by its length if both begin with the same digits', () => {
    expect(readOwnNumber('4401-2026-0001', NUMERIC_CARDS)).toEqual({ ok: false, fault: 'card' });
    expect(ownNumberOf('440103-2026-000123', NUMERIC_CARDS)).toBe('440103-2026-000123');
  });
});

it('says of a 协议编号 and of a 办件编号 where the number stands, and why a text is none', () => {
  for (const fault of OwnNumberFault.options) {
    const [matter, agreement] = [ownNumberRefusal(fault, 'matter'), ownNumberRefusal(fault, 'agreement')];
    expect(matter.zh).toMatch(/办件编号/);
    expect(matter.zh).not.toMatch(/协议/);
    expect(agreement.zh).toContain('协议');
    expect(agreement.zh).not.toMatch(/办件|受理回执/);
    expect(agreement.en).not.toMatch(/matter|receipt|hall/);
  }
});
