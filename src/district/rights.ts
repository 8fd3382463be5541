import { limitedItemsOf, rightLimitOf } from '../domain/limited-items.ts';
import type { CardRight, RightKey } from '../domain/right.ts';
import { positionCursorOf, positionOfCursor } from '../protocol/position-cursor.ts';
import type { Cursor } from '../protocol/wire.ts';
import type { RightClaim, RightReply, RightsPage } from '../protocol/wire-limits.ts';
import { type Outcome, refused } from './refusal.ts';
import type { Services } from './services.ts';
import type { DistrictWrites } from './store.ts';
import type { RightRow } from './store-rows.ts';

type ClaimReply = Omit<RightReply, 'serverTimeMs'>;

/**
 * Gives a card's right of a year to the site that its holder has come to, where no other was chosen (guide
 * 8.3: the holder chooses the hospital). The same claim again has the same answer. `not-found` where the
 * kiosk may not be that desk, or the item is no such right there.
 */
export async function claimRight(
  { store, catalogue }: Pick<Services, 'store' | 'catalogue'>,
  kiosk: { readonly siteIds: readonly string[] },
  { siteId, ...key }: RightClaim,
): Promise<Outcome<ClaimReply>> {
  const limit = limitOfRight(catalogue, key.itemId, siteId);
  if (limit === null || !kiosk.siteIds.includes(siteId)) return noSuchRight(key.itemId, siteId);
  return store.transaction(async (writes) => {
    const { epoch } = await writes.identity();
    const book = await writes.lockBook();
    const [held] = await writes.rights([key]);
    if (held !== undefined) return { ok: true, value: { epoch, ...answerFor(held, siteId) } };
    // Uses from before there were rights count all the same.
    const uses = (await writes.usesOfCards([key.cardRef])).filter(
      (use) => use.itemId === key.itemId && use.date.startsWith(key.year),
    );
    const last = uses.length < limit.uses ? undefined : uses.at(-1);
    const fresh: RightRow = {
      ...key,
      siteId: last?.siteId ?? siteId,
      usedBy: last === undefined ? null : { journalId: last.journalId, seq: last.seq },
      position: book.position + 1,
    };
    await writes.putRights([fresh]);
    await writes.saveBook({ ...book, position: fresh.position });
    return { ok: true, value: { epoch, ...answerFor(fresh, siteId) } };
  });
}

function limitOfRight({ catalogue }: Services['catalogue'], itemId: string, siteId: string) {
  const item = limitedItemsOf(catalogue).get(itemId);
  return item?.siteIds.includes(siteId) ? rightLimitOf(item) : null;
}

function noSuchRight(itemId: string, siteId: string) {
  return refused({ kind: 'not-found', message: `no right to ${itemId} at ${siteId}` });
}

function answerFor(row: RightRow, siteId: string): Pick<ClaimReply, 'outcome' | 'right'> {
  const right = cardRightOf(row);
  if (right.used) return { outcome: 'used', right };
  return { outcome: row.siteId === siteId ? 'granted' : 'elsewhere', right };
}

/**
 * The office moves an unused right to the site that the holder now chooses. A kiosk of the former site that
 * has no line may still give it, which then is a case. `not-found` where the item is no such right there.
 */
export async function moveRight(
  { store, catalogue }: Pick<Services, 'store' | 'catalogue'>,
  { siteId, ...key }: RightClaim,
): Promise<Outcome<ClaimReply>> {
  if (limitOfRight(catalogue, key.itemId, siteId) === null) return noSuchRight(key.itemId, siteId);
  return store.transaction(async (writes) => {
    const { epoch } = await writes.identity();
    const book = await writes.lockBook();
    const [held] = await writes.rights([key]);
    if (held !== undefined && held.usedBy !== null) {
      return { ok: true, value: { epoch, ...answerFor(held, siteId) } };
    }
    const moved: RightRow = { ...key, siteId, usedBy: null, position: book.position + 1 };
    await writes.putRights([moved]);
    await writes.saveBook({ ...book, position: moved.position });
    return { ok: true, value: { epoch, ...answerFor(moved, siteId) } };
  });
}

/**
 * One page of rights in commit order, the whole district's: a pseudonym, a site and whether it is used.
 * Without a cursor, or with one of another epoch, from the beginning. `bad-request` for a cursor that no
 * district has given.
 */
export async function readRights(
  { store }: Pick<Services, 'store'>,
  { cursor, limit }: { readonly cursor: Cursor | undefined; readonly limit: number },
): Promise<Outcome<Omit<RightsPage, 'serverTimeMs'>>> {
  const given = cursor === undefined ? undefined : positionOfCursor(cursor);
  if (given === null) return refused({ kind: 'bad-request', message: 'no cursor of this district' });
  return store.read(async (reads) => {
    const { epoch } = await reads.identity();
    const { position: head } = await reads.book();
    // A cursor from beyond the head is from a tail that this server has lost.
    const from = given?.epoch === epoch && given.position <= head ? given.position : 0;
    const rows = await reads.rightsAfter(from, limit + 1);
    const page = rows.slice(0, limit);
    const position = page.at(-1)?.position ?? from;
    const cursorAfter = positionCursorOf({ epoch, position });
    return {
      ok: true,
      value: { epoch, rights: page.map(cardRightOf), cursor: cursorAfter, more: rows.length > limit },
    };
  });
}

/** Puts a right under the book's lock; answers it as it then stands. */
export async function putRight(writes: DistrictWrites, row: Omit<RightRow, 'position'>): Promise<void> {
  const book = await writes.lockBook();
  await writes.putRights([{ ...row, position: book.position + 1 }]);
  await writes.saveBook({ ...book, position: book.position + 1 });
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
  return { cardRef, itemId, year: date.slice(0, 4) };
}

function cardRightOf({ cardRef, itemId, year, siteId, usedBy }: RightRow): CardRight {
  return { cardRef, itemId, year, siteId, used: usedBy !== null };
}
