import { setTimeout as pause } from 'node:timers/promises';
import { addCard, type CardOutcome, changeCard } from '../../../district/cardholders/change-card.ts';
import { type ImportProgress, importCards } from '../../../district/cardholders/import-cards.ts';
import { findCards, showCard } from '../../../district/cardholders/look-up.ts';
import { replaceCard } from '../../../district/cardholders/replace-card.ts';
import { undoImport } from '../../../district/cardholders/undo-import.ts';
import { cardReplyOf, importViewOf, officeCardOf } from '../../../district/cardholders/wire-views.ts';
import type { Services } from '../../../district/services.ts';
import { MINUTE_MS } from '../../../domain/base/duration.ts';
import type { ChangeReason } from '../../../domain/card/change-reason.ts';
import {
  CARDS_PAGE_MAX,
  CardChangeReply,
  CardImportsReply,
  CardJobReply,
  CardJobStarted,
  CardReply,
  CardsReply,
  type CardTexts,
  JudgedReply,
  type JudgedRow,
  type OfficeCard,
} from '../../../protocol/wire-cards.ts';
import { CommandRefused } from '../../input/terminal.ts';
import { type OfficeClient, readOffice } from '../office-client.ts';

export type JobResult = NonNullable<CardJobReply['result']>;
type Imports = CardImportsReply['imports'];

/** Receives the progress of long work. */
interface CardsWatch {
  readonly onProgress: (progress: ImportProgress) => void;
  readonly onRow: (row: JudgedRow) => void;
}

interface ReplacedCard {
  readonly cardNumber: string;
  readonly reason: ChangeReason | null;
  readonly by?: string | undefined;
}

/** What can be asked of the cardholders, wherever they are. What is refused throws `CommandFault`. */
export interface CardsDesk {
  /** At most `CARDS_PAGE_MAX` cards. */
  list(query: {
    readonly text: string;
    readonly after: string;
    readonly limit: number;
  }): Promise<readonly OfficeCard[]>;
  /** Null for a card that the district never had. */
  show(cardNumber: string): Promise<CardReply | null>;
  /** Puts a new card on the roster. It gets the next number if none is given. */
  add(order: {
    readonly cardNumber: string | null;
    readonly texts: CardTexts;
    readonly consentSeenOn?: string | null | undefined;
  }): Promise<Pick<CardChangeReply, 'card' | 'changes'>>;
  change(order: {
    readonly cardNumber: string;
    readonly texts: CardTexts;
    readonly consentSeenOn?: string | null | undefined;
    readonly reason: ChangeReason | null;
  }): Promise<Pick<CardChangeReply, 'card' | 'changes'>>;
  /** Gives the holder the card that is named, or the next number if none is. */
  replace(order: ReplacedCard): Promise<Pick<CardChangeReply, 'card' | 'changes'>>;
  take(
    file: { readonly bytes: Uint8Array; readonly fileName: string; readonly isDryRun: boolean },
    watch: CardsWatch,
  ): Promise<JobResult>;
  undo(importId: string, watch: CardsWatch): Promise<JobResult>;
  imports(): Promise<Imports>;
}

const IMPORTS_MAX = 100;
const PAGES_MAX = 10_000;
const POLL_MS = 400;
const POLL_MS_MAX = 30 * MINUTE_MS;

/** Cardholders in data that this command has open. */
export function storedDesk(
  services: Pick<Services, 'store' | 'catalogue' | 'secrets' | 'now'>,
  officer: string,
): CardsDesk {
  const { store, now } = services;
  return {
    list: async (query) => (await findCards(services, query)).map(officeCardOf),
    async show(cardNumber) {
      const detail = await showCard(services, cardNumber);
      return detail && cardReplyOf(detail, now());
    },
    add: async ({ cardNumber, texts, consentSeenOn }) =>
      doneOrThrow(await addCard(services, { cardNumber, texts, consentSeenOn, officer })),
    change: async (order) => doneOrThrow(await changeCard(services, { ...order, officer })),
    replace: async (order) => doneOrThrow(await replaceCard(services, { ...order, officer })),
    async take(file, { onProgress, onRow }) {
      const outcome = await importCards(
        services,
        { ...file, officer },
        {
          onProgress,
          onRow: (row) => onRow(row.outcome === 'refused' ? row : { ...row, changes: [...row.changes] }),
        },
      );
      if (outcome.kind === 'unreadable') return outcome;
      const { refused, passedOver, sheetsPassedOver } = outcome;
      return {
        ...outcome,
        refused: [...refused],
        passedOver: [...passedOver],
        sheetsPassedOver: [...sheetsPassedOver],
      };
    },
    async undo(importId, { onProgress }) {
      const outcome = await undoImport(services, { importId, officer }, (rows) =>
        onProgress({ phase: 'taking', rows, of: null }),
      );
      return outcome.kind === 'undone' ? { ...outcome, refused: [...outcome.refused] } : outcome;
    },
    imports: async () => (await store.read((reads) => reads.cardImports(IMPORTS_MAX))).map(importViewOf),
  };
}

function doneOrThrow(outcome: CardOutcome): Pick<CardChangeReply, 'card' | 'changes'> {
  switch (outcome.kind) {
    case 'done':
      return { card: officeCardOf(outcome.holder), changes: [...outcome.changes] };
    case 'no-such-card':
      throw new CommandRefused('名册上没有这张卡 the card is not on the roster');
    case 'is-there-already':
      throw new CommandRefused('名册上已有这张卡 the card is on the roster already');
    case 'refused':
      throw new CommandRefused(`${outcome.why.zh} ${outcome.why.en}`);
  }
}

/** Cardholders of a district that runs. */
export function runningDesk(ask: OfficeClient): CardsDesk {
  const cardPlace = (cardNumber: string) => `cards/${encodeURIComponent(cardNumber)}`;

  async function finished(started: Awaited<ReturnType<typeof ask>>, watch: CardsWatch): Promise<JobResult> {
    const { jobId } = readOffice(started, CardJobStarted);
    for (let waited = 0; waited < POLL_MS_MAX; waited += POLL_MS) {
      const { progress, result } = readOffice(await ask(`cards/jobs/${jobId}`), CardJobReply);
      watch.onProgress(progress);
      if (result !== null) {
        if (result.kind === 'judged' && result.importId === null) await tellRows(jobId, watch);
        return result;
      }
      await pause(POLL_MS);
    }
    throw new CommandRefused('等得太久，没有结果；请看 cards imports it took too long: see cards imports');
  }

  async function tellRows(jobId: string, { onRow }: CardsWatch): Promise<void> {
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const { rows, more } = readOffice(await ask(`cards/jobs/${jobId}/rows?page=${page}`), JudgedReply);
      for (const row of rows) onRow(row);
      if (!more) return;
    }
  }

  return {
    async list({ text, after, limit }) {
      const query = new URLSearchParams({ search: text, after, limit: String(limit) });
      return readOffice(await ask(`cards?${query}`), CardsReply).cards;
    },
    async show(cardNumber) {
      const answer = await ask(cardPlace(cardNumber));
      return answer.status === 404 ? null : readOffice(answer, CardReply);
    },
    add: async ({ cardNumber, texts, consentSeenOn }) =>
      readOffice(
        await ask('cards', { ...(cardNumber === null ? {} : { cardNumber }), ...texts, consentSeenOn }),
        CardChangeReply,
      ),
    change: async ({ cardNumber, texts, reason, consentSeenOn }) =>
      readOffice(
        await ask(cardPlace(cardNumber), { ...texts, ...inRequest(reason), consentSeenOn }),
        CardChangeReply,
      ),
    replace: async ({ cardNumber, by, reason }) =>
      readOffice(
        await ask(`${cardPlace(cardNumber)}/replace`, {
          ...(by === undefined ? {} : { by }),
          ...inRequest(reason),
        }),
        CardChangeReply,
      ),
    async take({ bytes, fileName, isDryRun }, watch) {
      const query = new URLSearchParams({ fileName, dryRun: String(isDryRun) });
      return finished(await ask(`cards/imports?${query}`, bytes), watch);
    },
    undo: async (importId, watch) =>
      finished(await ask(`cards/imports/${encodeURIComponent(importId)}/undo`, {}), watch),
    imports: async () => readOffice(await ask('cards/imports'), CardImportsReply).imports,
  };
}

function inRequest(reason: ChangeReason | null): object {
  if (reason === null) return {};
  return { reason: reason.kind, ...(reason.words === '' ? {} : { reasonWords: reason.words }) };
}

/** Cards page by page, up to `limit`. */
export async function* listedCards(
  desk: CardsDesk,
  { text, after, limit }: { readonly text: string; readonly after: string; readonly limit: number },
): AsyncGenerator<OfficeCard> {
  let last = after;
  for (let left = limit; left > 0; ) {
    const wanted = Math.min(left, CARDS_PAGE_MAX);
    const cards = await desk.list({ text, after: last, limit: wanted });
    yield* cards;
    left -= cards.length;
    last = cards.at(-1)?.cardNumber ?? last;
    if (cards.length < wanted) return;
  }
}
