import type { Text } from '../../domain/base/text.ts';
import type { CardNumber } from '../../domain/card/card-number.ts';
import { cardRefOf } from '../../domain/card/card-ref.ts';
import type { ChangeReason } from '../../domain/card/change-reason.ts';
import { type ReplacementFault, replacementOf } from '../../domain/card/replacement.ts';
import { auditJoined } from '../journal/audit-joined.ts';
import { joinRights } from '../leases/rights.ts';
import type { Services } from '../services.ts';
import type { DistrictWrites } from '../storage/store.ts';
import type { Cardholder } from '../storage/store-rows.ts';
import { type CardOutcome, commitChanges, draftOf, heldCard } from './change-card.ts';
import { readReason } from './change-reason.ts';
import { changesBetween } from './facts.ts';
import { NO_NUMBERS, nextNumber } from './next-number.ts';

type Parts = Pick<Services, 'store' | 'catalogue' | 'secrets' | 'now'>;

export interface ReplaceOrder {
  readonly cardNumber: string;
  /** The card that takes its place, on the roster or not; the next number of the old card's form if none is named. */
  readonly by?: string | undefined;
  readonly officer: string;
  readonly reason?: ChangeReason | null;
}

/**
 * Gives the holder of a card another card; the old one is refused everywhere from then on. The holder stays one
 * holder: uses, rights and records of the old card, and of those before it, count as the new card's own. One commit
 * has all of it, so that no kiosk hears of the new card without hearing what it replaces.
 */
export async function replaceCard(
  parts: Parts,
  { cardNumber, by, officer, reason: given = null }: ReplaceOrder,
): Promise<CardOutcome> {
  const { store, catalogue, now } = parts;
  const reasoned = readReason(given);
  if (!reasoned.ok) return { kind: 'refused', why: reasoned.why };
  const old = draftOf({ catalogue }, cardNumber, {});
  if (!old.ok) return { kind: 'refused', why: old.why };
  const named = by === undefined ? null : draftOf({ catalogue }, by, {});
  if (named !== null && !named.ok) return { kind: 'refused', why: named.why };
  return store.transaction(async (writes) => {
    const head = await writes.lockRosterHeadRow();
    const before = await heldCard(writes, old.draft.cardNumber);
    if (before === null) return { kind: 'no-such-card' };
    if (named === null && before.record.status === 'replaced')
      return { kind: 'refused', why: REPLACED_ALREADY };
    const next =
      named?.draft.cardNumber ?? (await nextNumber(writes, catalogue.catalogue, old.draft.cardNumber));
    if (next === null) return { kind: 'refused', why: NO_NUMBERS };
    const there = await heldCard(writes, next);
    const joined = await joinedBy(writes, { next, old: old.draft.cardNumber });
    if (!joined.ok) return { kind: 'refused', why: WHY_NOT[joined.fault] };
    const why = there === null ? null : whyNot(before, there);
    if (why !== null) return { kind: 'refused', why };
    const holder = there ?? { ...before, record: { ...before.record, cardNumber: next, status: 'active' } };
    await commitChanges(writes, {
      head,
      changes: changesOf({ before, there, holder }),
      officer,
      reason: reasoned.reason,
      now: now(),
    });
    // The new card's own change is the second one: whoever has the roster up to it must know what it replaces.
    await writes.putReplacement({ ...joined.replacement, position: head + 2 });
    const cards = [...joined.replacement.replaces, joined.replacement.cardRef];
    await joinRights(writes, cards);
    await auditJoined(writes, parts, cards);
    return { kind: 'done', holder, changes: changesBetween(there, holder) };
  });
}

function changesOf({
  before,
  there,
  holder,
}: {
  readonly before: Cardholder;
  readonly there: Cardholder | null;
  readonly holder: Cardholder;
}) {
  const { cardNumber } = before.record;
  const { cardNumber: next } = holder.record;
  const after: Cardholder = { ...before, record: { ...before.record, status: 'replaced' } };
  return [
    { cardNumber, before, after, otherCard: next },
    { cardNumber: next, before: there, after: holder, otherCard: cardNumber },
  ];
}

/** Which cards the new one replaces, as far as that is possible. */
async function joinedBy(
  writes: DistrictWrites,
  { next, old }: { readonly next: CardNumber; readonly old: CardNumber },
) {
  const { cardRefKeyHex } = await writes.identity();
  const [card, before] = [cardRefOf(cardRefKeyHex, next), cardRefOf(cardRefKeyHex, old)];
  const known = await writes.replacementsOf([card, before]);
  const onRoster = await writes.recordsByRef(known.map(({ cardRef }) => cardRef));
  return replacementOf({ card, before }, known, (cardRef) => onRoster.has(cardRef));
}

/** A slip in a number must not make one holder of two persons. */
function whyNot(before: Cardholder, there: Cardholder): Text | null {
  if (there.record.status === 'replaced') return WHY_NOT['new-is-replaced'];
  return there.record.name === before.record.name ? null : OTHER_NAME;
}

const REPLACED_ALREADY: Text = { zh: '此卡已换发过新卡', en: 'the card was replaced already' };
const OTHER_NAME: Text = {
  zh: '两张卡的姓名不同；若是同一人，先改正姓名再换卡',
  en: 'the two cards have different names; if it is one person, correct the name first',
};
const WHY_NOT: Readonly<Record<ReplacementFault, Text>> = {
  'same-card': { zh: '新卡和旧卡是同一张卡', en: 'the new card and the old card are the same card' },
  circle: {
    zh: '旧卡正是由这张新卡换发来的，不能倒过来',
    en: 'the old card took the place of this new card, so this one cannot take its place',
  },
  'new-is-replaced': {
    zh: '新卡自己已被换发，不能再用来换旧卡',
    en: 'the new card was replaced itself, so it takes the place of no other',
  },
  'old-is-replaced': {
    zh: '旧卡已由另一张卡换发；一张旧卡只能归一位持卡人，请用最新的那张卡来换',
    en: 'another card took the place of the old card already; a card belongs to one holder, so replace the newest card',
  },
  'too-many': { zh: '此人换卡次数太多', en: 'the holder has had too many cards' },
};
