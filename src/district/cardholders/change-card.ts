import type { Text } from '../../domain/base/text.ts';
import { type WallDate, wallDateOf } from '../../domain/base/wall-time.ts';
import type { CardNumber } from '../../domain/card/card-number.ts';
import type { CardStatus } from '../../domain/card/card-record.ts';
import type { CardRef } from '../../domain/card/card-ref.ts';
import { type ChangeReason, needsReason } from '../../domain/card/change-reason.ts';
import type { Services } from '../services.ts';
import type { DistrictWrites } from '../storage/store.ts';
import type { Cardholder } from '../storage/store-rows.ts';
import { REASON_WANTED, readReason } from './change-reason.ts';
import { changesBetween, childrenIn, type FactChange, type FactName } from './facts.ts';
import { whyNoConsent, writeConsent } from './guardian-consent.ts';
import { NO_NUMBERS, nextNumber } from './next-number.ts';
import { type CardDraft, refusedRow } from './rows/card-draft.ts';
import { columnsIn } from './rows/columns.ts';
import { completed } from './rows/completed.ts';
import { HEADINGS } from './rows/headings.ts';
import { readRow } from './rows/read-row.ts';
import { denyByStatus, type HolderChange, writeChanges } from './write-changes.ts';

/** What an officer writes of a card, as in a row of a file; what is not there stays. */
type CardTexts = { readonly [Name in FactName]?: string | undefined };

export interface CardOrder {
  readonly cardNumber: string;
  readonly texts: CardTexts;
  readonly officer: string;
  /** The day on which the consent of the children's guardian was seen; null takes back what was noted. */
  readonly consentSeenOn?: WallDate | null | undefined;
  /** A new card needs none. */
  readonly reason?: ChangeReason | null;
}

export type CardOutcome =
  | { readonly kind: 'done'; readonly holder: Cardholder; readonly changes: readonly FactChange[] }
  | { readonly kind: 'refused'; readonly why: Text }
  | { readonly kind: 'no-such-card' | 'is-there-already' };

type Parts = Pick<Services, 'store' | 'catalogue' | 'now'>;

/** Changes a card that is on the roster: facts, validity, status, family. */
export function changeCard(parts: Parts, order: CardOrder): Promise<CardOutcome> {
  return putCard(parts, order, (held) => (held === null ? { kind: 'no-such-card' } : null));
}

/** Puts a new card on the roster, with the next number if none is given. */
export function addCard(
  parts: Parts,
  order: Omit<CardOrder, 'cardNumber'> & { readonly cardNumber: string | null },
): Promise<CardOutcome> {
  return putCard(parts, order, (held) => (held === null ? null : { kind: 'is-there-already' }));
}

async function putCard(
  { store, catalogue, now }: Parts,
  {
    cardNumber: given,
    texts,
    officer,
    consentSeenOn,
    reason: givenReason = null,
  }: Omit<CardOrder, 'cardNumber'> & { readonly cardNumber: string | null },
  whyNot: (held: Cardholder | null) => CardOutcome | null,
): Promise<CardOutcome> {
  const reasoned = readReason(givenReason);
  if (!reasoned.ok) return { kind: 'refused', why: reasoned.why };
  const { reason } = reasoned;
  return store.transaction(async (writes) => {
    const head = await writes.lockRosterHeadRow();
    const number = given ?? (await nextNumber(writes, catalogue.catalogue, null));
    if (number === null) return { kind: 'refused', why: NO_NUMBERS };
    const reading = draftOf({ catalogue }, number, texts);
    if (!reading.ok) return { kind: 'refused', why: reading.why };
    const { draft } = reading;
    const { cardNumber } = draft;
    const before = await heldCard(writes, cardNumber);
    const not = whyNot(before);
    if (not !== null) return not;
    const headingOf = (field: keyof typeof HEADINGS) => HEADINGS[field][0];
    const completion = completed(draft, before, { today: wallDateOf(now()), headingOf, isFile: false });
    if (!completion.ok) return { kind: 'refused', why: named(completion.problems) };
    const after = completion.holder;
    const changes = changesBetween(before, after);
    const consent = consentSeenOn === undefined ? null : { cardNumber, seenOn: consentSeenOn, officer };
    const children = childrenIn(after.record);
    const today = wallDateOf(now());
    const consentFault = consent === null ? null : whyNoConsent(consent.seenOn, { children, today });
    if (consentFault !== null) return { kind: 'refused', why: consentFault };
    if (changes.length > 0) {
      if (reason === null && before !== null && needsReason(before.record, after.record)) {
        return { kind: 'refused', why: REASON_WANTED };
      }
      const one = [{ cardNumber, before, after }];
      await commitChanges(writes, { head, changes: one, officer, reason, now: now() });
    }
    if (consent !== null) await writeConsent(writes, { ...consent, children, at: now() });
    return { kind: 'done', holder: after, changes };
  });
}

/** Reads what an officer wrote as if it were a row of a file. */
export function draftOf(
  { catalogue }: Pick<Parts, 'catalogue'>,
  cardNumber: string,
  texts: CardTexts,
): { readonly ok: true; readonly draft: CardDraft } | { readonly ok: false; readonly why: Text } {
  const fields = Object.keys(HEADINGS) as (keyof typeof HEADINGS)[];
  // A row of headings has two columns at least: an empty name says nothing.
  const given = fields.filter(
    (field) => field === 'cardNumber' || field === 'name' || texts[field] !== undefined,
  );
  const columns = columnsIn({ cells: given.map((field) => HEADINGS[field][0]) });
  if (columns === null) throw new Error('the names of the template are headings');
  const cells = given.map((field) => (field === 'cardNumber' ? cardNumber : (texts[field] ?? null)));
  const reading = readRow(cells, { columns, epoch: 1900, cardNumbers: catalogue.catalogue });
  if (reading.kind === 'draft') return { ok: true, draft: reading.draft };
  return { ok: false, why: reading.kind === 'refused' ? named(reading.problems) : NO_NUMBER };
}

function named(problems: Parameters<typeof refusedRow>[1]): Text {
  const { column, why } = refusedRow({ sheet: null, row: 0 }, problems);
  return { zh: `${column}：${why.zh}`, en: `${column}: ${why.en}` };
}

export async function heldCard(writes: DistrictWrites, cardNumber: CardNumber): Promise<Cardholder | null> {
  const [row] = await writes.cardsByNumber([cardNumber]);
  return row === undefined || row.record === null ? null : { record: row.record, tier: row.tier };
}

export async function commitChanges(
  writes: DistrictWrites,
  {
    head,
    changes,
    officer,
    reason,
    now,
  }: {
    readonly head: number;
    readonly changes: readonly HolderChange[];
    readonly officer: string;
    readonly reason: ChangeReason | null;
    readonly now: number;
  },
): Promise<void> {
  const moved = new Map<CardRef, CardStatus>();
  await writeChanges(writes, { head, changes, by: { officer, reason, at: now, importId: null }, moved });
  await denyByStatus(writes, moved, now);
  await writes.saveRosterHead(head + changes.length);
}

const NO_NUMBER: Text = { zh: '没有卡号', en: 'there is no card number' };
