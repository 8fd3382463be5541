import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startDistrict } from '../../../src/district/district.ts';
import { shippedCatalogue } from '../../../src/district/roster/catalogue.ts';
import { developmentKeys } from '../../../src/district/roster/keys.ts';
import { type CardNumber, cardNumberOf } from '../../../src/domain/card/card-number.ts';
import type { JournalEntry } from '../../../src/domain/journal/journal-entry.ts';
import type { HandoverLetter } from '../../../src/host-api/handover-api.ts';
import { freePort } from '../../support/free-port.ts';
import { TICKET } from '../../support/journal-drafts.ts';
import { seededRandom } from '../../support/random.ts';
import { HostKilled, type HostProcess, openHostProcess } from '../kill-journal/host-process.ts';
import { badLine, LINE_FAULTS, type LineFault } from './bad-line.ts';
import { type Receiver, type ReceiverKind, receiverOf } from './receivers.ts';

const SITE = 'liwan-central-hospital';
const TIMING = { answerMs: 200, firstRetryMs: 5, lastRetryMs: 60 };
const LATE_MS = 350;
/** One in so many is never taken, one in so many is taken back by the desk. */
const NEVER_TAKEN = 40;
const TAKEN_BACK = 15;
const END_MS_MAX = 120_000;

export interface HandoverReport {
  readonly asked: number;
  readonly recorded: number;
  readonly arrivedOnce: number;
  readonly inSight: number;
  readonly takenBack: number;
  readonly copies: number;
  readonly hostKills: number;
  readonly receiverKills: number;
  readonly wrong: readonly string[];
}

interface Ask {
  readonly cardNumber: CardNumber;
  readonly cardRef: string;
  /** Null if the host was killed before it answered. */
  seq: number | null;
  isTakenBack: boolean;
}

/** Hands over `count` uses to a receiver that is killed, slow and wrong, while the host is killed as well. */
export async function runHandovers(options: {
  readonly kind: ReceiverKind;
  readonly count: number;
  readonly seed: number;
}): Promise<HandoverReport> {
  const { kind, count } = options;
  const random = seededRandom(options.seed);
  const folder = mkdtempSync(join(tmpdir(), 'handover-proof-'));
  const mood = { isCalm: false };
  const port = await freePort();
  const receiver = receiverOf(kind, {
    port,
    moodFor(cardNumber) {
      if (isNeverTaken(cardNumber)) return 'refuses';
      return !mood.isCalm && random() < 0.1 ? 'busy' : 'takes';
    },
  });
  const nextFault = (): LineFault => {
    if (mood.isCalm || random() < 0.5) return 'none';
    return LINE_FAULTS[Math.floor(random() * LINE_FAULTS.length)] ?? 'none';
  };
  const line = await badLine(() => port, nextFault, LATE_MS);
  const district = await startDistrict({
    storage: { kind: 'pglite', folder: null },
    host: '127.0.0.1',
    port: 0,
    catalogue: await shippedCatalogue(),
    keys: developmentKeys(),
  });
  let enrolmentCode: string | null = await district.createEnrolmentCode({ siteIds: [SITE] });
  const open = async (): Promise<HostProcess> => {
    const opening = await openHostProcess({
      profileFolder: join(folder, 'profile'),
      keyFile: join(folder, 'key'),
      districtUrl: district.url,
      enrolmentCode,
      port: null,
      rendererFolder: folder,
      siteId: SITE,
      handoverTiming: TIMING,
    });
    enrolmentCode = null;
    return opening.ready;
  };
  const state: Round = {
    receiver,
    random,
    asks: [],
    hostKills: 0,
    receiverKills: 0,
    host: await open(),
    open,
  };
  try {
    await receiver.start();
    await state.host.call('handover.choose', {
      siteId: SITE,
      target: receiver.target(line.port),
      secret: null,
    });
    while (answeredIn(state) < count) await serveSome(state, count - answeredIn(state));
    mood.isCalm = true;
    const letters = await settledLetters(state);
    const entries = await allEntries(state.host);
    await receiver.stop();
    return reportOf(state, entries, letters);
  } finally {
    await state.host.kill();
    await line.close();
    await receiver.stop();
    await district.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Round {
  readonly receiver: Receiver;
  readonly random: () => number;
  readonly asks: Ask[];
  readonly open: () => Promise<HostProcess>;
  host: HostProcess;
  hostKills: number;
  receiverKills: number;
}

function isNeverTaken(cardNumber: string): boolean {
  return Number(cardNumber.slice(6, 10)) % NEVER_TAKEN === NEVER_TAKEN - 1;
}

function answeredIn({ asks }: Round): number {
  return asks.filter(({ seq }) => seq !== null).length;
}

/** Serves some holders, then kills the host or the receiver in the middle. */
async function serveSome(state: Round, missing: number): Promise<void> {
  const { receiver, random } = state;
  const some = Math.min(missing, 10 + Math.floor(random() * 40));
  const serving = Promise.all(Array.from({ length: some }, () => serveOne(state)));
  await pause(random() * 400);
  if (random() < 0.5) {
    state.hostKills += 1;
    await state.host.kill();
    await serving;
    state.host = await state.open();
  } else {
    state.receiverKills += 1;
    await receiver.stop();
    await serving;
    await receiver.start();
  }
}

async function serveOne(state: Round): Promise<void> {
  const { host, asks, random } = state;
  const number = asks.length;
  const ask: Ask = {
    cardNumber: cardNumberOf(`LW2026${String(number).padStart(4, '0')}`),
    cardRef: number.toString(16).padStart(32, '0'),
    seq: null,
    isTakenBack: false,
  };
  asks.push(ask);
  const isToTakeBack = random() < 1 / TAKEN_BACK;
  try {
    const body = { ...TICKET.body, cardRef: ask.cardRef } as typeof TICKET.body;
    const handover = { cardNumber: ask.cardNumber, maskedName: '张*明' };
    const answer = await host.call('journal.append', { siteId: SITE, body, handover });
    if (!answer.ok) throw new Error(JSON.stringify(answer.fault));
    ask.seq = answer.entry.seq;
    if (!isToTakeBack) return;
    await pause(random() * 40);
    const voiding = { kind: 'void', voidsSeq: ask.seq, reason: 'mistyped' } as const;
    await host.call('journal.append', { siteId: SITE, body: voiding });
  } catch (error) {
    if (!(error instanceof HostKilled)) throw error;
  }
}

/** All is well from now on: waits until nothing is on its way, and tells what has not arrived. */
async function settledLetters({ host }: Round): Promise<readonly HandoverLetter[]> {
  const endMs = performance.now() + END_MS_MAX;
  while (performance.now() < endMs) {
    const { waiting, letters } = await host.call('handover.view', {});
    if (waiting === 0) return letters;
    await pause(50);
  }
  return (await host.call('handover.view', {})).letters;
}

async function allEntries(host: HostProcess): Promise<readonly JournalEntry[]> {
  const entries: JournalEntry[] = [];
  while (true) {
    const page = await host.call('journal.read', { fromSeq: entries.length + 1, limit: 500 });
    if (page.length === 0) return entries;
    entries.push(...page);
  }
}

/** Judges by the journal and by what the receiver took, not by what the host says that it sent. */
function reportOf(
  { asks, receiver, hostKills, receiverKills }: Round,
  entries: readonly JournalEntry[],
  letters: readonly HandoverLetter[],
): HandoverReport {
  const seqOf = new Map(
    entries.flatMap(({ seq, body }) => (body.kind === 'use' ? [[String(body['cardRef']), seq]] : [])),
  );
  const voided = new Set(
    entries.flatMap(({ body }) => (body.kind === 'void' ? [Number(body['voidsSeq'])] : [])),
  );
  const wrong: string[] = [];
  const sums = { recorded: 0, arrivedOnce: 0, inSight: 0, takenBack: 0 };
  const known = new Set<string>(asks.map(({ cardNumber }) => cardNumber));
  for (const { cardNumber } of receiver.taken.values()) {
    if (!known.has(cardNumber)) wrong.push(`${cardNumber} arrived and was never served`);
  }
  const takenOf = Map.groupBy(receiver.taken.values(), ({ cardNumber }) => cardNumber);
  for (const { cardNumber, cardRef, seq: answered } of asks) {
    const seq = seqOf.get(cardRef) ?? null;
    const taken = takenOf.get(cardNumber) ?? [];
    const arrivals = taken.filter(({ action }) => action === 'arrive').length;
    const cancels = taken.length - arrivals;
    const seen = letters.filter((letter) => letter.seq === seq);
    if (answered !== null && answered !== seq) wrong.push(`${cardNumber}: entry ${answered} is lost`);
    if (seq === null) {
      if (taken.length > 0) wrong.push(`${cardNumber} arrived and is not recorded`);
      continue;
    }
    sums.recorded += 1;
    if (arrivals > 1 || cancels > 1)
      wrong.push(`${cardNumber} arrived ${arrivals} times, cancelled ${cancels} times`);
    if (voided.has(seq)) {
      sums.takenBack += 1;
      if (arrivals !== cancels && seen.length === 0)
        wrong.push(`${cardNumber} was taken back, and nobody was told`);
    } else if (cancels > 0) wrong.push(`${cardNumber} was cancelled and was not taken back`);
    else if (arrivals === 1) sums.arrivedOnce += 1;
    else if (seen.length === 1) sums.inSight += 1;
    else wrong.push(`${cardNumber} of entry ${seq} has not arrived and is not in sight`);
  }
  return { asked: asks.length, ...sums, copies: receiver.copies, hostKills, receiverKills, wrong };
}
