import { MINUTE_MS, SECOND_MS } from '../../domain/base/duration.ts';
import { wallDateOf } from '../../domain/base/wall-time.ts';
import type { CardNumber } from '../../domain/card/card-number.ts';
import type { JournalDraft, JournalEntry } from '../../domain/journal/journal-entry.ts';
import { isUse } from '../judge/standing-uses.ts';
import type { Attempt } from '../kiosk/simulated-clerk.ts';
import { type RunningKiosk, startKiosk } from '../kiosk/simulated-kiosk.ts';
import { type DistrictDoor, simulatedLine } from '../kiosk/simulated-line.ts';
import { wordsOf } from '../seeds/uncaught.ts';
import { type Device, HALL } from './device.ts';
import type { FaultKind } from './fault-plan.ts';
import { recordAsFirst, sellAsFirst } from './first-release.ts';
import { newLife } from './life.ts';
import { strikeClock, strikeWhileOff } from './machine-off.ts';
import { nextShiftMs } from './opening-hours.ts';
import type { Random } from './random.ts';
import { COURT_SITES } from './simulated-catalogue.ts';
import type { World } from './world.ts';

const SHIFT_MS_MIN = 10 * SECOND_MS;
const SHIFT_MS_MAX = 90 * SECOND_MS;
/** Now and then a kiosk stays up for so long that the loop's longest waits pass. */
const LONG_SHIFT_SHARE = 0.01;
const LONG_SHIFT_MS_MAX = 45 * MINUTE_MS;
const ACTIONS_MAX = 5;
/** A desk for courts has more customers in one shift. */
const ACTIONS_FOR_COURTS_MAX = 8;
/** The share of acts that are steps of a record. */
const STEP_SHARE = 0.2;
/** A matter has ten steps, so that few holders come to the hall, and often. */
const HALL_STEP_SHARE = 0.65;
const HALL_CARDS = 2;
const HALL_ACTIONS = 4;
/** The share of acts by which the venue gives courts to the public. */
const PUBLIC_SHARE = 0.08;
/** The share of entries that a later release writes, in runs with that fault. */
const NEWER_SHARE = 0.1;
const ENROL_AGAIN_MS = 15 * SECOND_MS;
/** This many of the last customers of a desk may come back. */
const CUSTOMERS_MAX = 4;
/** This many of the newest cards are shown more often than others. */
const NEWEST_CARDS = 3;
const CRASH_AWAITS_MAX = 120;
/** A process passes about this many awaits from the scan to the counted entry. */
const CRASH_AWAITS_IN_ACT_MAX = 40;

/** A new process on the device; null if it ends before it is up. */
export async function boot(world: World, device: Device): Promise<RunningKiosk | null> {
  const life = newLife();
  device.life = life;
  device.isBeingEnrolled = false;
  device.isDoomed = false;
  const { time, catalogue } = world;
  world.names.begins(device, time.nowMs());
  const line = simulatedLine({
    time,
    random: device.random,
    weather: device.weather,
    door: doorOf(world),
    tally: world.tally,
  });
  const started = startKiosk({
    life,
    time,
    random: device.random,
    disk: device.disk.openBy(life),
    cache: device.cache,
    transport: async (request) => {
      await life.passed();
      const answer = await line(request);
      await life.passed();
      const isRoster = new URL(request.url).pathname.endsWith('/roster');
      if (answer.kind === 'answered' && answer.status === 200 && isRoster) device.heardMs = time.nowMs();
      return answer;
    },
    catalogue,
    siteId: device.siteId,
    wallMs: () => time.nowMs() + device.clockOffMs,
    windowFailed: (cause) => void world.startRefused(device, cause),
  });
  const kiosk = await life.during(started.catch((cause: unknown) => world.startRefused(device, cause)));
  if (kiosk === null) return null;
  const { journal } = kiosk.profile;
  world.wipes.begins(device, kiosk.profile);
  device.kioskId = kiosk.profile.enrolment()?.kioskId ?? device.kioskId;
  const damage = journal.troubles.find((trouble) => trouble.kind === 'damaged');
  if (damage !== undefined && device.flips === 0) {
    world.fail('start', `${device.name} counts its journal as damaged: ${damage.detail}`);
  }
  if (damage === undefined) device.flips = 0;
  const broken = kiosk.profile.troubles.find((trouble) => trouble.kind === 'file-broken');
  if (broken !== undefined && !device.isDamaged) {
    world.fail('start', `${device.name} cannot read ${broken.file}, which nobody damaged`);
  }
  if (broken === undefined) device.isDamaged = false;
  await life.during(seeToEnrolment(world, device, kiosk));
  kiosk.window.subscribe(() => {
    void world.wipes.check(device, kiosk.profile, time.nowMs());
    if (kiosk.window.status()?.isSyncing === true || !life.isAlive()) return;
    void world.looked(device);
    void life.during(seeToEnrolment(world, device, kiosk));
  });
  return life.isAlive() ? kiosk : null;
}

/** What a server answers where its program has a bug; the bug is told as one. */
function doorOf({ district, fail }: World): DistrictDoor {
  return async (request) => {
    try {
      return await district.door(request);
    } catch (cause) {
      fail('exception', `the district: ${wordsOf(cause)}`);
      return { status: 500, text: '' };
    }
  };
}

/**
 * A technician enrols a kiosk that is not enrolled, unless it was shut out. A district that was restored to before the
 * enrolment does not know the kiosk: the technician sees to that too.
 */
export async function seeToEnrolment(world: World, device: Device, kiosk: RunningKiosk): Promise<void> {
  if (device.isRevoked || device.isBeingEnrolled || !needsEnrolment(kiosk)) return;
  const { life } = device;
  device.isBeingEnrolled = true;
  const code = await world.district.enrolmentCode(device.name, [device.siteId]);
  await kiosk.window.enrol(code);
  if (kiosk.profile.enrolment() !== null) world.wipes.enrolled(device);
  device.kioskId = kiosk.profile.enrolment()?.kioskId ?? device.kioskId;
  device.isBeingEnrolled = false;
  if (kiosk.profile.enrolment() !== null) return;
  // Nothing else happens at a window that is shut.
  world.time.after(ENROL_AGAIN_MS, () => {
    if (life.isAlive()) void life.during(seeToEnrolment(world, device, kiosk));
  });
}

function needsEnrolment({ profile, window }: RunningKiosk): boolean {
  return profile.enrolment() === null || window.status()?.trouble?.kind === 'not-enrolled';
}

/** A device's 45 days: now and then a shift, and between them what happens to a machine that is off. */
export async function liveOn(world: World, device: Device): Promise<void> {
  const { time } = world;
  while (time.nowMs() < world.endMs) {
    await time.sleep(nextShiftMs(time.nowMs(), device.random) - time.nowMs());
    if (time.nowMs() >= world.endMs) return;
    recordAsFirst(world, device);
    strikeWhileOff(world, device);
    await shift(world, device);
  }
}

async function shift(world: World, device: Device): Promise<void> {
  const { time } = world;
  const { random } = device;
  const ending: FaultKind | null = random.pick([
    'crash-at-await',
    'killed',
    'power-cut',
    null,
    null,
  ] as const);
  const strikesAt = random.between(0, SHIFT_MS_MAX);
  const isWhileWriting = ending === 'crash-at-await' && random.chance(0.6);
  const kiosk = await boot(world, device);
  if (kiosk === null) return afterEnd(world, device);
  const { life } = device;
  // A full or broken disk is noticed, and mended, within the shift.
  time.after(random.between(0, SHIFT_MS_MAX), () => {
    device.disk.refusal = null;
  });
  time.after(random.between(0, SHIFT_MS_MAX), () => strikeClock(world, device));
  if (ending !== null && world.faults.has(ending)) {
    time.after(isWhileWriting ? 0 : strikesAt, () => {
      if (!life.isAlive()) return;
      world.tally.fired(ending);
      if (isWhileWriting) device.isDoomed = true;
      else life.endAfter(ending === 'crash-at-await' ? random.below(CRASH_AWAITS_MAX) : 0);
    });
  }
  await life.during(work(world, device, kiosk));
  await life.during(kiosk.close());
  life.endAfter(0);
  await afterEnd(world, device, ending);
}

async function work(world: World, device: Device, kiosk: RunningKiosk): Promise<void> {
  if (device.first.shiftsLeft > 0) await device.life.during(sellAsFirst(world, device, kiosk));
  const { random } = device;
  const longestMs = random.chance(LONG_SHIFT_SHARE) ? LONG_SHIFT_MS_MAX : SHIFT_MS_MAX;
  const untilMs = world.time.nowMs() + random.between(SHIFT_MS_MIN, longestMs);
  const most = COURT_SITES.some((siteId) => siteId === device.siteId) ? ACTIONS_FOR_COURTS_MAX : ACTIONS_MAX;
  const isUpdated = device.first.sold.length === 0;
  const drawn = random.below(most) * (device.siteId === HALL ? HALL_ACTIONS : 1);
  const actions = isUpdated ? drawn : 0;
  for (let action = actions; action > 0; action -= 1) {
    await world.time.sleep(random.between(0, (untilMs - world.time.nowMs()) / action));
    await act(world, device, kiosk);
    await watched(world, device, kiosk);
  }
  await world.time.sleep(untilMs - world.time.nowMs());
  await watched(world, device, kiosk);
}

/** The window asks its host, and somebody looks at both. */
async function watched(world: World, device: Device, kiosk: RunningKiosk): Promise<void> {
  await device.life.during(kiosk.window.refresh());
  if (!device.life.isAlive()) return;
  world.names.check(device, kiosk.profile, world.time.nowMs());
  world.notes.check(device, world.time.nowMs());
  await world.wipes.check(device, kiosk.profile, world.time.nowMs());
}

async function act(world: World, device: Device, kiosk: RunningKiosk): Promise<void> {
  const { random, life } = device;
  const { journals } = kiosk.profile;
  const before = journals.current().journal;
  const { seq: ownSeq } = before.head();
  const head = journals.view.status();
  const { headSeq: seq } = head;
  const isVoid = seq > 0 && random.chance(0.15);
  const isNewer = world.faults.has('newer-release') && random.chance(NEWER_SHARE);
  const isHall = device.siteId === HALL;
  const isStep = random.chance(isHall ? HALL_STEP_SHARE : STEP_SHARE);
  const isPublic = random.chance(PUBLIC_SHARE) && !isHall;
  const card: CardNumber = isHall
    ? random.pick(world.cards.slice(0, HALL_CARDS))
    : isStep
      ? cardOfCustomer(world, device)
      : shownCard(world, random);
  const telephone = `13${String(random.below(1e9)).padStart(9, '0')}`;
  await life.during(kiosk.window.refresh());
  if (!life.isAlive()) return;
  await world.looked(device);
  if (device.isDoomed) life.endAfter(1 + random.below(CRASH_AWAITS_IN_ACT_MAX));
  const isSale = !isVoid && !isNewer && !isStep && !isPublic;
  const refusedBefore = isSale ? await world.denials.refusalOf(device, card) : null;
  const today = wallDateOf(world.time.nowMs());
  const known = isSale ? await world.holders.knownOf(device, card, { day: today, head }) : null;
  // A list that has just been written is in force a moment later.
  await world.time.sleep(1);
  if (!life.isAlive()) return;
  const attempt = isNewer
    ? recordAsNewer(world, device, kiosk)
    : isVoid
      ? kiosk.window.voidUse(1 + random.below(seq))
      : isStep
        ? kiosk.window.step(card)
        : isPublic
          ? kiosk.window.givePublic()
          : kiosk.window.sell(card, telephone);
  const outcome = await life.during(attempt);
  if (outcome?.kind === 'recorded')
    world.notes.written(device, outcome.entry, { text: telephone, nowMs: world.time.nowMs() });
  if (outcome === null) {
    world.oracle.leftInDoubt(before.journalId, ownSeq + 1);
    // Meanwhile it may have left that journal.
    const { journal: after } = journals.current();
    if (after !== before) world.oracle.leftInDoubt(after.journalId, 1);
    return;
  }
  if (outcome.kind === 'recorded') world.oracle.recorded(device.name, ownEntryOf(kiosk, outcome.entry));
  if (isSale && outcome.kind === 'recorded') {
    const before = world.customers.get(device.siteId) ?? [];
    world.customers.set(device.siteId, [card, ...before].slice(0, CUSTOMERS_MAX));
  }
  if (known !== null && outcome.kind === 'recorded' && isUse(outcome.entry)) {
    world.holders.sold(device, known, outcome.entry.body);
  }
  // A list that came while the sale was under way may have been read before or after.
  const refused =
    outcome.kind === 'recorded' && refusedBefore !== null && (await world.denials.refusalOf(device, card));
  if (refused) world.fail('revocation', `${device.name} let a card in that it knew as ${refused}`);
  world.noted(
    device,
    outcome.kind === 'recorded' ? `${outcome.entry.body.kind} ${outcome.entry.seq}` : outcome.why,
  );
}

/** A holder with a new card often wants what they had. */
function shownCard({ cards, faults }: World, random: Random): CardNumber {
  const card = random.pick(cards);
  if (!faults.has('card-replaced') || random.chance(0.6)) return card;
  return cards.at(-1 - random.below(NEWEST_CARDS)) ?? card;
}

/** The card of a customer who comes back to the desk that sold a booking or a pass. */
function cardOfCustomer(world: World, { siteId, random }: Device): CardNumber {
  const customers = world.customers.get(siteId) ?? [];
  return customers.length === 0 ? shownCard(world, random) : random.pick(customers);
}

/**
 * An entry as a later release of the kiosk writes it: the device was put back to this one since. The window did not ask
 * for it, and finds it in the journal.
 */
async function recordAsNewer(
  { tally }: World,
  { siteId, random }: Device,
  { profile }: RunningKiosk,
): Promise<Attempt> {
  const kioskId = profile.enrolment()?.kioskId;
  if (kioskId === undefined) return { kind: 'refused', why: 'not enrolled' };
  const body = { kind: 'pass-moved', of: random.below(9), how: { by: 'a later release' } };
  const draft = { siteId, body } as unknown as JournalDraft;
  const stamp = { kioskId, staff: null, at: profile.clock.stamp() };
  const outcome = await profile.journals.view.append(draft, stamp);
  if (!outcome.ok) return { kind: 'refused', why: outcome.fault.kind };
  tally.fired('newer-release');
  return { kind: 'recorded', entry: outcome.entry };
}

/** The entry as it lies in its journal. The numbers of the window do not begin anew when a journal is left. */
function ownEntryOf({ profile }: RunningKiosk, seen: JournalEntry): JournalEntry {
  const all = [...profile.journals.left(), profile.journals.current()];
  const own = all.find(({ journal }) => journal.head().hash === seen.hash)?.journal;
  if (own === undefined) throw new Error('what was recorded last is the end of no journal');
  return { ...seen, journalId: own.journalId, seq: own.head().seq };
}

/** A power cut drops what was not flushed; a process that was merely killed leaves it to the system, in time. */
async function afterEnd(world: World, device: Device, ending: FaultKind | null = null): Promise<void> {
  const isCut = device.isDoomed || device.random.chance(0.5);
  if (ending === 'power-cut' || (ending === 'crash-at-await' && isCut)) {
    device.disk.powerCut(device.random);
  } else {
    device.disk.writtenOut();
  }
  await world.looked(device);
}
