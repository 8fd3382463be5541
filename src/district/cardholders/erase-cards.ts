import { createHash } from 'node:crypto';
import { plusDays, type WallDate, wallDateOf } from '../../domain/base/wall-time.ts';
import { latestErasure } from '../../domain/card/card-record.ts';
import type { CardRef } from '../../domain/card/card-ref.ts';
import { casesOf } from '../../domain/records/record-standing.ts';
import type { DueErasure } from '../../protocol/wire-erasure.ts';
import { type Outcome, refused } from '../refusal.ts';
import { holdersOf } from '../roster/holder.ts';
import type { Services } from '../services.ts';
import type { ErasureRow } from '../storage/cardholder-store.ts';
import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import type { CardRow } from '../storage/store-rows.ts';

/** One run is one commit, which kiosks and the office wait for. A run that has this many cards looks for no more. */
const ERASED_PER_RUN_MAX = 5_000;
const CARDS_PER_PAGE = 1_000;
/** The holders of one page of cards that ended years ago never have this many open bookings, passes and matters. */
const OPEN_RECORDS_MAX = 10_000;

type Kept = DueErasure['kept'];

/** The cards that a run erases, and how many others stay although they ended before the same day. */
export interface DueCards {
  readonly endedBefore: WallDate;
  readonly cards: readonly CardRow[];
  readonly holders: number;
  readonly kept: Kept;
  readonly isCut: boolean;
}

/** Finds the cards that a run would erase now, without erasing any. */
export async function dueErasure(
  { store, now }: Pick<Services, 'store' | 'now'>,
  endedBefore: WallDate | undefined,
): Promise<Outcome<{ readonly latest: WallDate; readonly due: DueCards }>> {
  const today = wallDateOf(now());
  const latest = latestErasure(today);
  const asked = endedBefore ?? latest;
  if (asked > latest) return tooEarly(latest);
  return { ok: true, value: { latest, due: await store.read((reads) => dueCards(reads, asked, today)) } };
}

/**
 * Takes holders whose cards ended before a day off the roster for good, and deletes the history of their cards. Their uses
 * stay under the pseudonyms of the cards, and the numbers stay, so that nobody gets one of them again. All changes and the
 * certificate are one commit. Then the storage gives up the space in which the deleted rows still lie.
 */
export async function eraseCards(
  { store, now, secrets }: Pick<Services, 'store' | 'now' | 'secrets'>,
  {
    endedBefore,
    cards: expected,
    officer,
  }: { readonly endedBefore: WallDate; readonly cards: number; readonly officer: string },
): Promise<Outcome<ErasureRow>> {
  const at = now();
  const today = wallDateOf(at);
  const latest = latestErasure(today);
  if (endedBefore > latest) return tooEarly(latest);
  const outcome = await store.transaction(async (writes): Promise<Outcome<ErasureRow>> => {
    const head = await writes.lockRosterHeadRow();
    const { cards, holders, kept } = await dueCards(writes, endedBefore, today);
    if (cards.length !== expected) return refused(otherCount(cards.length));
    const numbers = cards.map(({ cardNumber }) => cardNumber).sort();
    await takeOff(writes, { cards, head, at, officer });
    const row: ErasureRow = {
      ...{ erasureId: secrets.uuid(), at, officer, endedBefore, holders, kept },
      ...{ cards: cards.length, sha256: fingerprintOf(numbers) },
    };
    await writes.putErasure(row);
    return { ok: true, value: row };
  });
  if (outcome.ok) await store.forgetErasedCards();
  return outcome;
}

async function takeOff(
  writes: DistrictWrites,
  {
    cards,
    head,
    at,
    officer,
  }: {
    readonly cards: readonly CardRow[];
    readonly head: number;
    readonly at: number;
    readonly officer: string;
  },
): Promise<void> {
  const placed = cards.map((card, index) => ({ ...card, position: head + 1 + index }));
  await writes.putCards(placed.map((card) => ({ ...card, record: null, tier: null })));
  await writes.dropCardChanges(placed.map(({ cardNumber }) => cardNumber));
  // A change without a state before and after says that the card was erased, and when.
  const none = { importId: null, fileRow: null, otherCard: null, before: null, after: null, reason: null };
  await writes.putCardChanges(
    placed.map(({ cardNumber, position }) => ({ position, cardNumber, at, officer, ...none })),
  );
  await writes.saveRosterHead(head + placed.length);
  const { serial, cards: denied } = await writes.lockDenyListRow();
  const refs = new Set(placed.map(({ cardRef }) => cardRef));
  const left = denied.filter(({ cardRef, isByStatus }) => isByStatus !== true || !refs.has(cardRef));
  if (left.length === denied.length) return;
  await writes.saveDenyList({ serial: Math.max(serial + 1, at), cards: left });
}

async function dueCards(reads: DistrictReads, endedBefore: WallDate, today: WallDate): Promise<DueCards> {
  const due = new Map<CardRef, CardRow>();
  const kept = { newerCard: 0, openRecord: 0 };
  let holders = 0;
  for (let after = ''; ; ) {
    const page = await reads.cardsEndedBefore({ before: endedBefore, after, limit: CARDS_PER_PAGE });
    const onPage = new Set(page.map(({ cardRef }) => cardRef));
    const found = await judged(reads, page, { endedBefore, today });
    for (const { cards, why } of found) {
      if (why !== null) kept[why] += cards.filter(({ cardRef }) => onPage.has(cardRef)).length;
      else if (!cards.some(({ cardRef }) => due.has(cardRef))) {
        holders += 1;
        for (const card of cards) due.set(card.cardRef, card);
      }
    }
    const last = page.at(-1);
    if (last === undefined || page.length < CARDS_PER_PAGE) break;
    if (due.size >= ERASED_PER_RUN_MAX)
      return { endedBefore, cards: [...due.values()], holders, kept, isCut: true };
    after = last.cardNumber;
  }
  return { endedBefore, cards: [...due.values()], holders, kept, isCut: false };
}

/** Finds the holders of these cards, with all their cards on the roster and the reason why they stay; null if none. */
async function judged(
  reads: DistrictReads,
  page: readonly CardRow[],
  { endedBefore, today }: { readonly endedBefore: WallDate; readonly today: WallDate },
): Promise<readonly { readonly cards: readonly CardRow[]; readonly why: keyof Kept | null }[]> {
  const refs = page.map(({ cardRef }) => cardRef);
  const cardsOf = await holdersOf(reads, refs);
  const onPage = new Set(refs);
  const others = [...new Set(refs.flatMap((ref) => cardsOf(ref)))].filter((ref) => !onPage.has(ref));
  const numbers = await reads.numbersByRef(others);
  const rows = [...page, ...(await reads.cardsByNumber([...numbers.values()]))];
  const byRef = new Map(rows.map((row) => [row.cardRef, row]));
  const open = await openCards(reads, [...refs, ...others], today);
  const seen = new Set<CardRef>();
  return refs.flatMap((ref) => {
    if (seen.has(ref)) return [];
    const all = cardsOf(ref);
    for (const one of all) seen.add(one);
    const cards = all.flatMap((one) => byRef.get(one) ?? []).filter(({ record }) => record !== null);
    const goesOn = cards.some(({ record }) => record !== null && record.validUntil >= endedBefore);
    const why = goesOn ? 'newerCard' : all.some((one) => open.has(one)) ? 'openRecord' : null;
    return [{ cards, why }];
  });
}

/**
 * The cards that have a booking, a pass or a matter which still goes on. A matter goes on although its deadline has passed,
 * so what is late stands in the way as well; the list has no other record whose last day is past.
 */
async function openCards(
  reads: DistrictReads,
  cardRefs: readonly CardRef[],
  today: WallDate,
): Promise<ReadonlySet<CardRef>> {
  if (cardRefs.length === 0) return new Set();
  const rows = await reads.listRecords(
    { siteIds: null, kind: null, itemId: null, cardRefs, from: today, before: null, today },
    { cases: casesOf(['open', 'due', 'late']), limit: OPEN_RECORDS_MAX, isBackwards: false },
  );
  // A list that is cut could hide a booking, and its holder would be erased.
  if (rows.length === OPEN_RECORDS_MAX) throw new Error('the holders have too many open records');
  return new Set(rows.map(({ cardRef }) => cardRef));
}

function fingerprintOf(numbers: readonly string[]): string {
  return createHash('sha256')
    .update(numbers.map((number) => `${number}\n`).join(''))
    .digest('hex');
}

function tooEarly(latest: WallDate) {
  const day = plusDays(latest, -1);
  return refused({
    kind: 'bad-request',
    message: `到期不满三年的资料不能清除，最多清除 ${day} 及以前到期的 what ended less than three years ago stays: ${day} at the latest`,
  });
}

function otherCount(count: number) {
  return {
    kind: 'bad-request',
    message: `现在符合条件的是 ${count} 张卡，与确认的不同，请重新核对 ${count} cards are due now, which is not what was confirmed: look again`,
  } as const;
}
