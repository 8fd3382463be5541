import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { UsesPort } from '../../src/app/ports.ts';
import type { RecordsPort } from '../../src/app/record/feed-records.ts';
import type { CardRef } from '../../src/domain/card/card-ref.ts';
import type { EntryRef, JournalBody } from '../../src/domain/journal/entry-body.ts';
import type { JournalEntry } from '../../src/domain/journal/journal-entry.ts';
import type { FeedRecord } from '../../src/domain/records/present-records.ts';
import { foldRecord, type RecordKind, type RecordStep } from '../../src/domain/records/record.ts';
import { newProfile, RECORD_STORES } from './profile.ts';

const OWN = '0c9f6a52-0d3e-4b61-8d0c-2f6a9c1b7e11';
const OTHER = '5d1b3a7e-9f04-4c58-a2cb-63d8b2f0c922';
const EPOCH = '6a1b3a7e-9f04-4c58-a2cb-63d8b2f0c9aa';
const CARDS = ['ab'.repeat(16), 'cd'.repeat(16)];
const SITES = ['gym', 'hall'];
const DAYS = ['2026-11-24', '2026-11-25', '2026-11-26'];
const TODAY = '2026-11-25';
const AT = Date.parse('2026-11-25T02:00:00Z');

/** What the district has taken, and what lies in this kiosk's own journal; each entry of a record is named by its place. */
interface Told {
  readonly recordId: string;
  readonly kind: RecordKind;
  readonly cardRef: string;
  readonly step: RecordStep;
}

const PRICED = {
  quantity: 1,
  listTotalFen: 3_000,
  totalFen: 2_400,
  ruleId: 'r',
  clause: '5.5',
  catalogueVersion: 1,
  verdict: 'yes',
} as const;

/** Drawn: who does what next, to which record. */
interface Drawn {
  readonly isOwn: boolean;
  readonly record: number;
  readonly what: number;
  readonly day: number;
  /** How much of the district's feed this kiosk gets to see after it; null for none. */
  readonly feed: 'none' | 'page' | 'anew';
  readonly rebuild: boolean;
}

const RECORDS = [
  { kind: 'booking', site: 0, card: 0 },
  { kind: 'booking', site: 0, card: 1 },
  { kind: 'pass', site: 0, card: 0 },
  { kind: 'booking', site: 1, card: 0 },
] as const;

const drawn: fc.Arbitrary<Drawn> = fc.record({
  isOwn: fc.boolean(),
  record: fc.nat(RECORDS.length - 1),
  what: fc.nat(5),
  day: fc.nat(DAYS.length - 1),
  feed: fc.constantFrom('none', 'none', 'page', 'anew'),
  rebuild: fc.boolean(),
});

function entryOf(seq: number, siteId: string, body: JournalBody): JournalEntry {
  const head = { format: 1, journalId: OWN, seq, kioskId: 'k', siteId } as const;
  const at = { deviceMs: AT + seq, monotonicMs: seq, serverOffsetMs: null };
  return { ...head, parent: (seq === 1 ? '0' : '2').repeat(64), at, body, hash: '1'.repeat(64) };
}

/** Plays what is drawn on a kiosk, and beside it a plain list of all that was told. */
class Play {
  readonly told: Told[] = [];
  readonly own: JournalEntry[] = [];
  /** How many of the own entries, and of the others, the district has taken: its feed names those alone. */
  private arrived: Told[] = [];
  private shown: FeedRecord[] = [];
  private seqs = { [OWN]: 0, [OTHER]: 0 };
  private position = 0;

  private readonly uses: UsesPort;
  private readonly feed: RecordsPort;

  constructor(uses: UsesPort, feed: RecordsPort) {
    this.uses = uses;
    this.feed = feed;
  }

  async step({ isOwn, record, what, day, feed, rebuild }: Drawn): Promise<void> {
    await this.write(isOwn, record, what, DAYS[day] ?? TODAY);
    if (feed !== 'none') await this.pull(feed === 'anew');
    if (rebuild) {
      await this.uses.clear();
      expect(await this.uses.add(OWN, this.own)).toBeNull();
    }
  }

  private async write(isOwn: boolean, index: number, what: number, day: string): Promise<void> {
    const one = RECORDS[index] ?? RECORDS[0];
    const recordId = String(index).padStart(32, '0');
    const before = this.told.filter((told) => told.recordId === recordId);
    // A desk knows its own entries, and those of the other that its feed has named.
    const seen = before.filter(({ step }) => (step.journalId === OWN) === isOwn || this.isShown(step));
    const last = foldRecord({
      recordId,
      kind: one.kind,
      steps: seen.map(({ step }) => step),
      until: null,
    }).last;
    const siteId = SITES[one.site] ?? 'gym';
    const cardRef = CARDS[one.card] ?? '';
    const body =
      before.length === 0
        ? opening(one.kind, { recordId, cardRef, start: `${day}T09:00` })
        : last === null
          ? null
          : later(one.kind, what, { recordId, after: last, day });
    if (body === null) return;
    const journalId = isOwn ? OWN : OTHER;
    this.seqs[journalId] += 1;
    const seq = this.seqs[journalId];
    const step = { journalId, seq, siteId, recordedAt: AT + seq, body: body as RecordStep['body'] };
    this.told.push({ recordId, kind: one.kind, cardRef, step });
    if (!isOwn) return;
    const entry = entryOf(seq, siteId, body);
    this.own.push(entry);
    expect(await this.uses.add(OWN, [entry])).toBeNull();
  }

  private isShown(ref: EntryRef): boolean {
    return this.shown.some(({ steps }) =>
      steps.some((step) => step.journalId === ref.journalId && step.seq === ref.seq),
    );
  }

  /** The district takes the other desk's entries at once, and this one's in order but for the last. */
  private async pull(anew: boolean): Promise<void> {
    const waiting = this.told.filter((one) => !this.arrived.includes(one));
    const others = waiting.filter(({ step }) => step.journalId === OTHER);
    const own = waiting.filter(({ step }) => step.journalId === OWN).slice(0, -1);
    this.arrived = [...this.arrived, ...others, ...own];
    const changed = new Set([...others, ...own].map(({ recordId }) => recordId));
    const rows = new Map<string, FeedRecord>();
    for (const { recordId, kind, cardRef, step } of this.arrived) {
      const row = rows.get(recordId) ?? { recordId, kind, cardRef, siteId: step.siteId, steps: [] };
      rows.set(recordId, { ...row, steps: [...row.steps, step] });
    }
    this.shown = [...rows.values()];
    this.position += 1;
    const cursor = `${EPOCH}.${this.position}`;
    const page = anew ? this.shown : this.shown.filter(({ recordId }) => changed.has(recordId));
    expect(await this.feed.put(page, { cursor, anew })).toBeNull();
  }

  /** Every record once: what the feed names, then what this kiosk wrote besides. */
  counted(cardRef: string, siteId: string): { readonly ofCard: string[]; readonly atDesk: string[] } {
    const [ofCard, atDesk]: [string[], string[]] = [[], []];
    for (const recordId of new Set(this.told.map((one) => one.recordId))) {
      const all = this.told.filter((one) => one.recordId === recordId);
      const shown = this.arrived.filter((one) => one.recordId === recordId && this.isShown(one.step));
      const own = all.filter((one) => one.step.journalId === OWN && !shown.includes(one));
      const steps = [...shown, ...own].map(({ step }) => step);
      const [first] = all;
      if (first === undefined) continue;
      const { state } = foldRecord({ recordId, kind: first.kind, steps, until: null });
      if (state === null) continue;
      const { status } = state;
      const start = state.kind === 'booking' ? state.place.start : `${state.from}T09:00`;
      const text = `${recordId.slice(-1)} ${start}`;
      if (['cancelled', 'taken-back', 'returned'].includes(status)) continue;
      if (state.cardRef === cardRef) ofCard.push(text);
      if (state.siteId === siteId && start.slice(0, 10) >= TODAY && status !== 'missed') atDesk.push(text);
    }
    return { ofCard: ofCard.sort(), atDesk: atDesk.sort() };
  }
}

function opening(
  kind: RecordKind,
  {
    recordId,
    cardRef,
    start,
  }: { readonly recordId: string; readonly cardRef: string; readonly start: string },
): JournalBody {
  const given = { cardRef, person: 'holder', ...PRICED, confirmed: [], start, recordId } as const;
  return kind === 'booking'
    ? { kind: 'booking-opened', itemId: 'court', ...given, confirmed: [], minutes: 60 }
    : { kind: 'pass-sold', itemId: 'annual', ...given, confirmed: [], until: '2027-11-24' };
}

function later(
  kind: RecordKind,
  what: number,
  { recordId, after, day }: { readonly recordId: string; readonly after: EntryRef; readonly day: string },
): JournalBody {
  const step = { recordId, after };
  const back: JournalBody = { kind: 'step-taken-back', ...step, step: after, reason: 'mistyped' };
  if (kind === 'pass') {
    const all: readonly JournalBody[] = [
      { kind: 'pass-paused', ...step, from: day },
      { kind: 'pass-resumed', ...step, from: day },
      { kind: 'pass-returned', ...step, reason: 'holder', returnedFen: 0 },
    ];
    return all[what] ?? back;
  }
  const moved: JournalBody = {
    ...{ kind: 'booking-moved', ...step, itemId: 'court', start: `${day}T10:00`, minutes: 90 },
    ...{ ...PRICED, confirmed: [] },
  };
  const all: readonly JournalBody[] = [
    moved,
    moved,
    { kind: 'booking-cancelled', ...step, reason: 'holder', returnedFen: 0 },
    { kind: 'booking-missed', ...step },
    { kind: 'booking-attended', ...step },
  ];
  return all[what] ?? back;
}

async function countersOf(uses: UsesPort, cardRef: CardRef, siteId: string) {
  const { ofCard, atDesk } = await uses.countersFor([cardRef], siteId, TODAY);
  const textOf = ({ record }: (typeof ofCard)[number]) =>
    `${record?.recordId.slice(-1)} ${record?.start.slice(0, 16)}`;
  return { ofCard: ofCard.map(textOf).sort(), atDesk: atDesk.map(textOf).sort() };
}

describe.each(Object.entries(RECORD_STORES))('records %s', (_name, open) => {
  test('are each counted once as they are now, however entries, feed and rebuilds interleave', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(drawn, { minLength: 1, maxLength: 14 }), async (steps) => {
        const { uses, records } = await open();
        const play = new Play(uses, records);
        for (const step of steps) {
          await play.step(step);
          for (const cardRef of CARDS) {
            for (const siteId of SITES) {
              expect(await countersOf(uses, cardRef, siteId)).toEqual(play.counted(cardRef, siteId));
            }
          }
        }
      }),
      { numRuns: 25 },
    );
  });
});

test('a feed that a release before has pulled comes anew: that one passed over what it did not know', async () => {
  const { factory, start } = newProfile();
  const { records } = await start();
  const cursor = `${EPOCH}.7`;
  expect(await records.put([], { cursor, anew: true })).toBeNull();
  expect(await records.cursor()).toBe(cursor);
  for (const known of [undefined, '3 use void']) {
    await new Promise<void>((resolve, reject) => {
      const opening = factory.open('kiosk');
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const change = opening.result.transaction('holdings', 'readwrite');
        change
          .objectStore('holdings')
          .put({ name: 'records', cursor, ...(known === undefined ? {} : { known }) });
        change.oncomplete = () => {
          opening.result.close();
          resolve();
        };
      };
    });
    const updated = await start();
    expect(await updated.records.cursor()).toBeNull();
    expect(await updated.records.put([], { cursor, anew: true })).toBeNull();
    expect(await updated.records.cursor()).toBe(cursor);
  }
});
