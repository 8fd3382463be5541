import type { CardImportsReply, CardReply, OfficeCard } from '../../protocol/wire-cards.ts';
import { DUE_SHOWN_MAX, type DueErasure, type ErasureCertificate } from '../../protocol/wire-erasure.ts';
import type { ErasureRow } from '../storage/cardholder-store.ts';
import type {
  CardChangeRow,
  Cardholder,
  CardImportRow,
  ConsentRow,
  RightRow,
} from '../storage/store-rows.ts';
import type { DueCards } from './erase-cards.ts';
import { changesBetween, childrenIn, spouseIn } from './facts.ts';
import type { CardDetail } from './look-up.ts';

/** A card as the office sees it. */
export function officeCardOf({ record, tier }: Cardholder): OfficeCard {
  const { cardNumber, name, validFrom, validUntil, status } = record;
  const spouse = spouseIn(record);
  return { cardNumber, name, tier, validFrom, validUntil, status, spouse, children: childrenIn(record) };
}

/** All that is known of a card, as it goes over the wire. */
export function cardReplyOf(detail: CardDetail, serverTimeMs: number): CardReply {
  return {
    serverTimeMs,
    cardNumber: detail.cardNumber,
    card: detail.holder && officeCardOf(detail.holder),
    denied: detail.denied,
    cardsOfHolder: [...detail.cardsOfHolder],
    consent: consentOf(detail.consents[0]),
    history: historyWith(detail),
    rights: rightsShownOf(detail.rights),
    uses: [...detail.uses],
  };
}

/** Changes have an order of their own, which the clock may contradict: only consents are placed by their time. */
function historyWith({ history, consents }: CardDetail): CardReply['history'] {
  const steps = history.map(historyOf);
  for (const step of consents.map(consentStepOf)) {
    const place = steps.findIndex(({ what, atMs }) => what !== 'consent' && atMs <= step.atMs);
    steps.splice(place === -1 ? steps.length : place, 0, step);
  }
  return steps;
}

function consentOf(row: ConsentRow | undefined): CardReply['consent'] {
  if (row === undefined) return null;
  const { seenOn, children, officer, at } = row;
  return { seenOn, children, officer, atMs: at };
}

function consentStepOf({ at, officer, seenOn, children }: ConsentRow): CardReply['history'][number] {
  const none = { importId: null, fileRow: null, otherCard: null, changes: [], reason: null };
  return { atMs: at, officer, what: 'consent', consent: { seenOn, children }, ...none };
}

/** The newest year first. */
export function rightsShownOf(rights: readonly RightRow[]): CardReply['rights'] {
  return rights
    .map(({ itemId, year, siteId, usedBy }) => ({ itemId, year, siteId, isUsed: usedBy !== null }))
    .sort((one, other) =>
      one.year === other.year ? (one.itemId < other.itemId ? -1 : 1) : one.year < other.year ? 1 : -1,
    );
}

function historyOf(row: CardChangeRow): CardReply['history'][number] {
  const { at, officer, importId, fileRow, otherCard, before, after, reason } = row;
  const what = whatOf(before, after);
  const changes = what === 'erased' ? [] : [...changesBetween(before, after)];
  return { atMs: at, officer, what, importId, fileRow, otherCard, changes, reason };
}

function whatOf(before: Cardholder | null, after: Cardholder | null): CardReply['history'][number]['what'] {
  if (before === null) return after === null ? 'erased' : 'added';
  return after === null ? 'removed' : 'changed';
}

/** Says what a run would erase. It lists the first cards if the asker may see cardholders. */
export function dueErasureOf(
  { endedBefore, cards, holders, kept, isCut }: DueCards,
  { seesCards }: { readonly seesCards: boolean },
): DueErasure {
  const first = seesCards ? cards.slice(0, DUE_SHOWN_MAX) : [];
  return {
    ...{ endedBefore, holders, kept, isCut },
    cards: cards.length,
    first: first.flatMap(({ cardNumber, record }) =>
      record === null ? [] : [{ cardNumber, name: record.name, validUntil: record.validUntil }],
    ),
  };
}

export function certificateOf({ at, ...row }: ErasureRow): ErasureCertificate {
  return { ...row, atMs: at };
}

/** A file that was taken, as it goes over the wire. */
export function importViewOf(row: CardImportRow): CardImportsReply['imports'][number] {
  const { importId, at, officer, fileName, added, changed, same, undoneAt, undoneBy } = row;
  return { importId, atMs: at, officer, fileName, added, changed, same, undoneAtMs: undoneAt, undoneBy };
}
