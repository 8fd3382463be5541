import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { officeErasures } from '../../../src/cli/district/erasures.ts';
import { addCard, changeCard } from '../../../src/district/cardholders/change-card.ts';
import { dueErasure, eraseCards } from '../../../src/district/cardholders/erase-cards.ts';
import { findCards, showCard } from '../../../src/district/cardholders/look-up.ts';
import { replaceCard } from '../../../src/district/cardholders/replace-card.ts';
import { cardReplyOf } from '../../../src/district/cardholders/wire-views.ts';
import { openDatabase } from '../../../src/district/database/database.ts';
import { sqlStore } from '../../../src/district/database/sql-store.ts';
import { reportUsage } from '../../../src/district/reports/usage.ts';
import { readRoster } from '../../../src/district/roster/roster.ts';
import { type CardNumber, cardNumberOf } from '../../../src/domain/card/card-number.ts';
import { latestErasure } from '../../../src/domain/card/card-record.ts';
import { cardRefOf } from '../../../src/domain/card/card-ref.ts';
import { HALL, newKiosk, servicesOn, type TestServices } from '../logic.ts';
import { kindOf, officeServer } from '../office/office-server.ts';
import { preparedFolders } from '../prepared-folder.ts';
import { matterOpened, newRecordId, opened } from '../records/records.ts';
import { memoryStore, storeKinds, useStore } from '../stores.ts';
import { aUse } from '../test-kiosk.ts';

const OFFICER = '李明';
const CHECKED = { kind: 'correction', words: '' } as const;
/** The clock of the tests stands on this Monday; three years before it is the latest day. */
const LATEST = '2023-11-23';
const ENDED = '2023-11-22';

let lastNumber = 3_000;

function filesWith(folder: string, text: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return files
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => readFileSync(file).includes(text));
}

async function newCard(services: TestServices, validUntil: string, name = '张三'): Promise<CardNumber> {
  // The district itself gives the numbers in between.
  lastNumber += 10;
  const cardNumber = cardNumberOf(`LW2026${String(lastNumber)}`);
  const texts = { name, validFrom: '2020-01-01', validUntil, spouse: '李四' };
  expect(await addCard(services, { cardNumber, texts, officer: OFFICER })).toMatchObject({ kind: 'done' });
  return cardNumber;
}

async function refOf(services: TestServices, cardNumber: CardNumber) {
  const { cardRefKeyHex } = await services.store.read((reads) => reads.identity());
  return cardRefOf(cardRefKeyHex, cardNumber);
}

async function due(services: TestServices, endedBefore?: string) {
  const found = await dueErasure(services, endedBefore);
  if (!found.ok) throw new Error(found.refusal.message);
  return found.value.due;
}

async function erase(services: TestServices, cards: number, endedBefore = LATEST) {
  return eraseCards(services, { endedBefore, cards, officer: OFFICER });
}

test.each([
  ['2026-11-23', '2023-11-23'],
  ['2028-02-29', '2025-02-28'],
  ['2027-03-01', '2024-03-01'],
])('on %s cards that ended before %s may be erased', (today, latest) => {
  expect(latestErasure(today)).toBe(latest);
});

describe.each(storeKinds)('the erasure of cardholders on %s', (kind) => {
  const store = useStore(kind);

  test('takes name, family and history of ended cards, tells kiosks, and keeps uses and the number', async () => {
    const services = servicesOn(store());
    const ended = await newCard(services, ENDED, '赵钱孙');
    await changeCard(services, { cardNumber: ended, texts: { status: '挂失' }, officer: OFFICER });
    const going = await newCard(services, LATEST);
    const kiosk = await newKiosk(services);
    await kiosk.push({ ...aUse, cardRef: await refOf(services, ended) });
    expect((await due(services)).cards.map(({ cardNumber }) => cardNumber)).toEqual([ended]);

    const outcome = await erase(services, 1);
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        ...{ officer: OFFICER, endedBefore: LATEST, cards: 1, holders: 1, at: services.clock },
        kept: { newerCard: 0, openRecord: 0 },
        sha256: createHash('sha256').update(`${ended}\n`).digest('hex'),
      },
    });
    const detail = await showCard(services, ended);
    if (detail === null) throw new Error('the number has gone');
    const shown = cardReplyOf(detail, 0);
    expect(shown).toMatchObject({
      card: null,
      denied: null,
      history: [{ what: 'erased', officer: OFFICER }],
    });
    expect(JSON.stringify(shown)).not.toMatch(/赵钱孙|李四/);
    expect(shown.uses).toHaveLength(1);
    expect(await findCards(services, { text: '赵钱孙', after: '', limit: 10 })).toEqual([]);
    expect(await findCards(services, { text: going, after: '', limit: 10 })).toHaveLength(1);
    // A kiosk that had the card hears that it is gone.
    const page = await readRoster(services, { cursor: undefined, limit: 1_000 });
    expect(JSON.stringify(page)).not.toContain('赵钱孙');
    const usage = await reportUsage(services, {
      from: '2026-11-01',
      to: '2026-12-01',
      by: ['site'],
      siteIds: null,
    });
    expect(JSON.stringify(usage)).toContain('"uses":1');
    // The number is not given to somebody else, who would inherit its uses.
    const added = await addCard(services, {
      cardNumber: null,
      texts: { name: '新人', validFrom: '2026-01-01', validUntil: '2028-12-31' },
      officer: OFFICER,
    });
    expect(added).toMatchObject({ kind: 'done' });
    expect(JSON.stringify(added)).not.toContain(ended);
    const [kept] = await services.store.read((reads) => reads.erasures(10));
    expect(outcome).toEqual({ ok: true, value: kept });
  });

  test('leaves a holder whose newer card goes on, and one with a pass or a booking that goes on', async () => {
    const services = servicesOn(store());
    const before = (await due(services)).kept;
    const old = await newCard(services, ENDED);
    const replaced = await replaceCard(services, { cardNumber: old, officer: OFFICER });
    if (replaced.kind !== 'done') throw new Error(replaced.kind);
    const { cardNumber: next } = replaced.holder.record;
    await changeCard(services, { cardNumber: next, texts: { validUntil: '2027-12-31' }, officer: OFFICER });
    const busy = await newCard(services, ENDED);
    const kiosk = await newKiosk(services);
    const cardRef = await refOf(services, busy);
    await kiosk.push(opened(newRecordId(), { start: '2026-11-25T10:00', courts: [5], cardRef }));
    expect(await due(services)).toMatchObject({
      cards: [],
      kept: { newerCard: before.newerCard + 1, openRecord: before.openRecord + 1 },
    });
    // Both cards of a holder go together once the newer one has ended as well.
    await changeCard(services, {
      cardNumber: next,
      texts: { validUntil: ENDED },
      officer: OFFICER,
      reason: CHECKED,
    });
    const found = await due(services);
    expect(found.cards.map(({ cardNumber }) => cardNumber).sort()).toEqual([old, next].sort());
    expect(found.holders).toBe(1);
    expect(await erase(services, 2)).toMatchObject({ ok: true, value: { cards: 2, holders: 1 } });
    expect(await due(services)).toMatchObject({ cards: [], holders: 0 });
  });

  test('leaves a holder whose matter goes on, also when its deadline has passed', async () => {
    const services = servicesOn(store());
    const before = (await due(services)).kept;
    const cardRef = await refOf(services, await newCard(services, ENDED));
    const kiosk = await newKiosk(services, [HALL]);
    const recordId = newRecordId();
    const last = () => ({ journalId: kiosk.journalId, seq: kiosk.entries.length });
    await kiosk.push({ ...matterOpened(recordId), cardRef });
    const papers = { handed: ['form'], missing: [], missingMain: [] };
    await kiosk.push({ kind: 'matter-received', recordId, after: last(), ...papers });
    const promise = { on: '2026-10-08', workdays: 5, supplyBy: null, isDone: false };
    await kiosk.push({ kind: 'matter-accepted', recordId, after: last(), ...promise });
    expect(await due(services)).toMatchObject({
      cards: [],
      kept: { ...before, openRecord: before.openRecord + 1 },
    });
  });
});

test('refuses what ended less than three years ago, and a count that is not the one that was confirmed', async () => {
  const services = servicesOn(memoryStore());
  const card = await newCard(services, ENDED);
  expect(await dueErasure(services, '2023-11-24')).toMatchObject({
    ok: false,
    refusal: { kind: 'bad-request' },
  });
  expect(await erase(services, 1, '2026-01-01')).toMatchObject({ ok: false });
  expect(await erase(services, 2)).toMatchObject({ ok: false, refusal: { kind: 'bad-request' } });
  expect(await showCard(services, card)).toMatchObject({ holder: { record: { name: '张三' } } });
  expect(await services.store.read((reads) => reads.erasures(10))).toEqual([]);
});

test('the first page is told without what is due if the search fails, and the log says why', async () => {
  const store = memoryStore();
  const cardsEndedBefore = () => Promise.reject(new Error('too slow'));
  const office = await officeServer({
    ...store,
    read: (work) => store.read((reads) => work({ ...reads, cardsEndedBefore })),
  });
  const headers = { authorization: `Bearer ${await office.token('auditor')}` };
  const overview = await office.ask({ url: '/v1/office/overview', headers });
  expect(overview.json()).toMatchObject({ openDiscrepancies: 0, cards: 0, dueErasures: null });
  expect(office.events).toMatchObject([{ kind: 'request-failed', thrown: { message: 'too slow' } }]);
});

test('the office is shown how many are due, names are for who may see them, and the count that was shown is erased', async () => {
  const office = await officeServer(memoryStore());
  const card = await newCard(office.services, ENDED, '赵钱孙');
  const url = '/v1/office/cards/erasures';
  const tokens = {
    administrator: await office.token('administrator'),
    auditor: await office.token('auditor'),
  };
  const as = (role: keyof typeof tokens, payload?: object) =>
    office.ask({
      ...{ url, headers: { authorization: `Bearer ${tokens[role]}` } },
      ...(payload === undefined ? {} : { method: 'POST', payload }),
    });
  const shown = (await as('administrator')).json();
  expect(shown).toMatchObject({
    latest: LATEST,
    due: { cards: 1, holders: 1, first: [{ cardNumber: card, name: '赵钱孙', validUntil: ENDED }] },
    erasures: [],
  });
  expect((await as('auditor')).json().due).toMatchObject({ cards: 1, first: [] });
  const headers = { authorization: `Bearer ${tokens.auditor}` };
  const overview = async () => (await office.ask({ url: '/v1/office/overview', headers })).json().dueErasures;
  expect(await overview()).toEqual({ cards: 1, isCut: false });
  await newCard(office.services, ENDED);
  expect(await overview()).toEqual({ cards: 2, isCut: false });
  expect(kindOf(await as('auditor', { endedBefore: LATEST, cards: 1 }))).toBe('forbidden');
  expect(kindOf(await as('administrator', { endedBefore: '2026-01-01', cards: 1 }))).toBe('bad-request');
  const { certificate } = (await as('administrator', { endedBefore: LATEST, cards: 2 })).json();
  expect(await overview()).toEqual({ cards: 0, isCut: false });
  expect((await as('auditor')).json()).toMatchObject({ due: { cards: 0 }, erasures: [certificate] });
  const rows = await office.services.store.read((reads) => reads.auditAfter({ after: 0, limit: 100 }));
  expect(rows.findLast(({ action }) => action === 'POST /office/cards/erasures')).toMatchObject({
    ...{ subject: `ended before ${LATEST}`, detail: 'done' },
  });
});

describe('erasures on the command line', () => {
  const preparedFolder = preparedFolders();

  async function said(...args: string[]) {
    const lines: string[] = [];
    const note = (line: string) => void lines.push(line);
    const code = await officeErasures(args, undefined, { say: note, complain: note });
    return { code, text: lines.join('\n') };
  }

  test('lists what is due, erases as many as were told, and answers the certificate', async () => {
    const folder = preparedFolder();
    const { database, close } = await openDatabase({ kind: 'pglite', folder }, () => {});
    const card = await newCard(servicesOn(sqlStore(database, 'pglite')), '2022-01-01');
    await close();
    const place = ['--data', folder];
    const listed = await said('list', '--before', '2022-01-02', ...place);
    expect(listed).toMatchObject({ code: 0, text: expect.stringContaining(`${card}  张三  2022-01-01`) });
    const run = ['run', '--before', '2022-01-02', '--cards'];
    expect(await said(...run, '2', ...place)).toMatchObject({
      code: 1,
      text: expect.stringMatching(/1 cards are due/),
    });
    expect(await said('run', ...place)).toMatchObject({ code: 2 });
    expect(await said('list', '--before', 'soon', ...place)).toMatchObject({ code: 2 });
    const done = await said(...run, '1', '--officer', OFFICER, '--json', ...place);
    expect(JSON.parse(done.text)).toMatchObject({ cards: 1, holders: 1, officer: OFFICER });
    // Nothing of the name is left in the files of the data.
    expect(filesWith(folder, '张三')).toEqual([]);
  });
});
