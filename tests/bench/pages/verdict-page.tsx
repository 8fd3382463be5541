import type { CachePort } from '../../../src/app/cache-port.ts';
import '../../../src/renderer/styles/theme.css';
import { createRoot, type Root } from 'react-dom/client';
import { createStore as createZustandStore } from 'zustand/vanilla';
import signedCatalogue from '../../../resources/catalogue.json';
import { createCachedCatalogue } from '../../../src/app/check/cached-catalogue.ts';
import { checkCard, redecide } from '../../../src/app/check/check-card.ts';
import { createDeskStore, type DeskStore } from '../../../src/desk/desk-store.ts';
import { wallMinuteOf } from '../../../src/domain/base/wall-time.ts';
import { type CardNumber, cardNumberOf } from '../../../src/domain/card/card-number.ts';
import type { RosterRecord } from '../../../src/domain/card/roster-record.ts';
import { Catalogue } from '../../../src/domain/catalogue/catalogue.ts';
import type { Kiosk } from '../../../src/kiosk/kiosk.ts';
import type { NamesStore } from '../../../src/kiosk/names-store.ts';
import { startTranslation } from '../../../src/renderer/i18n/i18n.ts';
import { KioskContext, useDesk } from '../../../src/renderer/kiosk-context.ts';
import { DecidedPane } from '../../../src/renderer/screens/verdict/DecidedPane.tsx';
import { createStore } from '../../../src/store/store.ts';
import { rosterFilling } from '../../support/roster-filling.ts';

const SAMPLED = ['bareGetMs', 'emptyRenderMs', 'decisionMs', 'verdictMs'] as const;
export type VerdictSamples = { readonly [name in (typeof SAMPLED)[number]]: readonly number[] };

interface VerdictBench {
  /** Loads the cards and puts the desk on the screen; milliseconds of the loading. */
  prepare(cards: number): Promise<number>;
  measure(rounds: number): Promise<VerdictSamples>;
}

declare global {
  interface Window {
    benchVerdict?: VerdictBench;
  }
}

const SITE_ID = 'xijiao-pool';
const CARDS_PER_PAGE = 1_000;
/** Rows for the bare reads; a table this small is quick. */
const PLAIN_CARDS = 1_000;
/** Unmeasured, until the browser has compiled what it runs often. */
const WARM_UP_ROUNDS = 20;
const FRAME_MS = 17;
const catalogue = Catalogue.parse(signedCatalogue.payload);

const KEYS = {
  cardRefKeyHex: 'a1'.repeat(32),
  rosterKeyHex: 'b2'.repeat(32),
  namesKeyHex: 'd4'.repeat(32),
};

/** All that a round needs, once the cards are there. */
interface Prepared {
  readonly store: CachePort;
  readonly plain: IDBDatabase;
  readonly desk: DeskStore;
  readonly emptyRoot: Root;
  readonly cards: number;
}

let prepared: Prepared | null = null;
let renders = 0;

window.benchVerdict = {
  async prepare(cards) {
    await startTranslation('zh');
    const store = await createStore({ keys: KEYS });
    const startedAt = performance.now();
    await (await rosterFilling(KEYS)).fill(recordPages(cards));
    const loadMs = performance.now() - startedAt;
    await store.warmRoster();
    const desk = deskOver(store);
    createRoot(elementOf('root')).render(<Answers desk={desk} />);
    const plain = await plainDatabase();
    prepared = { store, plain, desk, emptyRoot: createRoot(elementOf('empty')), cards };
    for (let round = 0; round < WARM_UP_ROUNDS; round += 1) await oneRound(prepared);
    return loadMs;
  },
  async measure(rounds) {
    if (prepared === null) throw new Error('not prepared');
    const samples = { bareGetMs: [], emptyRenderMs: [], decisionMs: [], verdictMs: [] } as {
      [name in (typeof SAMPLED)[number]]: number[];
    };
    for (let round = 0; round < rounds; round += 1) {
      const taken = await oneRound(prepared);
      for (const name of SAMPLED) samples[name].push(taken[name]);
    }
    return samples;
  },
};

async function oneRound({ store, plain, desk, emptyRoot, cards }: Prepared) {
  const cardNumber = numberOf(Math.floor(Math.random() * cards));
  const taken = {
    bareGetMs: await timed(() => plainGet(plain, numberOf(Math.floor(Math.random() * PLAIN_CARDS)))),
    emptyRenderMs: await timed(() => {
      renders += 1;
      emptyRoot.render(<div key={renders} />);
      return painted();
    }),
    decisionMs: await timed(() => check(store, cardNumber)),
    verdictMs: await timed(async () => {
      await desk.getState().show(cardNumber);
      await painted();
    }),
  };
  assertShown(cardNumber, desk);
  desk.getState().back();
  return taken;
}

/** Names are on, as at a desk with safe storage. */
const NAMES_ON = createZustandStore(() => ({
  view: { kind: 'on', needsPassphrase: false, isPassphraseSet: false, waitMs: 0 },
})) as unknown as NamesStore;

function Answers({ desk }: { readonly desk: DeskStore }) {
  const held = {
    ...createCachedCatalogue({ file: NO_FILE, trusted: { keys: [] } }),
    current: () => catalogue,
  };
  // Only what the pane on the screen asks of the kiosk; anything else would show as a page error.
  const kiosk = { desk, catalogue: held, names: NAMES_ON } as Partial<Kiosk> as Kiosk;
  return (
    <KioskContext value={kiosk}>
      <Answer />
    </KioskContext>
  );
}

const NO_FILE = { read: async () => null, write: async () => null };

function Answer() {
  const screen = useDesk((state) => state.screen);
  return screen.kind === 'decided' ? <DecidedPane screen={screen} manner="venue" /> : null;
}

function deskOver(store: CachePort): DeskStore {
  const notMeasured = () => Promise.reject(new Error('not measured here'));
  return createDeskStore({
    check: (text) => check(store, text),
    redecide,
    recheck: notMeasured,
    askForCourt: notMeasured,
    redeem: notMeasured,
    voidUse: notMeasured,
    receiptOf: notMeasured,
    print: notMeasured,
    recordedToday: async () => [],
    recordedOn: async () => [],
    listDetails: async () => new Map(),
    shownCard: async () => null,
    numberOf: (seq) => String(seq),
    deliveredUpToSeq: () => 0,
    readNote: notMeasured,
    stepsToday: async () => [],
    mattersOf: async () => null,
    agreementPapersOf: async () => [],
    tasks: async () => [],
    matterPapersOf: async () => [],
    deskRecords: async () => [],
    givePublic: async () => ({ kind: 'refused', text: { zh: '', en: '' } }),
    publicStretches: () => [],
    hasCourts: () => false,
    board: async () => null,
    language: () => 'zh',
    notices: async () => [],
    readNotice: notMeasured,
    stepRecord: notMeasured,
    cardNumbers: () => ({}),
    items: () => [],
    now: () => wallMinuteOf(Date.now()),
    venueChoices: () => ({}),
    isOrderInSight: () => true,
    cue: () => {},
    failed(cause) {
      throw cause;
    },
    closing: { read: notMeasured, record: notMeasured, floatFen: () => 0, paper: notMeasured },
    staff: {
      signIn: notMeasured,
      approve: notMeasured,
      changePin: notMeasured,
      lock: notMeasured,
      signOut: notMeasured,
    },
    testPaper: async () => ({ title: '', isReprint: false, rows: [], code: null, notes: [] }),
    setup: { step: () => null, keep: () => {}, hasSite: () => true },
    practice: { begin: notMeasured, end: () => {} },
    timer: {
      monotonicMs: () => performance.now(),
      after(delayMs, callback) {
        const id = setTimeout(callback, delayMs);
        return () => clearTimeout(id);
      },
    },
  });
}

function check({ roster, uses, replacements, cardRefOf }: CachePort, text: string) {
  const input = { kind: 'text' as const, text };
  const lists = { keys: { current: () => [] }, denied: { current: () => new Map() } };
  const ports = {
    clock: { now: () => Date.now(), highWaterMs: () => Date.now() },
    roster,
    uses,
    replacements,
    cardRefOf,
    ...lists,
  };
  return checkCard(ports, { input, siteId: SITE_ID, catalogue, choices: {} });
}

/** A bench that paints an empty screen is quick and worth nothing. */
function assertShown(cardNumber: CardNumber, desk: DeskStore): void {
  const { screen } = desk.getState();
  const isDecided = screen.kind === 'decided' && screen.check.decision.verdict === 'yes';
  if (!isDecided || !elementOf('root').textContent?.includes('张*明')) {
    throw new Error(`no verdict on the screen for ${cardNumber}: ${screen.kind}`);
  }
}

/** Begins anywhere within a frame, as a scan does. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, Math.random() * FRAME_MS));
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** The first frame callback runs before the paint, the second after it. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}

function* recordPages(cards: number): Generator<readonly RosterRecord[]> {
  for (let from = 0; from < cards; from += CARDS_PER_PAGE) {
    yield Array.from({ length: Math.min(CARDS_PER_PAGE, cards - from) }, (_, index) =>
      recordOf(from + index),
    );
  }
}

function recordOf(index: number): RosterRecord {
  return {
    cardNumber: numberOf(index),
    status: 'active',
    validFrom: '2020-01-01',
    validUntil: '2099-12-31',
    name: '张小明',
    family: [{ relation: 'spouse', name: '李敏' }, { relation: 'child' }],
  };
}

function numberOf(index: number): CardNumber {
  return cardNumberOf(`LW${String(index).padStart(8, '0')}`);
}

async function plainDatabase(): Promise<IDBDatabase> {
  const opening = indexedDB.open('plain', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('cards', { keyPath: 'cardNumber' });
  const database = await settled(opening);
  const transaction = database.transaction('cards', 'readwrite');
  for (let index = 0; index < PLAIN_CARDS; index += 1) transaction.objectStore('cards').put(recordOf(index));
  await new Promise((resolve) => {
    transaction.oncomplete = resolve;
  });
  return database;
}

async function plainGet(database: IDBDatabase, cardNumber: CardNumber): Promise<void> {
  const row: unknown = await settled(database.transaction('cards').objectStore('cards').get(cardNumber));
  if (row === undefined) throw new Error(`no plain row ${cardNumber}`);
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function elementOf(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`no #${id}`);
  return element;
}
