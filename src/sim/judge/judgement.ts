import { mergedRefOf } from '../../district/intake/merged-ref.ts';
import { servedDenyList } from '../../district/roster/denied.ts';
import type {
  CountedUse,
  DiscrepancyKind,
  DiscrepancyRow,
  QuarantinedRow,
} from '../../district/storage/store-rows.ts';
import { dateOfMinute } from '../../domain/base/wall-time.ts';
import { limitedItemsOf } from '../../domain/decision/limited-items.ts';
import { courtsIn, minutesIn } from '../../domain/journal/entry-body.ts';
import { bodyOf, chainFaultOf, GENESIS_HASH, type JournalEntry } from '../../domain/journal/journal-entry.ts';
import { journalIdsOn } from '../world/device.ts';
import type { World } from '../world/world.ts';
import { judgeAllocations } from './allocations.ts';
import { judgeDevice } from './device-judgement.ts';
import { standingWithMerged } from './merged-uses.ts';
import { asTheyStand, judgeDeviceRecords, judgeRecords } from './record-judgement.ts';
import { refOf, type UseEntry } from './standing-uses.ts';

const ENTRIES_MAX = 100_000;
const DISCREPANCIES_MAX = 10_000;

/** What the district has of one journal in the end. */
interface HeldJournal {
  readonly journalId: string;
  readonly held: readonly JournalEntry[];
  readonly quarantined: readonly QuarantinedRow[];
  /** The part of what is held that a revoked kiosk brought after it was told so; nobody counts it. */
  readonly aside: readonly JournalEntry[];
}

/** Holds what the district has in the end against what happened at the desks. */
export async function judge(world: World): Promise<void> {
  const journals = await heldJournals(world);
  for (const journal of journals) judgeJournal(world, journal);
  await judgeQuarantine(world, journals);
  await judgeNewer(world, journals);
  const counted = journals.flatMap(({ held, aside }) => {
    const hashes = new Set(aside.map((entry) => entry.hash));
    return held.filter((entry) => !hashes.has(entry.hash));
  });
  const quarantined = journals.flatMap((journal) => journal.quarantined);
  const merged = quarantined.filter((row) => row.outcome === 'accepted').map((row) => row.entry);
  const records = await judgeRecords(world, [...counted, ...merged]);
  const standing = asTheyStand(standingWithMerged(counted, quarantined), records);
  await judgeCounts(world, standing);
  await judgePublic(world, [...counted, ...merged]);
  // The district names a merged entry by its hash.
  const named = merged.map((entry) => ({ ...entry, ...mergedRefOf(entry) }));
  await judgeAllocations(world, standing, [...counted, ...named]);
  const denied = (await servedDenyList(world.district.services)).signed.text;
  await world.holders.judge(world.devices);
  await world.notes.judge(world);
  for (const device of world.devices) {
    await judgeDevice(world, device, denied);
    await judgeDeviceRecords(world, device);
  }
}

async function heldJournals({ oracle, district, devices }: World): Promise<readonly HeldJournal[]> {
  const ids = new Set(devices.flatMap(journalIdsOn));
  for (const { entry } of oracle.all()) ids.add(entry.journalId);
  return district.store.read((reads) =>
    Promise.all(
      [...ids].map(async (journalId) => ({
        journalId,
        held: await reads.entriesFrom(journalId, 1, ENTRIES_MAX),
        quarantined: await reads.quarantined(journalId, 'fork'),
        aside: (await reads.quarantined(journalId, 'revoked')).map((row) => row.entry),
      })),
    ),
  );
}

function judgeJournal({ oracle, fail }: World, { journalId, held, quarantined }: HeldJournal): void {
  const forked = quarantined.map((row) => row.entry);
  const chain = chainFaultOf({ journalId, seq: 0, hash: GENESIS_HASH }, held);
  if (chain !== null) fail('chain', `the district's chain is broken at ${chain.seq}: ${chain.kind}`);
  if (forked.length > 0 && !oracle.isForked(journalId)) {
    fail('chain', 'a journal counts as forked that nobody copied');
  }
  const twice = held.length + forked.length - new Set([...held.map(refOf), ...forked.map(keyOf)]).size;
  if (twice > 0) fail('duplicate', `the district has ${twice} entries twice`);
  const recorded = oracle.all().filter(({ entry }) => entry.journalId === journalId);
  const arrived = new Set([...held, ...forked].map(keyOf));
  for (const { device, entry } of recorded) {
    if (!arrived.has(keyOf(entry)) && !oracle.isDestroyed(entry.hash)) {
      fail('lost', `${device} recorded entry ${entry.seq}, and the district does not have it`);
    }
  }
  const counted = held.find((entry) => oracle.isForged(entry.hash));
  if (counted !== undefined) fail('hand', `the district goes by entry ${counted.seq}, which a hand has made`);
  const known = new Set(recorded.map(({ entry }) => keyOf(entry)));
  const unknown = [...held, ...forked].filter(
    (entry) => !known.has(keyOf(entry)) && !oracle.isForged(entry.hash),
  );
  for (const seq of withoutEach(
    unknown.map((entry) => entry.seq),
    oracle.doubtsOf(journalId),
  )) {
    fail('duplicate', `the district has an entry ${seq} that nobody recorded`);
  }
}

/** The numbers that are left when each of the others has taken one like it away. */
function withoutEach(numbers: readonly number[], others: readonly number[]): readonly number[] {
  return others.reduce<readonly number[]>((left, other) => {
    const at = left.indexOf(other);
    return at === -1 ? left : left.toSpliced(at, 1);
  }, numbers);
}

/** What is in quarantine is a discrepancy: somebody has to look at it. */
async function judgeQuarantine(world: World, journals: readonly HeldJournal[]): Promise<void> {
  const { district, fail, oracle } = world;
  const rows = await district.store.read((reads) =>
    reads.discrepancies({ open: true, limit: DISCREPANCIES_MAX }),
  );
  const toldOf = (kind: DiscrepancyKind) =>
    new Set(rows.filter((row) => row.kind === kind).flatMap(journalIdsOf));
  const forks = toldOf('journal-fork');
  const revoked = toldOf('revoked-kiosk');
  // A kiosk that is shut out tells nobody any more what is done to its disk.
  const shut = new Set(world.devices.filter((device) => device.isRevoked).flatMap(journalIdsOn));
  const looked = await district.store.read((reads) =>
    reads.discrepancies({ open: false, limit: DISCREPANCIES_MAX }),
  );
  const told = new Set(looked.filter((row) => row.kind === 'journal-fork').flatMap(journalIdsOf));
  for (const journalId of oracle.edited()) {
    const isTold = forks.has(journalId) || told.has(journalId) || shut.has(journalId);
    if (!isTold) fail('hand', 'a journal was edited, and is no discrepancy');
  }
  for (const { journalId, quarantined, aside } of journals) {
    const waiting = quarantined.filter((row) => row.outcome === null);
    if (waiting.length > 0 && !forks.has(journalId))
      fail('chain', 'a journal is forked, and is no discrepancy');
    if (aside.length > 0 && !revoked.has(journalId))
      fail('totals', 'entries are in quarantine, and are no discrepancy');
  }
}

function journalIdsOf({ entries }: DiscrepancyRow): readonly string[] {
  return entries.map(({ journalId }) => journalId);
}

/** What nobody here knows waits at the district for a release that does, and an officer hears nothing of it. */
async function judgeNewer({ district, fail }: World, journals: readonly HeldJournal[]): Promise<void> {
  const held = journals.flatMap((journal) => journal.held).filter((entry) => bodyOf(entry) === null);
  const waiting = await district.store.read((reads) => reads.newerEntries(null, ENTRIES_MAX));
  if (waiting.length !== held.length) {
    fail(
      'newer',
      `${held.length} entries of a newer release are held, and ${waiting.length} wait to be counted`,
    );
  }
  const rows = await district.store.read((reads) =>
    reads.discrepancies({ open: true, limit: DISCREPANCIES_MAX }),
  );
  // Two copies of a machine use the same numbers. A discrepancy that names one may mean the entry from quarantine.
  const twice = new Set(journals.flatMap(({ quarantined }) => quarantined.map(({ entry }) => refOf(entry))));
  const newer = new Set(held.map(refOf).filter((ref) => !twice.has(ref)));
  for (const { kind, entries } of rows) {
    const told = TELLS_OF_ALL.includes(kind) ? undefined : entries.find((ref) => newer.has(refOf(ref)));
    if (told !== undefined) fail('newer', `entry ${told.seq} of a newer release is a discrepancy: ${kind}`);
  }
}

/** Discrepancies about the kiosk that wrote or brought an entry. They do not depend on the entry's kind. */
const TELLS_OF_ALL: readonly DiscrepancyKind[] = [
  'journal-fork',
  'revoked-kiosk',
  'unknown-enrolment',
  'foreign-enrolment',
  'foreign-site',
];

/** The uses that the district counts against limits are those of its entries. */
async function judgeCounts({ district, catalogue, fail }: World, uses: readonly UseEntry[]): Promise<void> {
  const items = limitedItemsOf(catalogue);
  const standing = uses.filter(({ body }) => items.has(body.itemId));
  const cards = await district.store.read((reads) =>
    reads.cardsAfter({ position: 0, begun: 0, limit: DISCREPANCIES_MAX }),
  );
  // A restored district may know nothing of a card that was used.
  const used = standing.map(({ body }) => body.cardRef);
  const cardRefs = [...new Set([...cards.map((card) => card.cardRef), ...used])];
  const counted = await district.store.read((reads) => reads.usesOfCards(cardRefs));
  const expected = standing.map(countedOf).sort().join(' ');
  const actual = counted.map(textOf).sort().join(' ');
  if (expected !== actual) {
    fail('totals', `the district counts ${counted.length} uses, and its entries are ${standing.length}`);
  }
}

/** What the district has to count of an entry. */
function countedOf({ journalId, seq, siteId, body }: UseEntry): string {
  const { cardRef, itemId, person, quantity, start } = body;
  const courts = courtsIn(body);
  const date = dateOfMinute(start);
  const minutes = minutesIn(body);
  const span = minutes === null ? null : { start, minutes };
  return textOf({ journalId, seq, cardRef, siteId, itemId, person, quantity, date, courts, span });
}

function textOf(use: Omit<CountedUse, 'takesPlace' | 'givenBy'>): string {
  const { journalId, seq, cardRef, siteId, itemId, person, quantity, date, courts, span } = use;
  const time = span === null ? '' : `${span.start}+${span.minutes}`;
  return [journalId, seq, cardRef, siteId, itemId, person, quantity, date, courts.join('+'), time].join('/');
}

/** What the district has given to the public is what its entries say: once taken, and free for good once freed. */
async function judgePublic(
  { district, fail, catalogue }: World,
  counted: readonly JournalEntry[],
): Promise<void> {
  const due = new Map<string, boolean>();
  for (const { body } of counted) {
    const isFreed = body.kind === 'courts-freed';
    if (!isFreed && body.kind !== 'courts-taken') continue;
    const takenId = String(body['takenId']);
    due.set(takenId, isFreed || due.get(takenId) === true);
  }
  const held = await district.store.read(async (reads) =>
    (await Promise.all(catalogue.sites.map(({ id }) => reads.publicStretchesOf(id, '')))).flat(),
  );
  const actual = new Map(held.map(({ takenId, isFreed }) => [takenId, isFreed]));
  const wrong = [...due].filter(([takenId, isFreed]) => actual.get(takenId) !== isFreed);
  if (wrong.length > 0 || actual.size !== due.size) {
    fail('totals', `${wrong.length} of ${due.size} stretches for the public are not as their entries say`);
  }
}

function keyOf({ journalId, seq, hash }: JournalEntry): string {
  return `${journalId}/${seq}/${hash}`;
}
