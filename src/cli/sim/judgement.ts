import { servedDenyList } from '../../district/denied.ts';
import type { CountedUse } from '../../district/store-rows.ts';
import { chainFaultOf, GENESIS_HASH, type JournalEntry, recordedAtOf } from '../../domain/journal-entry.ts';
import { limitedItemsOf } from '../../domain/limited-items.ts';
import { dateOfMinute, wallDateOf } from '../../domain/wall-time.ts';
import { judgeAllocations, type UseEntry } from './allocations.ts';
import type { Device } from './device.ts';
import type { World } from './world.ts';

const ENTRIES_MAX = 100_000;
const CASES_MAX = 10_000;
/** What the district has of one journal in the end. */
interface HeldJournal {
  readonly journalId: string;
  readonly held: readonly JournalEntry[];
  readonly forked: readonly JournalEntry[];
}

/** Holds what the district has in the end against what happened at the desks. */
export async function judge(world: World): Promise<void> {
  const journals = await heldJournals(world);
  for (const journal of journals) judgeJournal(world, journal);
  await judgeForks(world, journals);
  const held = journals.flatMap((journal) => journal.held);
  await judgeCounts(world, held);
  await judgeAllocations(world, standingUses(held));
  const denied = (await servedDenyList(world.district.services)).signed.text;
  for (const device of world.devices) await judgeDevice(world, device, denied);
}

async function heldJournals({ oracle, district, devices }: World): Promise<readonly HeldJournal[]> {
  const ids = new Set(devices.flatMap(({ journalId }) => (journalId === null ? [] : [journalId])));
  for (const { entry } of oracle.all()) ids.add(entry.journalId);
  return district.store.read((reads) =>
    Promise.all(
      [...ids].map(async (journalId) => ({
        journalId,
        held: await reads.entriesFrom(journalId, 1, ENTRIES_MAX),
        forked: (await reads.forkedEntries(journalId)).map((row) => row.entry),
      })),
    ),
  );
}

function judgeJournal({ oracle, fail }: World, { journalId, held, forked }: HeldJournal): void {
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
    if (!arrived.has(keyOf(entry))) {
      fail('lost', `${device} recorded entry ${entry.seq}, and the district does not have it`);
    }
  }
  const known = new Set(recorded.map(({ entry }) => keyOf(entry)));
  const unknown = [...held, ...forked].filter((entry) => !known.has(keyOf(entry)));
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

/** What is in quarantine is a case: somebody has to look at it. */
async function judgeForks({ district, fail }: World, journals: readonly HeldJournal[]): Promise<void> {
  const rows = await district.store.read((reads) => reads.cases({ open: true, limit: CASES_MAX }));
  const told = new Set(
    rows
      .filter(({ kind }) => kind === 'journal-fork')
      .flatMap(({ entries }) => entries.map(({ journalId }) => journalId)),
  );
  for (const { journalId, forked } of journals) {
    if (forked.length > 0 && !told.has(journalId)) fail('chain', 'a journal is forked, and is no case');
  }
}

/** The uses that the district counts against limits are those of its entries. */
async function judgeCounts(
  { district, catalogue, fail }: World,
  held: readonly JournalEntry[],
): Promise<void> {
  const items = limitedItemsOf(catalogue);
  const standing = standingUses(held).filter(({ body }) => items.has(body.itemId));
  const cardRefs = [...new Set(held.flatMap(({ body }) => (body.kind === 'use' ? [body.cardRef] : [])))];
  const counted = await district.store.read((reads) => reads.usesOfCards(cardRefs));
  const expected = standing.map(countedOf).sort().join(' ');
  const actual = counted.map(textOf).sort().join(' ');
  if (expected !== actual) {
    fail('totals', `the district counts ${counted.length} uses, and its entries are ${standing.length}`);
  }
}

async function judgeDevice(world: World, device: Device, denied: string): Promise<void> {
  const { rosters, fail } = world;
  const { name, cache, last } = device;
  if (!cache.held.holds(rosters.current()))
    fail('convergence', `${name} does not have the district's roster`);
  if ((await cache.texts.read('denied'))?.text !== denied)
    fail('convergence', `${name} has another list of denied cards`);
  if (last === null) return fail('convergence', `${name} did not come up`);
  // Twins take the journal from one another in turn, and the other one's head is news to each.
  if (last.waiting > 0 && !isForked(world, device))
    fail('convergence', `${name} still has ${last.waiting} entries to send`);
  const { journal } = last.profile;
  if (await isRevoked(world, last.profile.enrolment()?.kioskId)) {
    fail('wipe', `${name} is revoked, and goes on as enrolled`);
  }
  const kept = await journal.read(1, ENTRIES_MAX);
  const from = journal.base().seq;
  const dates = new Set(kept.map((entry) => wallDateOf(recordedAtOf(entry))));
  const listed = await Promise.all([...dates].map((date) => last.uses.recordedOn(device.siteId, date)));
  const counted = listed.flat().filter(({ seq, voidedBySeq }) => seq > from && voidedBySeq === null);
  const expected = standingUses(kept).map(({ seq, body }) => `${seq} ${JSON.stringify(body)}`);
  const actual = counted.map(({ seq, body }) => `${seq} ${JSON.stringify(body)}`);
  if (expected.sort().join() !== actual.sort().join())
    fail('derived', `${name} counts ${actual.length} of ${expected.length} uses`);
}

async function isRevoked({ district }: World, kioskId: string | undefined): Promise<boolean> {
  if (kioskId === undefined) return false;
  const kiosk = await district.store.read((reads) => reads.kioskById(kioskId));
  return kiosk !== null && kiosk.revokedAt !== null;
}

/** What the district has to count of an entry. */
function countedOf({ journalId, seq, siteId, body }: UseEntry): string {
  const { cardRef, itemId, person, quantity, start, courts = [] } = body;
  const date = dateOfMinute(start);
  return textOf({ journalId, seq, cardRef, siteId, itemId, person, quantity, date, courts });
}

function textOf(use: CountedUse): string {
  const { journalId, seq, cardRef, siteId, itemId, person, quantity, date, courts } = use;
  return [journalId, seq, cardRef, siteId, itemId, person, quantity, date, courts.join('+')].join('/');
}

/** Uses that no void took back. */
function standingUses(entries: readonly JournalEntry[]): readonly UseEntry[] {
  const voided = new Set(
    entries.flatMap(({ journalId, body }) => (body.kind === 'void' ? [`${journalId}/${body.voidsSeq}`] : [])),
  );
  return entries.filter((entry): entry is UseEntry => entry.body.kind === 'use' && !voided.has(refOf(entry)));
}

function isForked({ oracle }: World, { journalId }: Device): boolean {
  return journalId !== null && oracle.isForked(journalId);
}

function refOf({ journalId, seq }: { readonly journalId: string; readonly seq: number }): string {
  return `${journalId}/${seq}`;
}

function keyOf({ journalId, seq, hash }: JournalEntry): string {
  return `${journalId}/${seq}/${hash}`;
}
