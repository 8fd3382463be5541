import { expect, it } from 'vitest';
import { commandNamed } from '../../src/desk/commands.ts';
import { createDeskStore } from '../../src/desk/desk-store.ts';
import type { DeskTasks } from '../../src/desk/desk-work.ts';
import { recordsOfCard } from '../../src/desk/known-records.ts';
import { screenValue } from '../../src/desk/screen-value.ts';
import { instantOf } from '../../src/domain/base/wall-time.ts';
import { PRACTICE_CARDS } from '../../src/domain/card/practice-card.ts';
import type { Paper } from '../../src/domain/print/paper.ts';
import { testPaper } from '../../src/domain/print/test-paper.ts';
import { Settings } from '../../src/host-api/settings-api.ts';
import { keepPractice, switchedWork } from '../../src/kiosk/practice.ts';
import { practiceWork } from '../../src/kiosk/practice-work.ts';
import type { SettingsStore } from '../../src/kiosk/settings-store.ts';
import { heldLists } from '../app/cached-lists.ts';
import { manualTime } from '../app/manual-time.ts';
import { CATALOGUE, cardRefOf, settled } from '../desk/test-desk.ts';
import { recordIds } from '../support/record-ids.ts';

const NOW = '2026-11-25T10:00';
const [FAMILY, , EXPIRED, LOST] = PRACTICE_CARDS.map(({ cardNumber }) => cardNumber);
const SITE = 'youth-sports-club';

/** The tasks that a real desk lends to practice. A call of any other one is noted in `touched`. */
const LENT = {
  redecide: (check: unknown) => check,
  cardNumbers: () => CATALOGUE,
  items: () => CATALOGUE.items,
  now: () => NOW,
  venueChoices: () => ({}),
  isOrderInSight: () => true,
  language: () => 'zh',
  publicStretches: () => [],
  testPaper: async () => testPaper('zh'),
  setup: { step: () => null, keep: () => undefined },
  cue: () => undefined,
};

function practiceDesk(siteId = SITE) {
  const time = manualTime(() => true);
  const papers: { readonly paper: Paper; readonly opensDrawer: boolean }[] = [];
  const failures: unknown[] = [];
  const touched: string[] = [];
  const real = new Proxy(
    {
      ...LENT,
      timer: time.timer,
      failed: (cause: unknown) => failures.push(cause),
      staff: { lock: async () => undefined },
    },
    {
      get(lent, name: string) {
        if (name in lent) return Reflect.get(lent, name);
        touched.push(name);
        // The lists of the real desk are read before practice and after it.
        return async () => [];
      },
    },
  ) as unknown as DeskTasks;
  const settings = () => Settings.parse({ siteId });
  const listeners: Parameters<SettingsStore['subscribe']>[0][] = [];
  const open = async () => {
    touched.length = 0;
    return practiceWork(
      {
        clock: { now: () => instantOf(NOW), highWaterMs: () => instantOf(NOW) } as never,
        cache: {
          roster: {
            find: async (cardNumber: string) => ({ kind: 'unknown', cardNumber }),
            state: async () => ({ cursor: null, epoch: null, pulledAt: instantOf(NOW), cards: 1 }),
          },
          replacements: { cardsOf: async (ref: string) => [ref] },
          cardRefOf,
        } as never,
        catalogue: { current: () => CATALOGUE } as never,
        districtKeys: heldLists().keys as never,
        denied: heldLists().denied as never,
        isSigned: undefined,
        namedCards: { remember: () => undefined, of: async () => new Map(), numberOf: async () => null },
        newRecordId: recordIds(),
        ...{
          settings,
          members: () => [],
          kiosk: '练习',
          journalId: crypto.randomUUID(),
          memberId: () => null,
        },
        print: async (paper, opensDrawer) => {
          papers.push({ paper, opensDrawer });
          return 'queued';
        },
      },
      real,
    );
  };
  const desk = createDeskStore(switchedWork(real, open));
  keepPractice({
    ...{ desk, timer: time.timer },
    settings: { subscribe: (listener: never) => listeners.push(listener) } as never,
  });
  const { getState } = desk;
  const run = async (id: string, args: unknown = {}) => commandNamed(id)?.run(getState, args);
  const screen = () => screenValue(getState(), { now: NOW, items: CATALOGUE.items });
  const moveTo = (site: string) => {
    const before = { settings: settings() };
    for (const tell of listeners)
      tell({ settings: { ...before.settings, siteId: site } } as never, before as never);
  };
  return { desk, run, screen, time, papers, failures, touched, moveTo };
}

it('sells, books, steps, voids and prints without one task of the real desk', async () => {
  const { desk, run, papers, failures, touched } = practiceDesk();
  expect(await run('practice')).toBe(true);
  await run('scan', { text: FAMILY });
  await run('choose', { item: 'badminton-court' });
  await run('set', { start: '2026-11-25T19:00' });
  await run('telephone', { text: '13800000000' });
  await run('confirm');
  await run('print');
  await run('scan', { text: FAMILY });
  const shown = desk.getState().screen;
  const [known] = shown.kind === 'decided' ? recordsOfCard(shown) : [];
  const recordId = known?.record.recordId;
  await run('notes', { recordId });
  expect(desk.getState().notesShown?.notes).toMatchObject([
    { reading: { kind: 'text', text: '13800000000' } },
  ]);
  await run('cancel', { recordId });
  await run('end-reason', { reason: 'holder' });
  await run('confirm-step');
  expect(desk.getState().screen).toMatchObject({ kind: 'stepped', entry: { seq: 2 } });
  await run('void', { seq: 1, reason: 'mistyped' });
  expect(await run('take-courts', { item: 'badminton-court', start: NOW, minutes: 60 })).toBe(false);
  expect(touched).toEqual([]);
  expect(failures).toEqual([]);
  expect(papers).toHaveLength(1);
  expect(papers[0]).toMatchObject({
    opensDrawer: false,
    paper: { title: expect.stringMatching(/^【练习】/), code: null },
  });
  expect(JSON.stringify(papers[0])).toContain('练习-1');
});

it('prints the papers of a matter with the numbers of practice', async () => {
  const { desk, run, papers, failures, touched } = practiceDesk('service-hall');
  const number = '440103-2026-000123';
  expect(await run('practice')).toBe(true);
  await run('scan', { text: FAMILY });
  await run('choose', { item: 'matter-residence' });
  await run('confirm');
  await run('scan', { text: FAMILY });
  const { screen } = desk.getState();
  const [known] = screen.kind === 'decided' ? recordsOfCard(screen) : [];
  const recordId = known?.record.recordId;
  await run('number', { recordId, number });
  await run('confirm-step');
  await run('scan', { text: number });
  await run('receive', { recordId, picked: ['form', 'identity', 'degree'] });
  await run('confirm-step');
  await run('print');
  expect(touched).toEqual([]);
  expect(failures).toEqual([]);
  expect(papers).toMatchObject([{ paper: { title: '【练习】收件凭条' } }]);
  expect(JSON.stringify(papers)).toContain('练习-3');
});

it('has a card for each answer, and refuses them all at work', async () => {
  const { run, screen } = practiceDesk();
  await run('scan', { text: FAMILY });
  expect(screen()).toMatchObject({ kind: 'rejected', rejection: { kind: 'practice-card' } });
  await run('practice');
  await run('scan', { text: FAMILY });
  expect(screen()).toMatchObject({ verdict: 'yes', card: { holder: '练*习' } });
  await run('scan', { text: EXPIRED });
  expect(screen()).toMatchObject({ verdict: 'no', reason: { kind: 'expired' } });
  await run('scan', { text: LOST });
  expect(screen()).toMatchObject({ verdict: 'no', card: { status: 'lost' } });
});

it('begins anew each time, and ends at the lock, at another site and when it is left alone', async () => {
  const { desk, run, screen, time, moveTo } = practiceDesk();
  const sell = async () => {
    await run('practice');
    await run('scan', { text: FAMILY });
    await run('choose', { item: 'badminton-court' });
    await run('confirm');
    expect(screen()).toMatchObject({ practice: true, entry: { seq: 1 } });
  };
  await sell();
  await run('today');
  await settled();
  expect([...desk.getState().listDetails.keys()]).toEqual([1]);
  await run('end-practice');
  expect(desk.getState().listDetails.size).toBe(0);
  expect(screen()).toMatchObject({ practice: false, kind: 'idle', today: [] });
  await sell();
  await run('lock');
  await settled();
  expect(desk.getState()).toMatchObject({ practice: null, overlay: { kind: 'lock' } });
  await run('unlock');
  await sell();
  moveTo('xijiao-pool');
  await settled();
  expect(desk.getState().practice).toBeNull();
  await sell();
  await time.advance(9 * 60_000);
  await settled();
  expect(desk.getState().practice).not.toBeNull();
  await time.advance(2 * 60_000);
  await settled();
  expect(desk.getState().practice).toBeNull();
});

it('changes nothing where practice cannot be loaded', async () => {
  const desk = createDeskStore(
    switchedWork({ timer: manualTime(() => true).timer, numberOf: String } as never, () =>
      Promise.reject(new Error('no such file')),
    ),
  );
  expect(await desk.getState().beginPractice()).toBe(false);
  expect(desk.getState().practice).toBeNull();
});
