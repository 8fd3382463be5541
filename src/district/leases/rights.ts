import { yearOf } from '../../domain/base/wall-time.ts';
import type { CardRef } from '../../domain/card/card-ref.ts';
import type { Item } from '../../domain/catalogue/catalogue.ts';
import { givesRights, limitedItemsOf, rightLimitOf } from '../../domain/decision/limited-items.ts';
import { usesOfItem, usesOfYear } from '../../domain/journal/fold/taken.ts';
import type { CardRight, RightKey } from '../../domain/shared/right.ts';
import { positionCursorOf, positionOfCursor } from '../../protocol/position-cursor.ts';
import { feedCheckOf } from '../../protocol/reply-check.ts';
import type { Cursor } from '../../protocol/wire.ts';
import type { RightClaim, RightReply, RightsPage } from '../../protocol/wire-limits.ts';
import { type Outcome, refused } from '../refusal.ts';
import { holderOf } from '../roster/holder.ts';
import type { Services } from '../services.ts';
import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import type { RightRow } from '../storage/store-rows.ts';

type ClaimReply = Omit<RightReply, 'serverTimeMs'>;

/**
 * Gives a card's right of a year to the site that its holder has come to, where no other was chosen (guide
 * 8.3: the holder chooses the hospital). The same claim again has the same answer. `not-found` if the
 * kiosk may not be that desk, or the item is no such right there.
 */
export async function claimRight(
  { store, catalogue }: Pick<Services, 'store' | 'catalogue'>,
  kiosk: { readonly siteIds: readonly string[] },
  { siteId, ...key }: RightClaim,
): Promise<Outcome<ClaimReply>> {
  const item = itemOfRight(catalogue, key.itemId, siteId);
  if (item === null || !kiosk.siteIds.includes(siteId)) return noSuchRight(key.itemId, siteId);
  return store.transaction(async (writes) => {
    const { epoch } = await writes.identity();
    await writes.lockBookRow();
    const [stored] = await writes.rights([key]);
    const right = stored ?? (await freshRight(writes, item, { ...key, siteId }));
    if (stored === undefined) await putRight(writes, right);
    return { ok: true, value: { epoch, ...answerFor(right, siteId) } };
  });
}

/** Null for an item that is no right, and for a site that does not give it. */
function itemOfRight({ catalogue }: Services['catalogue'], itemId: string, siteId: string): Item | null {
  const item = limitedItemsOf(catalogue).get(itemId);
  return item !== undefined && isRightAt(item, siteId) ? item : null;
}

/** True if the item is a right that the holder may have at this site. */
export function isRightAt(item: Item, siteId: string): boolean {
  return rightLimitOf(item) !== null && item.siteIds.includes(siteId);
}

/**
 * A right that nobody has chosen a site for, at the site that it is now asked for. Uses from before there were rights
 * count anyway: it may be used already, at another site.
 */
export async function freshRight(
  reads: DistrictReads,
  item: Item,
  { siteId, ...key }: RightClaim,
): Promise<Omit<RightRow, 'position'>> {
  const { cards } = await holderOf(reads, key.cardRef);
  const uses = usesOfYear(key.year, usesOfItem(item, await reads.usesOfCards(cards)));
  const last = uses.length < (rightLimitOf(item)?.uses ?? 0) ? undefined : uses.at(-1);
  if (last === undefined) return { ...key, siteId, usedBy: null };
  return { ...key, siteId: last.siteId, usedBy: { journalId: last.journalId, seq: last.seq } };
}

function noSuchRight(itemId: string, siteId: string) {
  return refused({
    kind: 'not-found',
    message: `${siteId} 不办理 ${itemId} no right to ${itemId} at ${siteId}`,
  });
}

function answerFor(row: Omit<RightRow, 'position'>, siteId: string): Pick<ClaimReply, 'outcome' | 'right'> {
  const right = cardRightOf(row);
  if (right.used) return { outcome: 'used', right };
  return { outcome: row.siteId === siteId ? 'granted' : 'elsewhere', right };
}

/**
 * The office moves an unused right to the site that the holder now chooses. A kiosk of the former site that
 * has no line may still give it, which then is a discrepancy. `not-found` if the item is no such right there.
 */
export async function moveRight(
  { store, catalogue }: Pick<Services, 'store' | 'catalogue'>,
  { siteId, ...key }: RightClaim,
): Promise<Outcome<ClaimReply>> {
  const item = itemOfRight(catalogue, key.itemId, siteId);
  if (item === null) return noSuchRight(key.itemId, siteId);
  return store.transaction(async (writes) => {
    const { epoch } = await writes.identity();
    await writes.lockBookRow();
    const [stored] = await writes.rights([key]);
    const right = stored ?? (await freshRight(writes, item, { ...key, siteId }));
    const moved = right.usedBy === null ? { ...right, siteId } : right;
    if (moved !== stored) await putRight(writes, moved);
    return { ok: true, value: { epoch, ...answerFor(moved, siteId) } };
  });
}

/**
 * One page of rights in commit order, the whole district's: a pseudonym, a site and whether it is used.
 * Without a cursor, or with one of another epoch, from the beginning. `bad-request` for a cursor that no
 * district has given; `not-found` for a kiosk with no desk that gives such a right: who has had a check-up, and where,
 * concerns no pool.
 */
export async function readRights(
  { store, catalogue }: Pick<Services, 'store' | 'catalogue'>,
  { siteIds }: { readonly siteIds: readonly string[] },
  { cursor, limit }: { readonly cursor: Cursor | undefined; readonly limit: number },
): Promise<Outcome<Omit<RightsPage, 'serverTimeMs'>>> {
  if (!siteIds.some((siteId) => givesRights(catalogue.catalogue, siteId))) {
    return refused({ kind: 'not-found', message: 'no desk of this kiosk gives such a right' });
  }
  const given = cursor === undefined ? undefined : positionOfCursor(cursor);
  if (given === null || (given !== undefined && given.shown !== null)) {
    return refused({ kind: 'bad-request', message: 'no cursor of this district' });
  }
  return store.read(async (reads) => {
    const { epoch } = await reads.identity();
    const { position: head } = await reads.book();
    // A cursor from beyond the head is from a tail that this server has lost.
    const from = given?.epoch === epoch && given.position <= head ? given.position : 0;
    const rows = await reads.rightsAfter(from, limit + 1);
    const taken = rows.slice(0, limit);
    const position = taken.at(-1)?.position ?? from;
    const page = {
      epoch,
      rights: taken.map(cardRightOf),
      cursor: positionCursorOf({ epoch, position }),
      more: rows.length > limit,
    };
    return { ok: true, value: { ...page, check: feedCheckOf(cursor ?? null, page) } };
  });
}

/**
 * Puts a right while the book's row is locked. Every card of the holder has it alike: whichever card a kiosk looks
 * up, even one of a release that knows nothing of replaced cards, it finds the same.
 */
export async function putRight(writes: DistrictWrites, row: Omit<RightRow, 'position'>): Promise<void> {
  const book = await writes.lockBookRow();
  const { cards } = await holderOf(writes, row.cardRef);
  const rows = cards.map((cardRef, index) => ({ ...row, cardRef, position: book.position + 1 + index }));
  await writes.putRights(rows);
  await writes.saveBook({ ...book, position: book.position + rows.length });
}

/**
 * Makes the rights of cards that have become one holder's alike, the newest card last: a right that is used stays used,
 * and of several sites that of the newest card counts.
 */
export async function joinRights(writes: DistrictWrites, cards: readonly CardRef[]): Promise<void> {
  await writes.lockBookRow();
  const rows = await writes.rightsOfCards(cards);
  const placeOf = ({ cardRef, usedBy }: RightRow) =>
    cards.indexOf(cardRef) + (usedBy === null ? 0 : cards.length);
  for (const group of Map.groupBy(rows, ({ itemId, year }) => `${itemId}/${year}`).values()) {
    const [right] = group.toSorted((one, other) => placeOf(other) - placeOf(one));
    if (right === undefined) continue;
    const { position: _, ...kept } = right;
    await putRight(writes, kept);
  }
}

export function rightKeyOf({
  cardRef,
  itemId,
  date,
}: {
  readonly cardRef: string;
  readonly itemId: string;
  readonly date: string;
}): RightKey {
  return { cardRef, itemId, year: yearOf(date) };
}

function cardRightOf({ cardRef, itemId, year, siteId, usedBy }: Omit<RightRow, 'position'>): CardRight {
  return { cardRef, itemId, year, siteId, used: usedBy !== null };
}
