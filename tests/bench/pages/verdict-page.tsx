import '../../../src/renderer/styles/theme.css';
import { createRoot } from 'react-dom/client';
import signedCatalogue from '../../../resources/catalogue.json';
import { checkCard, redecide } from '../../../src/app/check-card.ts';
import { createHeldCatalogue } from '../../../src/app/held-catalogue.ts';
import type { RosterPort } from '../../../src/app/ports.ts';
import { type CardNumber, cardNumberOf } from '../../../src/domain/card-number.ts';
import { Catalogue } from '../../../src/domain/catalogue.ts';
import type { RosterRecord } from '../../../src/domain/roster-record.ts';
import { startTranslation } from '../../../src/renderer/i18n/i18n.ts';
import type { Kiosk } from '../../../src/renderer/kiosk.ts';
import { KioskContext, useDesk } from '../../../src/renderer/kiosk-context.ts';
import { DecidedPane } from '../../../src/renderer/screens/DecidedPane.tsx';
import { createDeskStore, type DeskStore } from '../../../src/renderer/stores/desk-store.ts';
import { createStore, type Store } from '../../../src/store/store.ts';

export interface VerdictSamples {
  readonly bareGetMs: number[];
  readonly emptyRenderMs: number[];
  readonly decisionMs: number[];
  readonly verdictMs: number[];
  readonly loadMs: number;
  readonly browser: string;
}

declare global {
  interface Window {
    benchVerdict(size: { cards: number; rounds: number }): Promise<VerdictSamples>;
  }
}

const SITE_ID = 'xijiao-pool';
const CARDS_PER_PAGE = 1_000;
/** Unmeasured, until the browser has compiled what it runs often. */
const WARM_UP_ROUNDS = 20;
const FRAME_MS = 17;
const catalogue = Catalogue.parse(signedCatalogue.payload);

window.benchVerdict = async ({ cards, rounds }) => {
  await startTranslation('zh');
  const keys = {
    cardRefKeyHex: 'a1'.repeat(32),
    rosterKeyHex: 'b2'.repeat(32),
    namesKeyHex: 'd4'.repeat(32),
  };
  const store = await createStore({ keys });
  const startedAt = performance.now();
  await loadCards(store.roster, cards);
  const loadMs = performance.now() - startedAt;
  const plain = await plainDatabase(cards);
  const desk = deskOver(store);
  createRoot(elementOf('root')).render(<Answers desk={desk} />);
  const emptyRoot = createRoot(elementOf('empty'));

  const samples = { bareGetMs: [], emptyRenderMs: [], decisionMs: [], verdictMs: [] } as {
    [name in 'bareGetMs' | 'emptyRenderMs' | 'decisionMs' | 'verdictMs']: number[];
  };
  for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
    const cardNumber = numberOf(Math.floor(Math.random() * cards));
    const taken = {
      bareGetMs: await timed(() => plainGet(plain, cardNumber)),
      emptyRenderMs: await timed(() => {
        emptyRoot.render(<div key={round} />);
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
    if (round < 0) continue;
    for (const name of ['bareGetMs', 'emptyRenderMs', 'decisionMs', 'verdictMs'] as const) {
      samples[name].push(taken[name]);
    }
  }
  return { ...samples, loadMs, browser: navigator.userAgent.match(/(Headless)?Chrome\/\d+/)?.[0] ?? '' };
};

function Answers({ desk }: { readonly desk: DeskStore }) {
  const held = { ...createHeldCatalogue({ file: NO_FILE, trusted: { keys: [] } }), current: () => catalogue };
  // Only what the pane on the screen asks of the kiosk; anything else would show as a page error.
  const kiosk = { desk, catalogue: held } as Partial<Kiosk> as Kiosk;
  return (
    <KioskContext value={kiosk}>
      <Answer />
    </KioskContext>
  );
}

const NO_FILE = { read: async () => null, write: async () => null };

function Answer() {
  const screen = useDesk((state) => state.screen);
  return screen.kind === 'decided' ? <DecidedPane screen={screen} greenChannel={false} /> : null;
}

function deskOver(store: Store): DeskStore {
  const notMeasured = () => Promise.reject(new Error('not measured here'));
  return createDeskStore({
    check: (text) => check(store, text),
    redecide,
    redeem: notMeasured,
    voidUse: notMeasured,
    recordedToday: async () => [],
    venueChoices: () => ({}),
    cue: () => {},
    failed(cause) {
      throw cause;
    },
    timer: {
      monotonicMs: () => performance.now(),
      after(delayMs, callback) {
        const id = setTimeout(callback, delayMs);
        return () => clearTimeout(id);
      },
    },
  });
}

function check({ roster, uses, cardRefOf }: Store, text: string) {
  const input = { kind: 'text' as const, text };
  const lists = { keys: { current: () => [] }, denied: { current: () => new Map() } };
  const ports = {
    clock: { now: () => Date.now(), highWaterMs: () => Date.now() },
    roster,
    uses,
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

async function loadCards(roster: RosterPort, cards: number): Promise<void> {
  const begun = await roster.beginSnapshot();
  if (!begun.ok) throw new Error(begun.fault.detail);
  for (let from = 0; from < cards; from += CARDS_PER_PAGE) {
    const page = Array.from({ length: CARDS_PER_PAGE }, (_, index) => recordOf(from + index));
    const fault = await begun.value.add(page.map((record) => ({ kind: 'put', record })));
    if (fault !== null) throw new Error(fault.detail);
  }
  const fault = await begun.value.finish({ cursor: 'c1', epoch: 'e1', pulledAt: Date.now() });
  if (fault !== null) throw new Error(fault.detail);
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

async function plainDatabase(cards: number): Promise<IDBDatabase> {
  const opening = indexedDB.open('plain', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('cards', { keyPath: 'cardNumber' });
  const database = await settled(opening);
  const transaction = database.transaction('cards', 'readwrite');
  for (let index = 0; index < cards; index += 1) transaction.objectStore('cards').put(recordOf(index));
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
