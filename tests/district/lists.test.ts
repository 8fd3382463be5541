import { describe, expect, test } from 'vitest';
import trustedKeys from '../../resources/trusted-keys.json' with { type: 'json' };
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { cardRefOf } from '../../src/domain/card/card-ref.ts';
import { type DenyList, readDenyList } from '../../src/domain/card/deny-list.ts';
import { type KeyList, keysOf, readKeyList } from '../../src/domain/trust/key-list.ts';
import { SignedListReply } from '../../src/protocol/wire.ts';
import { MONDAY_MORNING, storageKinds, useDistrict } from './test-district.ts';
import { ask, enrolKiosk } from './test-kiosk.ts';

const DATE = '2026-11-23';
const CARD = demoCardNumber(1);

describe.each(storageKinds)('the signed lists of a district on %s', (kind) => {
  const current = useDistrict(kind);

  async function listsOf() {
    const kiosk = await enrolKiosk(current().district);
    const { cardRefKeyHex } = kiosk.enrolment;
    const reply = async (route: string) => SignedListReply.parse((await kiosk.get(route)).body);
    const keyList = async (): Promise<KeyList> => {
      const { signed } = await reply('/v1/keys');
      if (signed === null) throw new Error('no list of keys');
      const reading = readKeyList(signed, { roots: trustedKeys, date: DATE, knownSerial: 0 });
      if (!reading.ok) throw new Error(reading.fault.message);
      return reading.list;
    };
    const denyList = async (): Promise<DenyList> => {
      const { signed } = await reply('/v1/denied');
      if (signed === null) throw new Error('no list of denied cards');
      const reading = readDenyList(signed, { keys: keysOf(await keyList()), date: DATE }, 0);
      if (!reading.ok) throw new Error(reading.fault.message);
      return reading.list;
    };
    return { reply, keyList, denyList, cardRef: cardRefOf(cardRefKeyHex, CARD) };
  }

  test('are for kiosks alone', async () => {
    const { url } = current().district;
    expect((await ask(`${url}/v1/keys`)).status).toBe(401);
    expect((await ask(`${url}/v1/denied`)).status).toBe(401);
  });

  test('begin with keys that a pinned root signed, and no denied card', async () => {
    const { keyList, denyList } = await listsOf();
    expect((await keyList()).keys.map(({ id, purposes }) => [id, ...purposes])).toEqual([
      ['card-1', 'card'],
      ['export-1', 'journal-export'],
      ['district-1', 'roster', 'denied', 'lease'],
    ]);
    expect(await denyList()).toEqual({ format: 1, serial: 1, cards: [] });
  });

  test('are sent where the kiosk has not got them, and not again', async () => {
    const { reply } = await listsOf();
    const { serial, epoch } = await reply('/v1/keys?have=0');
    expect(epoch).toMatch(/^[0-9a-f-]{36}$/);
    expect(await reply(`/v1/keys?have=${serial - 1}`)).toMatchObject({
      serial,
      signed: { keyId: 'development' },
    });
    expect(await reply(`/v1/keys?have=${serial}`)).toMatchObject({ serial, signed: null });
    const denied = await reply('/v1/denied');
    expect(await reply(`/v1/denied?have=${denied.serial}`)).toMatchObject({ signed: null });
    expect((await reply('/v1/denied')).signed).toEqual(denied.signed);
  });

  test('deny a card by its pseudonym from the next pull on, each print once, until it is allowed again', async () => {
    const { district } = current();
    const { denyList, cardRef } = await listsOf();
    const before = (await denyList()).serial;
    await district.denyCard({ cardNumber: CARD, issueSerial: null, status: 'suspended' });
    await district.denyCard({ cardNumber: CARD, issueSerial: null, status: 'lost' });
    await district.denyCard({ cardNumber: CARD, issueSerial: 7, status: 'replaced' });
    const list = await denyList();
    expect(list.cards).toEqual([
      { cardRef, issueSerial: null, status: 'lost' },
      { cardRef, issueSerial: 7, status: 'replaced' },
    ]);
    expect(JSON.stringify(list)).not.toContain(CARD);
    expect(list.serial).toBeGreaterThan(before);
    expect(await district.allowCard(CARD)).toBe(true);
    expect(await district.allowCard(CARD)).toBe(false);
    expect((await denyList()).cards).toEqual([]);
    expect((await denyList()).serial).toBeGreaterThan(list.serial);
  });

  test('have a serial that a backup restored cannot fall behind: it is the time of the change', async () => {
    const { district } = current();
    const { denyList } = await listsOf();
    current().now = MONDAY_MORNING + 3_600_000;
    await district.denyCard({ cardNumber: CARD, issueSerial: null, status: 'lost' });
    expect((await denyList()).serial).toBe(MONDAY_MORNING + 3_600_000);
  });
});
