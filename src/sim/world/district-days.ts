import { replaceCard } from '../../district/cardholders/replace-card.ts';
import { demoRecords } from '../../district/demo/cards.ts';
import { dismissForked, listForked, mergeForked } from '../../district/intake/forked.ts';
import { eraseNotes } from '../../district/notes/erase-notes.ts';
import { DAY_MS } from '../../domain/base/duration.ts';
import { cardNumberOf } from '../../domain/card/card-number.ts';
import type { RosterRecord } from '../../domain/card/roster-record.ts';
import type { DistrictVersion } from '../district/district-version.ts';
import { journalIdsOn, newDevice } from './device.ts';
import { liveOn } from './device-days.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

/** A backup is at most this old. With the two days until somebody looks, that is less than kiosks keep what the district has. */
const BACKUP_AGE_MS_MAX = 3 * DAY_MS;
/** The cards that the district gives out: most are good, one has expired and one is lost. */
export const SIMULATED_CARDS = [0, 1, 2, 3, 4, 7, 10, 11, 12, 13].flatMap(
  (index) => demoRecords[index] ?? [],
);

/** Starts everything that goes on by itself: the desks, the district's days, and what happens to machines. */
export async function setGoing(world: World): Promise<void> {
  await changeCards(world, SIMULATED_CARDS);
  for (const device of world.devices) void liveOn(world, device);
  void districtDays(world);
  if (world.faults.has('disk-cloned')) void cloneOne(world);
  if (world.faults.has('device-revoked')) void revokeOne(world);
}

async function districtDays(world: World): Promise<void> {
  const { time, faults, tally, district } = world;
  const random = world.random.fork('district days');
  let backup = await district.backup();
  let backupMs = time.nowMs();
  let links = world.holders.links();
  while (time.nowMs() < world.endMs) {
    await time.sleep(random.between(0.1, 2) * DAY_MS);
    if (time.nowMs() >= world.endMs) break;
    await eraseNotes(district.services);
    if (random.chance(0.5)) await changeOneCard(world, random);
    if (random.chance(0.3)) await decideOnForks(world, random);
    if (faults.has('card-replaced') && random.chance(0.3)) await replaceOneCard(world, random);
    if (faults.has('keys-rotated') && random.chance(0.1)) {
      tally.fired('keys-rotated');
      district.rotateKeys();
    }
    district.version = versionOf(world, random);
    if (faults.has('server-restored') && random.chance(0.1)) {
      tally.fired('server-restored');
      await district.restore(backup);
      await world.holders.restored(links);
      await world.rosters.begin(district);
    }
    if (random.chance(0.4) || time.nowMs() - backupMs > BACKUP_AGE_MS_MAX) {
      backup = await district.backup();
      links = world.holders.links();
      backupMs = time.nowMs();
    }
    district.isClosed = faults.has('district-down') && random.chance(0.2);
    if (district.isClosed) tally.fired('district-down');
  }
  district.isClosed = false;
}

/** An officer merges or dismisses a journal's entries in quarantine, at once or never. */
async function decideOnForks({ district }: World, random: Random): Promise<void> {
  const { services } = district;
  for (const { journalId, waiting } of await listForked(services)) {
    if (waiting === 0 || random.chance(0.3)) continue;
    const decide = random.chance(0.7) ? mergeForked : dismissForked;
    await decide(services, { journalId, officer: 'officer', note: 'looked into' });
  }
}

/** The district is another release than its kiosks now and then, until that is noticed. */
function versionOf({ faults, tally }: World, random: Random): DistrictVersion {
  const kind = random.pick(['district-older', 'district-newer', null] as const);
  if (kind === null || !faults.has(kind)) return 'same';
  tally.fired(kind);
  return kind === 'district-older' ? 'older' : 'newer';
}

async function changeOneCard(world: World, random: Random): Promise<void> {
  const record = random.pick(SIMULATED_CARDS);
  const isRevoked = world.faults.has('card-revoked') && random.chance(0.5);
  if (isRevoked) world.tally.fired('card-revoked');
  if (isRevoked && random.chance(0.5)) {
    await world.district.deny(record.cardNumber, random.chance(0.7));
    await world.denials.issued(world.district);
    return;
  }
  if (random.chance(0.2)) {
    await world.district.removeCard(record.cardNumber);
    await world.rosters.begin(world.district);
    return;
  }
  const status = isRevoked ? random.pick(['lost', 'revoked', 'suspended'] as const) : 'active';
  await changeCards(world, [{ ...record, status }]);
}

/** A holder gets another card. No number is given twice, though a restored district knows nothing of some. */
async function replaceOneCard({ district, cards, holders, rosters, denials, tally }: World, random: Random) {
  const before = random.pick(cards);
  const card = cardNumberOf(`LW2026${String(cards.length).padStart(4, '0')}`);
  const serialOf = async () => (await district.store.read((reads) => reads.denyList())).serial;
  const serial = await serialOf();
  const outcome = await replaceCard(district.services, { cardNumber: before, by: card, officer: 'office' });
  if (outcome.kind !== 'done') return;
  tally.fired('card-replaced');
  cards.push(card);
  await holders.replaced(card, before);
  await rosters.begin(district);
  if ((await serialOf()) !== serial) await denials.issued(district);
}

async function changeCards(world: World, records: readonly RosterRecord[]): Promise<void> {
  await world.district.putCards(records);
  await world.rosters.begin(world.district);
}

async function cloneOne(world: World): Promise<void> {
  const random = world.random.fork('clone');
  await world.time.sleep(random.between(5, 35) * DAY_MS);
  const from = random.pick(world.devices);
  // An imaging program runs on a machine that is off.
  const copied = journalIdsOn(from);
  if (from.life.isAlive() || copied.length === 0) return;
  world.tally.fired('disk-cloned');
  const twin = newDevice(`${from.name}-twin`, from.siteId, world, from);
  for (const journalId of copied) world.oracle.forked(journalId);
  world.devices.push(twin);
  await liveOn(world, twin);
}

async function revokeOne(world: World): Promise<void> {
  const random = world.random.fork('revoke');
  await world.time.sleep(random.between(5, 40) * DAY_MS);
  const device = random.pick(world.devices);
  const { kioskId } = device;
  if (kioskId === null) return;
  world.tally.fired('device-revoked');
  for (const other of world.devices) if (other.kioskId === kioskId) other.isRevoked = true;
  await world.district.revokeKiosk(kioskId);
}
