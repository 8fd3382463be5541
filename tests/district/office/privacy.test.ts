import { expect, test } from 'vitest';
import { addCard } from '../../../src/district/cardholders/change-card.ts';
import { cardRefIn } from '../../../src/district/cardholders/look-up.ts';
import { replaceCard } from '../../../src/district/cardholders/replace-card.ts';
import { courtUse, newKiosk } from '../logic.ts';
import { memoryStore } from '../stores.ts';
import { kindOf, officeServer, PASSWORD } from './office-server.ts';

const POOL = 'xijiao-pool';
const CARD = 'LWTEST0001E';
const UNLOCK = '/v1/office/addresses/unlock';

test('a venue manager is told nothing of how many cards, quarantined entries and backups the district has', async () => {
  const office = await officeServer(memoryStore());
  const overview = async (role: 'venue-manager' | 'finance', siteIds?: readonly string[]) => {
    const headers = { authorization: `Bearer ${await office.token(role, siteIds)}` };
    return (await office.ask({ url: '/v1/office/overview', headers })).json();
  };
  expect(await overview('venue-manager', [POOL])).toMatchObject({
    ...{ cards: null, quarantine: null, lastBackup: null, dueErasures: null, openDiscrepancies: 0 },
  });
  expect(await overview('finance')).toMatchObject({
    cards: expect.any(Number),
    quarantine: { journals: 0, entries: 0 },
  });
});

test('a holder who asks gets every card, use and right; the password is asked for, and the log says so', async () => {
  const office = await officeServer(memoryStore());
  const { services } = office;
  const texts = { name: '张三丰', validFrom: '2026-01-01', validUntil: '2027-12-31', spouse: '李四' };
  await addCard(services, { cardNumber: CARD, officer: '李明', texts });
  const cardRef = await services.store.read((reads) => cardRefIn(reads, CARD as never));
  const kiosk = await newKiosk(services);
  await kiosk.push({ ...courtUse([1]), cardRef });
  await replaceCard(services, { cardNumber: CARD, officer: '李明' });
  await office.officer('李明', 'officer');
  const cookie = await office.signIn('李明');
  const url = `/v1/office/cards/${CARD}/data`;
  services.clock += 6 * 60_000;
  expect(kindOf(await office.ask({ url, cookie }))).toBe('confirm-needed');
  const payload = { password: PASSWORD };
  await office.ask({ method: 'POST', url: '/v1/office/session/confirm', cookie, payload });
  const data = (await office.ask({ url, cookie })).json();
  expect(data.cards[0]).toMatchObject({ cardNumber: CARD, card: { name: '张三丰', spouse: '李四' } });
  expect(data.cards[0].uses).toMatchObject([{ state: 'counts' }]);
  // The card that was replaced, and the one in its place.
  expect(data.cards).toHaveLength(2);
  expect(data.cards.map((card: { cardNumber: string }) => card.cardNumber)).toEqual(
    data.cards[0].cardsOfHolder,
  );
  const rows = await services.store.read((reads) => reads.auditAfter({ after: 0, limit: 100 }));
  const row = rows.findLast(({ action }) => action === 'GET /office/cards/:cardNumber/data');
  expect(row).toMatchObject({ officer: '李明', subject: 'card …001E', detail: 'done' });
});

test('an address that wrong tries have locked is opened by an administrator from another one', async () => {
  const office = await officeServer(memoryStore());
  await office.officer('管理员', 'administrator');
  await office.officer('王芳', 'officer');
  const [locked, other] = ['192.0.2.7', '192.0.2.8'];
  const from = (source: string, name: string, password: string) =>
    office.ask({ method: 'POST', from: source, payload: { name, password } });
  for (let count = 0; count < 5; count += 1) await from(locked, `nobody${count}`, 'wrong');
  expect(kindOf(await from(locked, '王芳', PASSWORD))).toBe('too-many-tries');
  const cookie = await office.signIn('管理员', { from: other });
  const unlock = (address: string) =>
    office.ask({ method: 'POST', url: UNLOCK, from: other, cookie, payload: { address } });
  expect(kindOf(await unlock(locked))).toBe('confirm-needed');
  const payload = { password: PASSWORD };
  await office.ask({ method: 'POST', url: '/v1/office/session/confirm', from: other, cookie, payload });
  expect(kindOf(await unlock('nonsense'))).toBe('bad-request');
  expect(kindOf(await unlock(other))).toBe('200');
  expect(kindOf(await from(locked, '王芳', PASSWORD))).toBe('too-many-tries');
  expect(kindOf(await unlock(locked))).toBe('200');
  expect(kindOf(await from(locked, '王芳', PASSWORD))).toBe('200');
});
