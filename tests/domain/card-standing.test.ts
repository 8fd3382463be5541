import { describe, expect, test } from 'vitest';
import { dataTrustOf } from '../../src/domain/card/card-standing.ts';
import { answerFor, decisionFor, MS_PER_DAY } from './desk.ts';

const pool = { site: 'xijiao-pool', now: '2026-11-23T12:00' } as const;

describe('a card that gives nothing', () => {
  test.each([
    [
      'expired',
      { validUntil: '2026-11-22' },
      '卡已过期（2026-11-22）。请持卡人联系区人社部门续期：020-81378224',
      'The card expired on 2026-11-22. The holder can renew it with the district: 020-81378224',
    ],
    [
      'not-yet-valid',
      { validFrom: '2026-11-24' },
      '此卡 2026-11-24 起有效，今天请按无卡办理',
      'This card is valid from 2026-11-24: serve as without a card today',
    ],
    [
      'lost',
      { status: 'lost' },
      '此卡已挂失，不能使用。请核对持卡人身份并联系 020-81378224',
      "This card was reported lost and cannot be used. Check the holder's identity and call 020-81378224",
    ],
    [
      'suspended',
      { status: 'suspended' },
      '此卡已暂停，不能享受优惠。详询 020-81378224',
      'This card is suspended: no benefits. Ask 020-81378224',
    ],
    [
      'revoked',
      { status: 'revoked' },
      '此卡已撤销，不能享受优惠。详询 020-81378224',
      'This card was revoked: no benefits. Ask 020-81378224',
    ],
    [
      'replaced',
      { status: 'replaced' },
      '此卡已换发新卡，请出示新卡',
      'This card was replaced. Ask for the new card',
    ],
  ] as const)('%s', (kind, card, zh, en) => {
    const decision = decisionFor({ ...pool, card });
    expect(decision.cardReason).toEqual({ kind, text: { zh, en } });
    expect(decision.verdict).toBe('no');
    expect(decision.items.map((item) => (item.kind === 'no' ? item.reason : null))).toEqual(
      decision.items.map(() => ({
        kind: 'card-refused',
        text: { zh: '此卡不能享受优惠', en: 'This card gives no benefits' },
      })),
    );
    expect(decision.items).toHaveLength(2);
    expect(decision.items[0]?.quantityMax).toBe(1);
  });

  test('is lost before it is expired', () => {
    const decision = decisionFor({ ...pool, card: { status: 'lost', validUntil: '2025-01-01' } });
    expect(decision.cardReason?.kind).toBe('lost');
  });

  test('is still good on its last day and already good on its first', () => {
    expect(decisionFor({ ...pool, card: { validUntil: '2026-11-23' } }).cardReason).toBeNull();
    expect(decisionFor({ ...pool, card: { validFrom: '2026-11-23' } }).cardReason).toBeNull();
  });

  test('expires at midnight in Shanghai, not in Greenwich', () => {
    const card = { validUntil: '2026-11-22' };
    expect(decisionFor({ ...pool, now: '2026-11-22T23:59', card }).cardReason).toBeNull();
    expect(decisionFor({ ...pool, now: '2026-11-23T00:00', card }).cardReason?.kind).toBe('expired');
  });
});

describe('a card that the roster does not know', () => {
  test('is refused on fresh data', () => {
    const decision = decisionFor({ ...pool, card: 'unknown', dataAgeMs: 7 * MS_PER_DAY });
    expect(decision.verdict).toBe('no');
    expect(decision.cardReason).toEqual({
      kind: 'unknown-fresh',
      text: {
        zh: '名册中无此卡。请核对卡号或证件',
        en: 'This card is not on the card list. Check the card number or an identity document',
      },
    });
  });

  test('is a question on old data, with its age in whole days', () => {
    const decision = decisionFor({ ...pool, card: 'unknown', dataAgeMs: 9.9 * MS_PER_DAY });
    expect(decision.verdict).toBe('ask');
    expect(decision.items.every((item) => item.kind === 'no' && item.reason.kind === 'card-refused')).toBe(
      true,
    );
    expect(decision.cardReason).toEqual({
      kind: 'unknown-stale',
      text: {
        zh: '本机名册为 9 天前，可能尚未收到此卡。联网后再试，或按无卡办理',
        en: 'The card list here is 9 days old and may not have this card yet. Try again when online, or serve as without a card',
      },
    });
    const justOld = decisionFor({ ...pool, card: 'unknown', dataAgeMs: 7 * MS_PER_DAY + 1 });
    expect(justOld.cardReason?.kind).toBe('unknown-stale');
  });

  test('is a question where no roster was ever pulled', () => {
    const decision = decisionFor({ ...pool, card: 'unknown', dataAgeMs: null });
    expect(decision.verdict).toBe('ask');
    expect(decision.cardReason).toEqual({
      kind: 'unknown-stale',
      text: {
        zh: '本机还没有名册，无法核对此卡。联网后再试，或按无卡办理',
        en: 'This kiosk has no card list yet and cannot check the card. Try again when online, or serve as without a card',
      },
    });
  });
});

describe('the staleness ladder', () => {
  test.each([
    [0, 'full'],
    [7, 'full'],
    [7.001, 'check-identity'],
    [14.001, 'check-identity'],
    [30, 'check-identity'],
    [30.001, 'low-value-only'],
    [90, 'low-value-only'],
    [90.001, 'info-only'],
    [null, 'info-only'],
  ] as const)('after %s days is %s', (days, dataTrust) => {
    expect(dataTrustOf(days === null ? null : Math.round(days * MS_PER_DAY))).toBe(dataTrust);
  });

  test.each([
    [7, 'yes 2500/5000', 'yes 120000/150000'],
    [8, 'ask check-identity 2500', 'ask check-identity 120000'],
    [31, 'ask check-identity 2500', 'no data-too-old'],
    [91, 'info', 'info'],
  ])('%i days: a ticket is %s, a pass is %s', (days, ticket, pass) => {
    const dataAgeMs = days * MS_PER_DAY;
    expect(answerFor('outdoor-ticket', { ...pool, dataAgeMs })).toBe(ticket);
    expect(answerFor('fitness-annual', { ...pool, site: 'youth-sports-club', dataAgeMs })).toBe(pass);
  });

  test('ends with information alone', () => {
    expect(decisionFor({ ...pool, dataAgeMs: 91 * MS_PER_DAY }).verdict).toBe('info');
    expect(decisionFor({ ...pool, dataAgeMs: 91 * MS_PER_DAY, card: { status: 'lost' } }).verdict).toBe('no');
  });
});
