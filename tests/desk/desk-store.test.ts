import { describe, expect, it } from 'vitest';
import { chosenItemOf } from '../../src/desk/desk-state.ts';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { cardNumberIn } from '../../src/domain/card/card-record.ts';
import { minutesOf } from '../../src/domain/decision/item-details.ts';
import { cardRefOf, openGate, settled, type TestDesk, testDesk } from './test-desk.ts';

const FAMILY = demoCardNumber(1);
const ALONE = demoCardNumber(2);
const EXPIRED = demoCardNumber(5);
const PAYMENT_CODE = 'https://pay.example/abc';

async function deskWithSale(siteId?: string, itemId = 'outdoor-ticket', now?: string): Promise<TestDesk> {
  const test = testDesk(siteId, now);
  await test.desk.getState().show(FAMILY);
  test.desk.getState().chooseItem(itemId);
  return test;
}

/** The record ends, is on the screen, and is there once. */
async function expectRecordedOnce(test: TestDesk): Promise<void> {
  await openGate(test.writes);
  expect(test.desk.getState()).toMatchObject({ screen: { kind: 'recorded' }, leftBehind: [] });
  expect(test.journal.entries).toHaveLength(1);
}

function shownCard({ desk }: TestDesk): string | null {
  const { screen } = desk.getState();
  if (screen.kind !== 'decided') return null;
  return cardNumberIn(screen.check.decision.lookup);
}

/** A record that takes long, on whose screen the clerk still is. */
const STILL_HERE = [{ outcome: { kind: 'pending', isSlow: true, isHere: true } }];

const choiceOf = ({ desk }: TestDesk) => chosenItemOf(desk.getState().screen)?.choice;
const lengthOf = ({ desk }: TestDesk) => {
  const item = chosenItemOf(desk.getState().screen);
  return item === null ? null : minutesOf(item);
};
const kindOf = ({ desk }: TestDesk) => desk.getState().screen.kind;

describe('a text at the desk', () => {
  it.each([
    ['a card', FAMILY, { kind: 'decided' }, 'yes'],
    ['an expired card', EXPIRED, { kind: 'decided' }, 'no'],
    ['a payment code', PAYMENT_CODE, { kind: 'rejected', rejection: { kind: 'not-a-card' } }, 'no'],
    ['a mistyped number', 'LWTEST0001F', { kind: 'rejected', rejection: { kind: 'wrong-check' } }, 'no'],
  ])('that is %s is answered and sounded', async (_name, text, screen, cue) => {
    const test = testDesk();
    await test.desk.getState().show(text);
    expect(test.desk.getState().screen).toMatchObject(screen);
    expect(test.cues).toEqual([cue]);
  });

  it('before the first catalogue is told so and stops no desk', async () => {
    const test = testDesk();
    test.catalogue = null;
    await test.desk.getState().show(FAMILY);
    expect(test.desk.getState().screen).toMatchObject({ rejection: { kind: 'no-catalogue' } });
    expect(test.failures).toEqual([]);
  });

  it('whose answer comes after the next one is dropped', async () => {
    const test = testDesk();
    test.checks.isShut = true;
    void test.desk.getState().show(FAMILY);
    void test.desk.getState().show(ALONE);
    await openGate(test.checks);
    expect(shownCard(test)).toBe(ALONE);
    expect(test.cues).toHaveLength(1);
  });

  it('whose answer comes after Esc is dropped', async () => {
    const test = testDesk();
    test.checks.isShut = true;
    void test.desk.getState().show(FAMILY);
    test.desk.getState().back();
    await openGate(test.checks);
    expect(kindOf(test)).toBe('idle');
  });

  it('unlocks no desk that was locked before its answer', async () => {
    const test = testDesk();
    test.checks.isShut = true;
    void test.desk.getState().show(FAMILY);
    test.desk.getState().open({ kind: 'lock' });
    await openGate(test.checks);
    expect(test.desk.getState()).toMatchObject({
      overlay: { kind: 'lock' },
      screen: { kind: 'idle' },
    });
    await test.desk.getState().show(ALONE);
    expect(test.desk.getState().overlay).toEqual({ kind: 'lock' });
  });

  it('closes help and typing for its answer', async () => {
    const test = testDesk();
    test.desk.getState().open({ kind: 'help' });
    await test.desk.getState().show(FAMILY);
    expect(test.desk.getState().overlay).toBeNull();
    expect(shownCard(test)).toBe(FAMILY);
  });
});

describe('an open sale', () => {
  it('asks before another card takes its place, and holds the one or the other', async () => {
    const test = await deskWithSale();
    await test.desk.getState().show(ALONE);
    expect(test.desk.getState().overlay).toEqual({ kind: 'switch-card', text: ALONE });
    test.desk.getState().back();
    expect(shownCard(test)).toBe(FAMILY);
    expect(choiceOf(test)).toBeDefined();
    await test.desk.getState().show(ALONE);
    await test.desk.getState().acceptSwitch();
    expect(shownCard(test)).toBe(ALONE);
    expect(choiceOf(test)).toBeUndefined();
  });

  it.each([
    ['its own card', FAMILY],
    ['a payment code', PAYMENT_CODE],
  ])('is not disturbed by %s', async (_name, text) => {
    const test = await deskWithSale();
    await test.desk.getState().show(text);
    test.desk.getState().showTwoCards();
    expect(test.desk.getState().overlay).toBeNull();
    expect(choiceOf(test)).toBeDefined();
  });

  it('asks also where a wrong number was typed, so that the typing is answered', async () => {
    const test = await deskWithSale();
    test.desk.getState().open({ kind: 'type' });
    await test.desk.getState().show('LWTEST0001F');
    expect(test.desk.getState().overlay).toMatchObject({ kind: 'switch-card' });
  });

  it('is left step by step: the overlay, the item, the card', async () => {
    const test = await deskWithSale();
    test.desk.getState().open({ kind: 'help' });
    test.desk.getState().back();
    expect(choiceOf(test)).toBeDefined();
    test.desk.getState().back();
    expect(choiceOf(test)).toBeUndefined();
    expect(kindOf(test)).toBe('decided');
    test.desk.getState().back();
    expect(kindOf(test)).toBe('idle');
  });

  it('is gone when the kiosk becomes another desk', async () => {
    const test = await deskWithSale();
    test.desk.getState().restart();
    expect(kindOf(test)).toBe('idle');
  });
});

describe('choosing', () => {
  it('an item that a refused card may not have does nothing', async () => {
    const test = testDesk();
    await test.desk.getState().show(EXPIRED);
    test.desk.getState().chooseItem('outdoor-ticket');
    expect(choiceOf(test)).toBeUndefined();
  });

  it('counts tickets from 1 to 99', async () => {
    const test = await deskWithSale();
    test.desk.getState().count(-1);
    expect(choiceOf(test)?.quantity).toBe(1);
    for (let press = 0; press < 98; press += 1) test.desk.getState().count(1);
    expect(choiceOf(test)?.quantity).toBe(99);
    test.desk.getState().count(1);
    expect(choiceOf(test)?.quantity).toBe(99);
  });

  it('steps hours by half hours from 30 to 480 minutes', async () => {
    const test = await deskWithSale('youth-sports-club', 'badminton-court');
    test.desk.getState().count(-1);
    test.desk.getState().count(-1);
    expect(lengthOf(test)).toBe(30);
    for (let press = 0; press < 20; press += 1) test.desk.getState().count(1);
    expect(lengthOf(test)).toBe(480);
    test.desk.getState().change({ minutes: 75 });
    test.desk.getState().count(1);
    expect(lengthOf(test)).toBe(90);
  });

  it('moves the start to half hours and days, from today’s midnight to 31 days ahead', async () => {
    const test = await deskWithSale('youth-sports-club', 'badminton-court');
    test.desk.getState().moveStart(1, 'grid');
    expect(choiceOf(test)?.start).toBe('2026-11-23T16:30');
    test.desk.getState().moveStart(-1, 'day');
    expect(choiceOf(test)?.start).toBe('2026-11-23T16:30');
    for (let press = 0; press < 40; press += 1) test.desk.getState().moveStart(-1, 'grid');
    expect(choiceOf(test)?.start).toBe('2026-11-23T00:00');
    for (let press = 0; press < 40; press += 1) test.desk.getState().moveStart(1, 'day');
    expect(choiceOf(test)?.start).toBe('2026-12-24T00:00');
  });

  it('a time without a price offers the next one to Enter, which records nothing yet', async () => {
    const test = await deskWithSale('youth-sports-club', 'badminton-court');
    test.desk.getState().change({ start: '2026-11-23T07:00' });
    await test.desk.getState().confirm();
    expect(choiceOf(test)?.start).toBe('2026-11-23T08:00');
    expect(test.journal.entries).toEqual([]);
    await test.desk.getState().confirm();
    expect(test.journal.entries).toMatchObject([{ body: { start: '2026-11-23T08:00', minutes: 60 } }]);
  });

  it.each([
    ['a pass, and a holder with family', FAMILY, 'youth-sports-club', 'fitness-annual', 'spouse'],
    [
      'a pass, and a holder with a child alone',
      demoCardNumber(4),
      'youth-sports-club',
      'fitness-annual',
      'child',
    ],
    ['a pass, and a holder without family', ALONE, 'youth-sports-club', 'fitness-annual', 'holder'],
    ['a ticket, whoever it is for', FAMILY, 'xijiao-pool', 'outdoor-ticket', 'holder'],
  ])('asks who is at the desk where that makes a difference: %s', async (_, card, siteId, itemId, next) => {
    const test = testDesk(siteId);
    await test.desk.getState().show(card);
    test.desk.getState().chooseItem(itemId);
    test.desk.getState().nextPerson();
    expect(choiceOf(test)?.person).toBe(next);
  });

  it('goes round the family for a pass', async () => {
    const test = await deskWithSale('youth-sports-club', 'fitness-annual');
    const persons = [1, 2, 3].map(() => {
      test.desk.getState().nextPerson();
      return choiceOf(test)?.person;
    });
    expect(persons).toEqual(['spouse', 'child', 'holder']);
  });

  it('wants the venue’s list price before it records, and starts from it once it is known', async () => {
    const saturday = '2026-11-28T18:30';
    const test = await deskWithSale('liwan-gymnasium', 'table-tennis-discount', saturday);
    await test.desk.getState().confirm();
    expect(test.journal.entries).toEqual([]);
    test.desk.getState().change({ listFen: 4_000 });
    await test.desk.getState().confirm();
    expect(test.journal.entries).toMatchObject([{ body: { listTotalFen: 4_000, totalFen: 2_800 } }]);
    test.listPricesFen = { 'table-tennis-discount': { listFen: 5_000 } };
    await test.desk.getState().show(ALONE);
    test.desk.getState().chooseItem('table-tennis-discount');
    expect(choiceOf(test)?.listFen).toBe(5_000);
  });

  it('guidance records nothing', async () => {
    const test = await deskWithSale('talent-service', 'party-building');
    expect(choiceOf(test)).toBeDefined();
    await test.desk.getState().confirm();
    expect(test.journal.entries).toEqual([]);
  });
});

const DISK_FULL = {
  kind: 'not-recorded',
  reason: 'disk-full',
  isVoid: false,
  isFree: false,
  detail: 'ENOSPC',
};

describe('Enter', () => {
  it('records the shown card once, however often it is pressed', async () => {
    const test = await deskWithSale();
    test.writes.isShut = true;
    for (let press = 0; press < 5; press += 1) void test.desk.getState().confirm();
    expect(test.desk.getState().isWriting).toBe(true);
    await openGate(test.writes);
    expect(test.journal.entries).toMatchObject([{ seq: 1, body: { cardRef: cardRefOf(FAMILY) } }]);
    expect(test.desk.getState()).toMatchObject({ isWriting: false, screen: { kind: 'recorded' } });
    await test.desk.getState().confirm();
    expect(test.journal.entries).toHaveLength(1);
  });

  it('says which questions it answered', async () => {
    const test = testDesk('liwan-library');
    await test.desk.getState().show(ALONE);
    test.desk.getState().chooseItem('activity-room');
    test.desk.getState().change({ minutes: 210 });
    await test.desk.getState().confirm();
    expect(test.journal.entries).toMatchObject([{ body: { confirmed: ['longer-than-usual'] } }]);
  });

  it('sells no more tickets than the card has people on its record, however many are counted', async () => {
    const test = testDesk();
    await test.desk.getState().show(ALONE);
    test.desk.getState().chooseItem('outdoor-ticket');
    for (let press = 0; press < 25; press += 1) test.desk.getState().count(1);
    await test.desk.getState().confirm();
    expect(test.journal.entries).toEqual([]);
    for (let press = 0; press < 25; press += 1) test.desk.getState().count(-1);
    await test.desk.getState().confirm();
    expect(test.journal.entries).toMatchObject([{ body: { quantity: 1 } }]);
  });

  it('does nothing while what it would record is not in sight', async () => {
    const test = await deskWithSale();
    test.isInSight = false;
    await test.desk.getState().confirm();
    expect(test.journal.entries).toEqual([]);
    test.isInSight = true;
    await test.desk.getState().confirm();
    expect(test.journal.entries).toHaveLength(1);
  });

  it('holds the order until it is answered: no key changes it, nothing else is recorded', async () => {
    const test = await deskWithSale();
    test.writes.isShut = true;
    void test.desk.getState().confirm();
    const { screen } = test.desk.getState();
    test.desk.getState().chooseItem('indoor-ticket');
    test.desk.getState().count(1);
    test.desk.getState().showTwoCards();
    await test.desk.getState().askToVoid();
    await test.time.advance(600_000);
    expect(test.desk.getState()).toMatchObject({
      screen,
      overlay: null,
      isWriting: true,
      leftBehind: STILL_HERE,
    });
    await openGate(test.writes);
    expect(kindOf(test)).toBe('recorded');
  });

  it('keeps a fault on the screen of its order', async () => {
    const test = await deskWithSale();
    test.journal.nextAppend = async () => ({ ok: false, fault: { kind: 'disk-full', detail: 'ENOSPC' } });
    await test.desk.getState().confirm();
    expect(test.desk.getState().screen).toEqual(DISK_FULL);
    expect(test.cues.at(-1)).toBe('no');
    await test.desk.getState().show(FAMILY);
    test.desk.getState().chooseItem('outdoor-ticket');
    await test.desk.getState().confirm();
    expect(kindOf(test)).toBe('recorded');
  });

  it.each([
    ['liwan-central-hospital', 'registration'],
    ['service-hall', 'accept-incomplete'],
    ['liwan-gymnasium', 'badminton-free'],
    ['fangcun-sports-centre', 'badminton-membership'],
  ])('knows at %s that what could not be recorded costs nothing', async (site, itemId) => {
    const test = testDesk(site);
    await test.desk.getState().show(FAMILY);
    test.desk.getState().chooseItem(itemId);
    test.journal.nextAppend = async () => ({ ok: false, fault: { kind: 'disk-full', detail: 'ENOSPC' } });
    await test.desk.getState().confirm();
    expect(test.desk.getState().screen).toEqual({ ...DISK_FULL, isFree: true });
  });

  it('tells a void that failed from a sale that failed', async () => {
    const test = await deskWithSale();
    await test.desk.getState().confirm();
    await test.desk.getState().askToVoid();
    const [use] = test.desk.getState().today;
    if (use === undefined) throw new Error('nothing recorded');
    test.journal.nextAppend = async () => ({ ok: false, fault: { kind: 'disk-full', detail: 'ENOSPC' } });
    await test.desk.getState().voidRecorded(use, 'mistyped');
    expect(test.desk.getState().screen).toEqual({ ...DISK_FULL, isVoid: true });
  });

  it('asks to look where nobody answered', async () => {
    const test = await deskWithSale();
    test.journal.nextAppend = () => Promise.reject(new Error('gone'));
    await test.desk.getState().confirm();
    expect(test.desk.getState().screen).toMatchObject({ kind: 'not-recorded', reason: 'host' });
    expect(test.cues.at(-1)).toBe('ask');
  });
});

describe('an order whose keys a scan has overtaken', () => {
  it('is told as not recorded, by its name, until somebody has read it', async () => {
    const test = testDesk();
    await test.desk.getState().show(FAMILY);
    test.desk.getState().scannedOver(0);
    await test.desk.getState().show(ALONE);
    expect(shownCard(test)).toBe(ALONE);
    await test.time.advance(60_000);
    const [told] = test.desk.getState().leftBehind;
    expect(told).toMatchObject({ outcome: { kind: 'not-recorded', reason: 'scanned-over' } });
    expect(test.journal.entries).toEqual([]);
    test.desk.getState().dismissLeftBehind(told?.id ?? -1);
    expect(test.desk.getState().leftBehind).toEqual([]);
  });

  it('is nothing where there was no such item to order', async () => {
    const test = testDesk();
    test.desk.getState().scannedOver(0);
    await test.desk.getState().show(FAMILY);
    test.desk.getState().scannedOver(8);
    expect(test.desk.getState().leftBehind).toEqual([]);
  });
});

describe('a slow record', () => {
  it('lets Esc go at once, and is told where nobody else is there', async () => {
    const test = await deskWithSale();
    test.writes.isShut = true;
    void test.desk.getState().confirm();
    test.desk.getState().back();
    expect(test.desk.getState()).toMatchObject({
      screen: { kind: 'idle' },
      isWriting: true,
      leftBehind: [{ outcome: { kind: 'pending' }, what: { item: { itemId: 'outdoor-ticket' } } }],
    });
    await openGate(test.writes);
    expect(test.desk.getState()).toMatchObject({
      screen: { kind: 'recorded' },
      isWriting: false,
      leftBehind: [],
    });
  });

  it('says after some two seconds what to do, and shows what was answered late as recorded', async () => {
    const test = await deskWithSale();
    test.writes.isShut = true;
    void test.desk.getState().confirm();
    await test.time.advance(2_000);
    expect(test.desk.getState().leftBehind).toEqual([]);
    await test.time.advance(600);
    expect(test.desk.getState()).toMatchObject({
      screen: { kind: 'decided' },
      leftBehind: [{ outcome: { kind: 'pending', isSlow: true, isHere: true } }],
    });
    expect(test.cues.at(-1)).toBe('ask');
    // A second Enter records nothing.
    await test.desk.getState().confirm();
    await expectRecordedOnce(test);
  });

  it('says so beside what is on the screen where the clerk has left it', async () => {
    const test = await deskWithSale();
    test.writes.isShut = true;
    void test.desk.getState().confirm();
    test.desk.getState().back();
    await test.time.advance(3_000);
    expect(test.desk.getState().leftBehind).toMatchObject([
      { outcome: { kind: 'pending', isSlow: true, isHere: false } },
    ]);
    await expectRecordedOnce(test);
  });

  it('goes on behind the next card, which can be sold to once it is done', async () => {
    const test = await deskWithSale();
    test.writes.isShut = true;
    void test.desk.getState().confirm();
    await test.desk.getState().show(ALONE);
    expect(shownCard(test)).toBe(ALONE);
    test.desk.getState().chooseItem('indoor-ticket');
    await test.desk.getState().confirm();
    expect(test.journal.entries).toEqual([]);
    await openGate(test.writes);
    expect(test.journal.entries).toMatchObject([{ body: { cardRef: cardRefOf(FAMILY) } }]);
    expect(shownCard(test)).toBe(ALONE);
    expect(choiceOf(test)).toBeDefined();
    expect(test.desk.getState()).toMatchObject({
      leftBehind: [{ outcome: { kind: 'recorded', entry: { seq: 1 } } }],
    });
    await test.desk.getState().confirm();
    expect(test.journal.entries).toMatchObject([{ seq: 1 }, { seq: 2, body: { cardRef: cardRefOf(ALONE) } }]);
    await test.time.advance(8_000);
    expect(test.desk.getState().leftBehind).toEqual([]);
  });

  it('leaves every key alive: the types, settings, lock and help open', async () => {
    const test = await deskWithSale();
    test.writes.isShut = true;
    void test.desk.getState().confirm();
    for (const kind of ['type', 'settings', 'help', 'lock'] as const) {
      test.desk.getState().open({ kind });
      expect(test.desk.getState().overlay).toEqual({ kind });
    }
    await openGate(test.writes);
    expect(test.journal.entries).toHaveLength(1);
    expect(test.desk.getState().leftBehind).toMatchObject([{ outcome: { kind: 'recorded' } }]);
  });

  it('that fails behind another card is told until somebody has read it', async () => {
    const test = await deskWithSale();
    test.writes.isShut = true;
    test.journal.nextAppend = async () => ({ ok: false, fault: { kind: 'disk-full', detail: 'ENOSPC' } });
    void test.desk.getState().confirm();
    await test.desk.getState().show(ALONE);
    await openGate(test.writes);
    expect(shownCard(test)).toBe(ALONE);
    expect(test.cues.at(-1)).toBe('no');
    await test.time.advance(600_000);
    const { reason, detail } = DISK_FULL;
    expect(test.desk.getState().leftBehind).toMatchObject([
      { outcome: { kind: 'not-recorded', reason, detail } },
    ]);
    test.desk.getState().back();
    expect(test.desk.getState().leftBehind).toEqual([]);
  });

  it('that fails under a dialog is told beside it', async () => {
    const test = await deskWithSale();
    test.writes.isShut = true;
    test.journal.nextAppend = () => Promise.reject(new Error('gone'));
    void test.desk.getState().confirm();
    test.desk.getState().open({ kind: 'settings' });
    await openGate(test.writes);
    expect(test.desk.getState()).toMatchObject({
      overlay: { kind: 'settings' },
      leftBehind: [{ outcome: { kind: 'not-recorded', reason: 'host' } }],
    });
  });

  it('of a void is told as well', async () => {
    const test = await deskWithSale();
    await test.desk.getState().confirm();
    await test.desk.getState().askToVoid();
    const [use] = test.desk.getState().today;
    if (use === undefined) throw new Error('nothing recorded');
    test.writes.isShut = true;
    void test.desk.getState().voidRecorded(use, 'mistyped');
    await test.desk.getState().show(ALONE);
    await openGate(test.writes);
    expect(shownCard(test)).toBe(ALONE);
    expect(test.desk.getState().leftBehind).toMatchObject([
      { what: { kind: 'void' }, outcome: { kind: 'recorded' } },
    ]);
  });

  it('the screen is cleared all the same where names must go', async () => {
    const test = await deskWithSale();
    test.writes.isShut = true;
    void test.desk.getState().confirm();
    test.desk.getState().restart();
    expect(kindOf(test)).toBe('idle');
    await openGate(test.writes);
    expect(test.journal.entries).toHaveLength(1);
  });
});

describe('a court that the district is slow to give', () => {
  const EVENING = '2026-11-23T19:00';
  const LEASE = {
    siteId: 'liwan-gymnasium',
    resourceId: 'gymnasium-badminton',
    date: '2026-11-23',
    ...{ from: 22 * 60, to: 23 * 60 },
    court: 2,
    serial: 1,
    recalled: false,
  };
  const askingForCourt = async () => {
    const test = testDesk('liwan-gymnasium', EVENING);
    test.courts = { leases: [], elsewhere: [] };
    test.isDistrictSlow = true;
    await test.desk.getState().show(ALONE);
    test.desk.getState().chooseItem('badminton-free');
    await test.desk.getState().confirm();
    return test;
  };

  it('keeps no key waiting, and shows itself when it comes', async () => {
    const test = await askingForCourt();
    expect(test.desk.getState()).toMatchObject({
      isWriting: false,
      courtAsk: { itemId: 'badminton-free', kind: 'slow' },
    });
    test.courts = { leases: [LEASE], elsewhere: [] };
    await test.lateCourt();
    expect(test.desk.getState().courtAsk).toBeNull();
    expect(chosenItemOf(test.desk.getState().screen)).toMatchObject({
      kind: 'yes',
      details: { courts: [2] },
    });
    expect(test.cues.at(-1)).toBe('yes');
  });

  it('changes nothing for the next customer', async () => {
    const test = await askingForCourt();
    test.desk.getState().back();
    test.desk.getState().back();
    await test.desk.getState().show(FAMILY);
    const { screen } = test.desk.getState();
    await test.lateCourt();
    expect(test.desk.getState()).toMatchObject({ screen, courtAsk: null });
    expect(test.desk.getState().screen).toBe(screen);
  });
});

it('a bug behind the desk is told and holds no key', async () => {
  const test = await deskWithSale();
  test.isBroken = true;
  await test.desk.getState().confirm();
  expect(test.failures).toEqual([new Error('a bug')]);
  expect(test.desk.getState().isWriting).toBe(false);
});

describe('voiding', () => {
  it('right after a sale means that sale, though the list has not followed yet', async () => {
    const test = await deskWithSale();
    await test.desk.getState().confirm();
    test.desk.getState().back();
    await test.desk.getState().show(ALONE);
    test.desk.getState().chooseItem('indoor-ticket');
    test.lists.isShut = true;
    void test.desk.getState().confirm();
    await settled();
    expect(kindOf(test)).toBe('recorded');
    void test.desk.getState().askToVoid();
    await openGate(test.lists);
    expect(test.desk.getState().overlay).toMatchObject({ kind: 'void', use: { seq: 2 } });
  });

  it('takes back once, says what to give back, and then means the sale before', async () => {
    const test = await deskWithSale();
    await test.desk.getState().confirm();
    await test.desk.getState().askToVoid();
    const [use] = test.desk.getState().today;
    if (use === undefined) throw new Error('nothing recorded');
    test.writes.isShut = true;
    void test.desk.getState().voidRecorded(use, 'mistyped');
    void test.desk.getState().voidRecorded(use, 'mistyped');
    await openGate(test.writes);
    expect(test.desk.getState().screen).toEqual({
      ...{ kind: 'voided', seq: 1, refundFen: 2_500, payment: null },
    });
    expect(test.journal.entries.map(({ body }) => body.kind)).toEqual(['use', 'void']);
    await test.desk.getState().askToVoid();
    expect(test.desk.getState().overlay).toEqual({ kind: 'nothing-to-void' });
  });

  it('a list that was read earlier and comes later is dropped', async () => {
    const test = await deskWithSale();
    test.lists.isShut = true;
    void test.desk.getState().refreshToday();
    void test.desk.getState().confirm();
    await settled();
    const [earlier, later] = test.lists.waiting;
    later?.();
    await settled();
    earlier?.();
    await settled();
    expect(test.desk.getState().today).toMatchObject([{ seq: 1 }]);
  });

  it('an older sale of today asks for that one', async () => {
    const test = await deskWithSale();
    await test.desk.getState().confirm();
    await test.desk.getState().show(ALONE);
    test.desk.getState().chooseItem('indoor-ticket');
    await test.desk.getState().confirm();
    await test.desk.getState().askToVoid(1);
    expect(test.desk.getState().overlay).toMatchObject({ use: { seq: 1 } });
  });
});

describe('the next customer', () => {
  it.each([
    ['an answer', 90_000, async () => deskWithSale()],
    [
      'a recorded sale',
      8_000,
      async () => {
        const test = await deskWithSale();
        await test.desk.getState().confirm();
        return test;
      },
    ],
  ] as const)('sees nothing of %s after %i ms', async (_name, staysMs, begin) => {
    const test = await begin();
    await test.time.advance(staysMs - 1);
    expect(kindOf(test)).not.toBe('idle');
    await test.time.advance(1);
    expect(kindOf(test)).toBe('idle');
  });

  it('waits once more while something lies over the screen', async () => {
    const test = await deskWithSale();
    test.desk.getState().open({ kind: 'settings' });
    await test.time.advance(90_000);
    expect(kindOf(test)).toBe('decided');
    test.desk.getState().back();
    await test.time.advance(90_000);
    expect(kindOf(test)).toBe('idle');
  });

  it('sees nothing under a dialog that was left open, nor in one that is about a card', async () => {
    const left = await deskWithSale();
    left.desk.getState().open({ kind: 'help' });
    await left.time.advance(179_999);
    expect(kindOf(left)).toBe('decided');
    await left.time.advance(1);
    expect(kindOf(left)).toBe('idle');
    expect(left.desk.getState().overlay).toEqual({ kind: 'help' });

    const asked = await deskWithSale();
    asked.desk.getState().open({ kind: 'switch-card', text: 'LWTEST0002D' });
    await asked.time.advance(180_000);
    expect(asked.desk.getState()).toMatchObject({ screen: { kind: 'idle' }, overlay: null });
  });
});
