import { describe, expect, test } from 'vitest';
import trustedKeys from '../../resources/trusted-keys.json' with { type: 'json' };
import { demoRecords } from '../../src/district/demo/cards.ts';
import { demoCards } from '../../src/district/demo/showcase.ts';
import { signedDemoCards } from '../../src/district/demo/signed-cards.ts';
import { developmentKeys } from '../../src/district/roster/keys.ts';
import { verifyCardQr } from '../../src/domain/card/card-qr.ts';
import { RosterRecord } from '../../src/domain/card/roster-record.ts';
import { keysOf, readKeyList } from '../../src/domain/trust/key-list.ts';

const TODAY = '2026-11-23';

describe('the demo cards', () => {
  test('are forty cards that a kiosk can read, each number once', () => {
    for (const record of demoRecords) expect(RosterRecord.parse(record)).toEqual(record);
    expect(new Set(demoRecords.map((record) => record.cardNumber)).size).toBe(40);
  });

  test('are what their titles say', () => {
    const situations = demoCards.map(({ cardNumber, title }) => {
      const record = demoRecords.find((each) => each.cardNumber === cardNumber);
      return [title.zh, record === undefined ? 'unknown' : situationOf(record)];
    });
    expect(situations).toEqual([
      ['有配偶和两个孩子', 'active: spouse child child'],
      ['持卡人单人', 'active: '],
      ['有配偶', 'active: spouse'],
      ['有一个孩子', 'active: child'],
      ['已过期', 'expired'],
      ['尚未生效', 'not yet valid'],
      ['已暂停', 'suspended'],
      ['已挂失', 'lost'],
      ['已撤销', 'revoked'],
      ['已换发新卡', 'replaced'],
      ['名册中没有', 'unknown'],
    ]);
  });

  test('have one with a signed QR, one that is newer than any roster, and a forged one', () => {
    const { list } = developmentKeys();
    const reading = readKeyList(list, { roots: trustedKeys, date: TODAY, knownSerial: 0 });
    if (!reading.ok) throw new Error(reading.fault.message);
    const keys = { keys: keysOf(reading.list), date: TODAY };
    const found = signedDemoCards(TODAY).map(({ cardNumber, qrText = '' }) => {
      const verified = verifyCardQr(qrText, keys);
      const isOnRoster = demoRecords.some((record) => record.cardNumber === cardNumber);
      return [isOnRoster, verified.ok ? verified.claim.validFrom : verified.fault];
    });
    expect(found).toEqual([
      [true, '2025-07-01'],
      [false, TODAY],
      [false, 'bad-signature'],
    ]);
    const numbers = [...demoCards, ...signedDemoCards(TODAY)].map(({ cardNumber }) => cardNumber);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  test('come as Code 128 and as QR', () => {
    expect(new Set(demoCards.map((card) => card.code))).toEqual(new Set(['code128', 'qr']));
  });
});

function situationOf(record: RosterRecord): string {
  if (record.validUntil < TODAY) return 'expired';
  if (record.validFrom > TODAY) return 'not yet valid';
  if (record.status !== 'active') return record.status;
  return `active: ${record.family.map((member) => member.relation).join(' ')}`;
}
