import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { checkCard } from '../../app/check-card.ts';
import { createHeldDenials } from '../../app/held-denials.ts';
import { createHeldKeys } from '../../app/held-keys.ts';
import { type HoldingsLine, openHoldings } from '../../app/holdings.ts';
import type { DistrictPort, JournalPort, TimerPort } from '../../app/ports.ts';
import { rebuildUses } from '../../app/rebuild-uses.ts';
import { redeem, voidUse } from '../../app/redeem.ts';
import type { SharedLimits } from '../../app/shared-limits.ts';
import { createSyncLoop, type SyncLoop } from '../../app/sync-loop.ts';
import type { CardNumber } from '../../domain/card-number.ts';
import { cardRefOf } from '../../domain/card-ref.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import { TrustedKeys } from '../../domain/catalogue-file.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import { Acknowledgement, acknowledgementNote } from '../../host/acknowledgement.ts';
import { readFileOf, replaceFile } from '../../host/atomic-file.ts';
import { ClockMemory, clockKeeper } from '../../host/clock-keeper.ts';
import { Disabled, disabledOf } from '../../host/disabled-file.ts';
import { type DistrictLine, districtLine, type LineProfile } from '../../host/district-line.ts';
import type { DistrictTransport } from '../../host/district-transport.ts';
import { Enrolment } from '../../host/enrolment-file.ts';
import type { JournalDisk } from '../../host/journal-disk.ts';
import { type JournalFile, openJournal } from '../../host/journal-file.ts';

import type { Life } from './life.ts';
import type { Random } from './random.ts';
import type { SimulatedCache } from './simulated-cache.ts';
import { DISTRICT_URL, uuidOf } from './simulated-district.ts';
import type { VirtualTime } from './virtual-time.ts';

const TRUSTED = TrustedKeys.parse(
  JSON.parse(readFileSync(new URL('../../../resources/trusted-keys.json', import.meta.url), 'utf8')),
);
/** Small, so that a run of some dozens of entries passes over many borders. */
const SEGMENT_BYTES_MAX = 4 * 1024;
/** Shorter than any kiosk keeps entries, so that a run of weeks sees them go. */
const KEPT_MS = 10 * 24 * 60 * 60 * 1000;
const SIDE_FILE_BYTES_MAX = 64 * 1024;

/** What a kiosk's process stands on. */
export interface KioskGround {
  readonly life: Life;
  readonly time: VirtualTime;
  readonly random: Random;
  readonly disk: JournalDisk;
  readonly cache: SimulatedCache;
  readonly transport: DistrictTransport;
  readonly catalogue: Catalogue;
  readonly siteId: string;
  /** The device's own clock, right or wrong. */
  readonly wallMs: () => number;
}

/** What became of one attempt to record something. */
type Attempt =
  | { readonly kind: 'recorded'; readonly entry: JournalEntry }
  | { readonly kind: 'refused'; readonly why: string };

/** A running kiosk: host and window in one process, as the demo has them. */
export interface RunningKiosk {
  readonly journal: JournalFile;
  readonly line: DistrictLine;
  readonly loop: SyncLoop;
  sell(cardNumber: CardNumber): Promise<Attempt>;
  voidUse(seq: number): Promise<Attempt>;
  isEnrolled(): boolean;
  /** An orderly end. */
  close(): Promise<void>;
}

/** Starts a kiosk from what its disk and cache hold. Never answers where its life ends before. */
export async function startKiosk(ground: KioskGround): Promise<RunningKiosk> {
  const { life, time, random, disk, cache, catalogue, siteId } = ground;
  const bootMs = time.nowMs();
  const clockSource = {
    now: ground.wallMs,
    monotonicMs: () => time.nowMs() - bootMs,
    bootId: uuidOf(random),
  };
  const memory = await readFile(disk, 'clock.json', ClockMemory);
  const clock = clockKeeper(clockSource, memory, (next) => writeFile(disk, 'clock.json', next));
  const journal = await openJournal(disk, {
    newId: () => uuidOf(random),
    segmentBytesMax: SEGMENT_BYTES_MAX,
    keptMs: KEPT_MS,
  });
  const noted = await readFile(disk, 'acknowledged.json', Acknowledgement.nullable());
  const fits = noted?.journalId === journal.journalId && noted.seq <= journal.head().seq;
  const note = acknowledgementNote(fits ? noted : null, (next) => writeFile(disk, 'acknowledged.json', next));
  let disabled = await readFile(disk, 'disabled.json', Disabled.nullable());
  let enrolment = disabled === null ? await readFile(disk, 'enrolment.json', Enrolment) : null;
  const profile: LineProfile = {
    journal,
    note,
    clock,
    enrolment: () => enrolment,
    async setEnrolment(next) {
      await writeFile(disk, 'disabled.json', null);
      await writeFile(disk, 'enrolment.json', next);
      enrolment = next;
      disabled = null;
    },
    disabled: () => disabled,
    async wipe() {
      if (enrolment === null) return;
      disabled = disabledOf(enrolment);
      enrolment = null;
      await writeFile(disk, 'disabled.json', disabled);
      await writeFile(disk, 'enrolment.json', null);
    },
  };
  const line = districtLine(profile, {
    urlOfThisRun: DISTRICT_URL,
    now: ground.wallMs,
    transport: ground.transport,
    random: random.bytes,
  });
  const port: JournalPort = {
    async append(draft) {
      const known = enrolment;
      if (known === null || line.isClosing()) {
        return { ok: false, fault: { kind: 'not-enrolled', detail: '' } };
      }
      return journal.append(draft, { kioskId: known.kioskId, at: clock.stamp() });
    },
    status: async () => ({
      journalId: journal.journalId,
      headSeq: journal.head().seq,
      acknowledgedSeq: note.current()?.seq ?? 0,
    }),
    read: (fromSeq, limit) => journal.read(fromSeq, limit),
  };
  await rebuildUses({ journal: port, uses: cache.uses });
  const appClock = {
    now: () => clock.look().effectiveMs,
    highWaterMs: () => clock.look().highWaterMs,
  };
  const keys = createHeldKeys({ texts: cache.texts, roots: TRUSTED, clock: appClock });
  const denied = createHeldDenials({ texts: cache.texts, keys, clock: appClock });
  await keys.load();
  await denied.load();
  const holdings = await openHoldings(cache.holdings, journal.journalId);
  const shared: SharedLimits = {
    holdings,
    uses: cache.uses,
    district: holdingsLineOf(line, journal.journalId),
    siteId: () => siteId,
  };
  const refOf = (cardNumber: CardNumber) => cardRefOf(enrolment?.cardRefKeyHex ?? '', cardNumber);
  const loop = createSyncLoop({
    journal: port,
    district: districtPortOf(line, port),
    catalogue: {
      current: () => catalogue,
      offer: async () => ({ kind: 'older', version: catalogue.version }),
    },
    keys,
    denied,
    roster: cache.roster,
    shared,
    clock: appClock,
    timer: timerOf(ground),
    random: random.next,
  });
  return {
    journal,
    line,
    loop,
    isEnrolled: () => enrolment !== null,
    async sell(cardNumber) {
      const check = await checkCard(
        {
          clock: appClock,
          roster: cache.roster,
          uses: cache.uses,
          cardRefOf: refOf,
          keys,
          denied,
          shared,
        },
        { input: { kind: 'card', cardNumber }, siteId, catalogue, choices: {} },
      );
      if (check.kind !== 'decided') return { kind: 'refused', why: check.kind };
      // This clerk answers every question with yes.
      const offered = check.decision.items.filter(
        (item) => item.kind === 'yes' || (item.kind === 'ask' && item.price !== null),
      );
      if (offered.length === 0) return { kind: 'refused', why: check.decision.verdict };
      const item = random.pick(offered);
      const confirmed = item.kind === 'ask' ? item.asks.map((ask) => ask.kind) : [];
      const result = await redeem(
        { journal: port, uses: cache.uses, cardRefOf: refOf, shared },
        { decision: check.decision, itemId: item.itemId, confirmed },
      );
      loop.poke();
      return attemptOf(result);
    },
    async voidUse(seq) {
      const result = await voidUse({ journal: port, uses: cache.uses }, { seq, siteId, reason: 'mistyped' });
      loop.poke();
      return attemptOf(result);
    },
    async close() {
      await loop.stop();
      await clock.close();
      await journal.close();
      life.endAfter(0);
    },
  };
}

function attemptOf(result: Awaited<ReturnType<typeof redeem>>): Attempt {
  if (result.kind === 'recorded') return result;
  return { kind: 'refused', why: result.kind === 'fault' ? result.fault.kind : result.kind };
}

function districtPortOf(line: DistrictLine, journal: JournalPort): DistrictPort {
  return {
    async push() {
      const fault = await line.push();
      return fault === null ? { ok: true, value: await journal.status() } : { ok: false, fault };
    },
    rosterPage: (cursor) => line.ask((client, account) => client.rosterPage(account, cursor)),
    keys: (have) => line.ask((client, account) => client.keys(account, have)),
    denied: (have) => line.ask((client, account) => client.denied(account, have)),
    catalogue: (have) => line.ask((client, account) => client.catalogue(account, have)),
  };
}

function holdingsLineOf(line: DistrictLine, journalId: string): HoldingsLine {
  return {
    leases: (request) => line.ask((client, account) => client.leases(account, journalId, request)),
    rights: (cursor) => line.ask((client, account) => client.rights(account, cursor)),
    claimRight: (claim) => line.ask((client, account) => client.claimRight(account, claim)),
  };
}

function timerOf({ time, life }: KioskGround): TimerPort {
  const bootMs = time.nowMs();
  return {
    monotonicMs: () => time.nowMs() - bootMs,
    after: (delayMs, callback) => time.after(delayMs, () => life.isAlive() && callback()),
  };
}

/** Null where there is none, and for what a torn write or a flipped bit left of one. */
async function readFile<T extends z.ZodType>(
  disk: JournalDisk,
  name: string,
  schema: T,
): Promise<z.output<T> | null> {
  const bytes = await readFileOf(disk, name, SIDE_FILE_BYTES_MAX);
  const parsed = schema.safeParse(bytes === null ? null : jsonOf(bytes.toString('utf8')));
  return parsed.success ? parsed.data : null;
}

function writeFile(disk: JournalDisk, name: string, value: unknown): Promise<void> {
  return replaceFile(disk, name, Buffer.from(JSON.stringify(value)));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
