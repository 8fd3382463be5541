import type { CardImportsReply, CardReply, OfficeCard } from '../../protocol/wire-cards.ts';
import type { CardChangeRow, Cardholder, CardImportRow } from '../storage/store-rows.ts';
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
    history: detail.history.map(historyOf),
    uses: [...detail.uses],
  };
}

function historyOf(row: CardChangeRow): CardReply['history'][number] {
  const { at, officer, importId, fileRow, otherCard, before, after } = row;
  const what = before === null ? 'added' : after === null ? 'removed' : 'changed';
  const changes = [...changesBetween(before, after)];
  return { atMs: at, officer, what, importId, fileRow, otherCard, changes };
}

/** A file that was taken, as it goes over the wire. */
export function importViewOf(row: CardImportRow): CardImportsReply['imports'][number] {
  const { importId, at, officer, fileName, added, changed, same, undoneAt, undoneBy } = row;
  return { importId, atMs: at, officer, fileName, added, changed, same, undoneAtMs: undoneAt, undoneBy };
}
