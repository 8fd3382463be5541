import { randomBytes } from 'node:crypto';
import { type Instant, type WallDate, wallDateOf } from '../../domain/base/wall-time.ts';
import { cardNumberOf } from '../../domain/card/card-number.ts';
import type { Handover, HandoverHolder } from '../../domain/handover/handover.ts';
import type { HandoverTarget } from '../../domain/handover/target.ts';
import type { JournalDraft, JournalEntry } from '../../domain/journal/journal-entry.ts';
import { type HandoverTrouble, type HandoverView, LETTERS_MAX } from '../../host-api/handover-api.ts';
import type { ClockKeeper } from '../clock/clock-keeper.ts';
import type { Disk } from '../disk/disk.ts';
import type { JournalView } from '../journal/journal-view.ts';
import type { SecretStore } from '../profile/secret-store.ts';
import type { Delivery } from './delivery.ts';
import { HandoverBook } from './handover-book.ts';
import { handoverFiles } from './handover-files.ts';
import { bodyHashOf, handoverOf } from './handover-job.ts';
import {
  HANDOVER_TIMING,
  type HandoverRunner,
  type HandoverTiming,
  handoverRunner,
} from './handover-runner.ts';
import { sendHandover } from './send/send.ts';
import { settleBook } from './settle-book.ts';
import { type KeptTargets, openTargets } from './site-targets.ts';

const ID_BYTES = 10;
const DETAIL_LENGTH_MAX = 200;

export interface HandoverDeskParts {
  readonly disk: Disk;
  readonly secrets: SecretStore;
  readonly journal: Pick<JournalView, 'status' | 'read'>;
  readonly clock: Pick<ClockKeeper, 'look'>;
  readonly timing?: HandoverTiming | undefined;
}

/** What a kiosk hands over to the systems of its hospitals. */
export interface HandoverDesk {
  /**
   * Keeps a message before its entry is written; null if nothing is handed over. Rejects if the disk does not take it:
   * then nothing may be recorded either.
   */
  prepare(draft: JournalDraft, holder: HandoverHolder | undefined): Promise<string | null>;
  /** The entry is in the journal; `id` is what was prepared for it. Never rejects. */
  recorded(id: string | null, entry: JournalEntry): Promise<void>;
  /** Nothing was recorded. */
  drop(id: string | null): void;
  view(): HandoverView;
  choose(siteId: string, target: HandoverTarget | null, secret: string | null): Promise<void>;
  again(id: string | null): void;
  dismiss(id: string, reason: string): Promise<void>;
  /** Null if a test message arrived. */
  test(siteId: string): Promise<HandoverTrouble | null>;
  tend(): void;
  /** The enrolment has ended: nothing is sent any more, and nothing is kept in memory. */
  forget(): Promise<void>;
  close(): Promise<void>;
}

/** A test message has the number of a practice card, which no holder has. It says that it is a test. */
const TEST = {
  action: 'arrive',
  cardNumber: cardNumberOf('LWPRACT001'),
  name: '练*习',
  isFullName: false,
  isTest: true,
} as const;

interface DeskState {
  readonly parts: HandoverDeskParts;
  readonly book: HandoverBook;
  readonly targets: KeptTargets;
  readonly runner: HandoverRunner;
  readonly locked: number;
  readonly newId: () => string;
  /** Null if the site hands nothing over. */
  readonly sendTo: (siteId: string, handover: Handover) => Promise<Delivery> | null;
  readonly stop: () => void;
}

/** Opens the queue, looks what a crash left, and starts to send. Rejects on disk errors. */
export async function openHandoverDesk(parts: HandoverDeskParts): Promise<HandoverDesk> {
  const { disk, secrets, journal, clock } = parts;
  const files = handoverFiles(disk, secrets);
  const { jobs, locked } = await files.jobs();
  const targets = await openTargets(files);
  const nowMs = () => clock.look().highWaterMs;
  const newId = () => randomBytes(ID_BYTES).toString('hex').toUpperCase();
  const book = new HandoverBook({ files, nowMs, newId }, jobs);
  await settleBook(book, journal);
  const timing = parts.timing ?? HANDOVER_TIMING;
  const closing = new AbortController();
  const sendTo = (siteId: string, handover: Handover) => {
    const site = targets.of(siteId);
    if (site === null) return null;
    return sendHandover(handover, { ...site, answerMs: timing.answerMs, signal: closing.signal });
  };
  const runner = handoverRunner({
    book,
    timing,
    hasTarget: (siteId) => targets.of(siteId) !== null,
    send(job) {
      const handover = handoverOf(job);
      return handover === null ? null : sendTo(job.siteId, handover);
    },
  });
  const stop = () => closing.abort();
  const state = { parts, book, targets, runner, locked, newId, sendTo, stop };
  pokeAll(state);
  return { ...deskOf(state), ...technicianOf(state) };
}

function pokeAll({ targets, runner }: DeskState): void {
  for (const [siteId] of targets.all()) runner.poke(siteId);
}

type Work = 'prepare' | 'recorded' | 'drop' | 'tend' | 'forget' | 'close';

/** What follows the journal. */
function deskOf({ parts, book, targets, runner, stop }: DeskState): Pick<HandoverDesk, Work> {
  const { clock, journal } = parts;
  const shown = createShownNames(() => clock.look().effectiveMs);
  return {
    async prepare({ siteId, body }, holder) {
      const site = targets.of(siteId);
      if (site === null || holder === undefined || body.kind !== 'use') return null;
      const mayName = site.target.sendsFullName && shown.has(siteId, body.cardRef);
      return book.prepare({
        // The name is the holder's: with a use of the family it would be another patient's.
        ...(body.person === 'holder'
          ? { siteId, holder, fullName: mayName ? (holder.fullName ?? null) : null }
          : { siteId, holder: { ...holder, maskedName: null }, fullName: null }),
        atMs: clock.look().effectiveMs,
        proof: { behindSeq: journal.status().headSeq, bodyHash: bodyHashOf(body) },
      });
    },
    async recorded(id, { journalId, seq, siteId, body }) {
      if (body.kind === 'name-shown') shown.add(siteId, String(body['cardRef']));
      if (id !== null) book.recorded(id, { journalId, seq });
      // What the disk does not keep now, the next start finds in the journal.
      if (body.kind === 'void') await book.voided({ seq: Number(body['voidsSeq']) }).catch(() => undefined);
      if (id !== null || body.kind === 'void') runner.poke(siteId);
    },
    drop(id) {
      if (id !== null) book.drop(id);
    },
    tend: () => book.tend(),
    async forget() {
      targets.forget();
      await book.forget();
    },
    async close() {
      stop();
      await runner.close();
      await book.settled();
    },
  };
}

/** What a technician sees and does. */
function technicianOf(state: DeskState): Omit<HandoverDesk, Work> {
  const { parts, book, targets, sendTo, newId } = state;
  return {
    view: () => viewOf(state),
    async choose(siteId, target, secret) {
      await targets.choose(siteId, target, secret);
      pokeAll(state);
    },
    again(id) {
      book.again(id);
      pokeAll(state);
    },
    async dismiss(id, reason) {
      await book.dismiss(id, reason);
      pokeAll(state);
    },
    async test(siteId) {
      const id = newId();
      const { effectiveMs: atMs } = parts.clock.look();
      const delivery = await sendTo(siteId, { ...TEST, id, of: id, atMs });
      if (delivery === null) return { kind: 'settings', detail: '' };
      if (delivery.kind === 'arrived') return null;
      const kind = delivery.kind === 'failed' ? delivery.trouble : 'refused';
      return { kind, detail: delivery.detail.slice(0, DETAIL_LENGTH_MAX) };
    },
  };
}

function viewOf({ book, targets, locked }: DeskState): HandoverView {
  const letters = book.letters();
  const waiting = letters.filter(({ state }) => state === 'waiting');
  return {
    sites: targets
      .all()
      .map(([siteId, { target, secret }]) => ({ siteId, target, hasSecret: secret !== null })),
    waiting: waiting.length,
    dead: letters.length - waiting.length,
    locked,
    trouble: waiting.find(({ trouble }) => trouble !== null)?.trouble ?? null,
    letters: letters.slice(0, LETTERS_MAX),
  };
}

/** Which full names the journal says were shown at a site today. A restart forgets it, and then the masked name goes. */
interface ShownNames {
  add(siteId: string, cardRef: string): void;
  has(siteId: string, cardRef: string): boolean;
}

function createShownNames(now: () => Instant): ShownNames {
  let day: WallDate | null = null;
  const shown = new Set<string>();
  const today = () => {
    const date = wallDateOf(now());
    if (date !== day) shown.clear();
    day = date;
    return shown;
  };
  return {
    add: (siteId, cardRef) => void today().add(`${siteId} ${cardRef}`),
    has: (siteId, cardRef) => today().has(`${siteId} ${cardRef}`),
  };
}
