import { wallDateOf } from '../../domain/base/wall-time.ts';
import { bodyOf, type JournalEntry, recordedAtOf } from '../../domain/journal/journal-entry.ts';
import { JOURNALS_MAX } from '../../host/journal/journal-list.ts';
import type { KioskJournals } from '../../host/journal/kiosk-journals.ts';
import type { Device, Rested } from '../world/device.ts';
import type { World } from '../world/world.ts';
import type { Fail } from './invariant.ts';
import { standingUses } from './standing-uses.ts';

const ENTRIES_MAX = 100_000;

/** Holds what a device has in the end against the district and against its own journal. */
export async function judgeDevice(world: World, device: Device, denied: string): Promise<void> {
  const { rosters, fail } = world;
  const { name, cache, last } = device;
  if (!cache.held.holds(rosters.current()))
    fail('convergence', `${name} does not have the district's roster`);
  if ((await cache.texts.read('denied'))?.text !== denied)
    fail('convergence', `${name} has another list of denied cards`);
  if (last === null) return fail('convergence', `${name} did not come up`);
  if (last.waiting > 0) fail('convergence', `${name} still has ${last.waiting} entries to send`);
  if (await isRevoked(world, last.profile.enrolment()?.kioskId)) {
    fail('wipe', `${name} is revoked, and goes on as enrolled`);
  }
  await judgeFork(world, device, last);
  await judgeCounters(device, last, fail);
}

/** What it recorded in a journal that the district calls forked was recorded before it heard so. */
async function judgeFork({ district, fail }: World, { name }: Device, { profile }: Rested): Promise<void> {
  const { journal } = profile.journals.current();
  const forked = await district.store.read((reads) => reads.quarantined(journal.journalId, 'fork'));
  const own = new Set((await journal.read(1, ENTRIES_MAX)).map(({ hash }) => hash));
  const isStuck = forked.some(({ entry }) => own.has(entry.hash));
  if (isStuck && profile.journals.left().length + 1 < JOURNALS_MAX) {
    fail('fork', `${name} goes on in a journal that the district calls forked`);
  }
}

/** What the day's lists say about the entries that are kept. */
async function judgeCounters({ name, siteId }: Device, { profile, uses }: Rested, fail: Fail): Promise<void> {
  const { kept, from } = await keptUnder(profile.journals);
  const dates = new Set(kept.map((entry) => wallDateOf(recordedAtOf(entry))));
  const listed = await Promise.all([...dates].map((date) => uses.recordedOn(siteId, date)));
  const counted = listed.flat().filter(({ seq, voidedBySeq }) => seq > from && voidedBySeq === null);
  const expected = standingUses(kept).map(({ seq, body }) => `${seq} ${JSON.stringify(body)}`);
  const actual = counted.map(({ seq, body }) => `${seq} ${JSON.stringify(body)}`);
  if (expected.sort().join() !== actual.sort().join())
    fail('derived', `${name} counts ${actual.length} of ${expected.length} uses`);
}

/** All that it keeps, numbered on over the journals that it has left; what lies before a lost beginning is not asked for. */
async function keptUnder(
  journals: KioskJournals,
): Promise<{ readonly kept: readonly JournalEntry[]; readonly from: number }> {
  let kept: JournalEntry[] = [];
  let before = 0;
  let from = 0;
  for (const { journal, lastSeq } of [...journals.left(), journals.current()]) {
    const offset = before;
    const entries = (await journal.read(1, ENTRIES_MAX)).map((entry) => ({
      ...entry,
      seq: entry.seq + offset,
    }));
    const { seq } = journal.base();
    if (seq > 0) {
      kept = [];
      from = offset + seq;
    }
    kept.push(...entries.map((entry) => renumbered(entry, offset)));
    before += lastSeq();
  }
  return { kept, from };
}

function renumbered(entry: JournalEntry, offset: number): JournalEntry {
  const body = bodyOf(entry);
  return body?.kind === 'void' ? { ...entry, body: { ...body, voidsSeq: body.voidsSeq + offset } } : entry;
}

async function isRevoked({ district }: World, kioskId: string | undefined): Promise<boolean> {
  if (kioskId === undefined) return false;
  const kiosk = await district.store.read((reads) => reads.kioskById(kioskId));
  return kiosk !== null && kiosk.revokedAt !== null;
}
