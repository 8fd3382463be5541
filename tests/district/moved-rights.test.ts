import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { officeRights } from '../../src/cli/district/rights.ts';
import { addCard } from '../../src/district/cardholders/change-card.ts';
import { claimRight } from '../../src/district/leases/rights.ts';
import { cardNumberOf } from '../../src/domain/card/card-number.ts';
import { cardRefOf } from '../../src/domain/card/card-ref.ts';
import { CardReply } from '../../src/protocol/wire-cards.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { kindOf, officeServer } from './office/office-server.ts';
import { preparedFolders } from './prepared-folder.ts';
import { memoryStore } from './stores.ts';
import { startTestDistrict } from './test-district.ts';
import { ask } from './test-kiosk.ts';

const CARD = cardNumberOf('LW20260001');
const FACTS = { name: '张三', validFrom: '2026-01-01', validUntil: '2028-12-31' };
const CENTRAL = 'liwan-central-hospital';
const TCM = 'liwan-tcm-hospital';

test('the office chooses and moves a right by the number of the card, and sees where it is', async () => {
  const { services, ask: send, token } = await officeServer(memoryStore());
  await addCard(services, { cardNumber: CARD, texts: FACTS, officer: '李' });
  const headers = { authorization: `Bearer ${await token('officer')}` };
  const move = async (change: object) => {
    const payload = { cardNumber: CARD, itemId: 'check-up', siteId: TCM, ...change };
    return send({ method: 'POST', url: '/v1/office/rights', headers, payload });
  };
  const rights = async () =>
    CardReply.parse((await send({ url: `/v1/office/cards/${CARD}`, headers })).json()).rights;
  expect(await rights()).toEqual([]);
  expect((await move({})).json()).toMatchObject({ outcome: 'granted', right: { year: '2026', siteId: TCM } });
  const { cardRefKeyHex } = await services.store.read((reads) => reads.identity());
  const key = { cardRef: cardRefOf(cardRefKeyHex, CARD), itemId: 'check-up', year: '2026' };
  const atCentral = await claimRight(services, { siteIds: [CENTRAL] }, { ...key, siteId: CENTRAL });
  expect(atCentral).toMatchObject({ value: { outcome: 'elsewhere' } });
  // By its pseudonym as well, as a discrepancy names it.
  const byRef = { cardNumber: undefined, cardRef: key.cardRef, year: '2026', siteId: CENTRAL };
  expect((await move(byRef)).json()).toMatchObject({ outcome: 'granted', right: { siteId: CENTRAL } });
  expect(await rights()).toEqual([{ itemId: 'check-up', year: '2026', siteId: CENTRAL, isUsed: false }]);
  expect(kindOf(await move({ cardRef: key.cardRef }))).toBe('bad-request');
  expect(kindOf(await move({ cardNumber: undefined }))).toBe('bad-request');
  expect(kindOf(await move({ cardNumber: cardNumberOf('LW20269999') }))).toBe('not-found');
  expect(kindOf(await move({ siteId: 'xijiao-pool' }))).toBe('not-found');
  const rows = await services.store.read((reads) => reads.auditAfter({ after: 0, limit: 100 }));
  expect(rows.find(({ action }) => action === 'POST /office/rights')?.subject).toBe(
    `card …${CARD.slice(-4)} · ${TCM}`,
  );
});

test('rights are listed and moved on the command line, at a district that runs and in its data', {
  timeout: 60_000,
}, async () => {
  const folder = preparedFoldersOf();
  const { district } = await startTestDistrict({ kind: 'pglite', folder });
  let isOpen = true;
  onTestFinished(() => (isOpen ? district.close() : undefined));
  const headers = { authorization: `Bearer ${district.officeToken}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ cardNumber: CARD, ...FACTS });
  expect((await ask(`${district.url}/v1/office/cards`, { method: 'POST', headers, body })).status).toBe(200);
  const tokenFile = join(temporaryFolder(), 'token');
  writeFileSync(tokenFile, district.officeToken);
  const running = ['--url', district.url, '--token-file', tokenFile];
  expect(await rights('list', '--card', CARD, ...running)).toMatchObject({
    code: 0,
    text: expect.stringContaining('no site'),
  });
  const move = ['move', '--card', CARD, '--item', 'check-up', '--year', '2026', '--site'];
  expect(await rights(...move, TCM, ...running)).toMatchObject({
    code: 0,
    text: `2026  check-up  ${TCM}  未使用 not used yet`,
  });
  await district.close();
  isOpen = false;
  const stored = ['--demo', '--data', folder];
  expect((await rights(...move, CENTRAL, ...stored)).code).toBe(0);
  const listed = await rights('list', '--card', CARD, '--json', ...stored);
  expect(JSON.parse(listed.text)).toEqual({
    itemId: 'check-up',
    year: '2026',
    siteId: CENTRAL,
    isUsed: false,
  });
  expect(await rights(...move, 'xijiao-pool', ...stored)).toMatchObject({
    code: 1,
    text: expect.stringContaining('no right to check-up at xijiao-pool'),
  });
  expect(await rights('move', '--card', CARD)).toMatchObject({
    code: 2,
    text: expect.stringContaining('--item'),
  });
  expect(await rights('list', '--card', 'LW1', ...stored)).toMatchObject({
    code: 1,
    text: expect.stringContaining('no such card'),
  });
});

const preparedFoldersOf = preparedFolders();

async function rights(...args: string[]) {
  const lines: string[] = [];
  const note = (line: string) => void lines.push(line);
  const code = await officeRights(args, undefined, { say: note, complain: note });
  return { code, text: lines.join('\n') };
}
