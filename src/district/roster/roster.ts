import { isDeepStrictEqual } from 'node:util';
import { type CardNumberRules, isNumberOfCard } from '../../domain/card/card-form.ts';
import { CardNumber } from '../../domain/card/card-number.ts';
import { cardRefOf } from '../../domain/card/card-ref.ts';
import { signRosterPage } from '../../domain/card/roster-page.ts';
import type { RosterChange, RosterRecord } from '../../domain/card/roster-record.ts';
import type { Cursor, RosterReply } from '../../protocol/wire.ts';
import { type Outcome, refused } from '../refusal.ts';
import type { Services } from '../services.ts';
import type { DistrictStore, DistrictWrites } from '../storage/store.ts';
import type { Cardholder, CardRow } from '../storage/store-rows.ts';
import { cursorOf, positionOf, type RosterPosition } from './roster-cursor.ts';

/** Adds or changes cards in one transaction. A record that is there already, as it is, is no change. */
export async function putCards(store: DistrictStore, records: readonly RosterRecord[]): Promise<void> {
  await changeRoster(store, async (writes, head) => {
    const held = await heldRecords(writes, records);
    const changed = lastPerCard(records).filter(
      (record) => !isDeepStrictEqual(held.get(record.cardNumber)?.record, record),
    );
    return writeCards(
      writes,
      head,
      changed.map((record) => ({ record, tier: held.get(record.cardNumber)?.tier ?? null })),
    );
  });
}

/** Throws `RangeError` for a number that no desk could read: such a card would be one that nobody can show. */
export function insistOnCardNumbers(records: readonly RosterRecord[], rules: CardNumberRules): void {
  const wrong = records.find(({ cardNumber }) => !isNumberOfCard(cardNumber, rules));
  if (wrong !== undefined) throw new RangeError(`${wrong.cardNumber} is no card number of the catalogue`);
}

/** Adds the cards that the district has never had; one that was changed or removed since is left alone. */
export async function seedCards(store: DistrictStore, records: readonly RosterRecord[]): Promise<void> {
  await changeRoster(store, async (writes, head) => {
    const held = await heldRecords(writes, records);
    const unseen = lastPerCard(records).filter((record) => !held.has(record.cardNumber));
    return writeCards(
      writes,
      head,
      unseen.map((record) => ({ record, tier: null })),
    );
  });
}

/** Takes a card off the roster; false if it is not on it. */
export async function removeCard(store: DistrictStore, cardNumber: CardNumber): Promise<boolean> {
  return changeRoster(store, async (writes, head) => {
    const removed = await writes.removeCard(cardNumber, head + 1);
    return { changes: removed ? 1 : 0, value: removed };
  });
}

/**
 * One page of roster changes in commit order. Without a cursor, or with one of another epoch, it begins a full copy:
 * cards as they are now, without those that were removed before. A reader whose cursor is ahead of the district gets
 * an empty page of a smaller position than its own. The district signs it. `bad-request` for a cursor that no
 * district has given.
 */
export async function readRoster(
  { store, keys, now }: Pick<Services, 'store' | 'keys' | 'now'>,
  { cursor, limit }: { readonly cursor: Cursor | undefined; readonly limit: number },
): Promise<Outcome<RosterReply>> {
  const given = cursor === undefined ? undefined : positionOf(cursor);
  if (given === null) return refused({ kind: 'bad-request', message: 'no cursor of this district' });
  return store.read(async (reads) => {
    const { epoch } = await reads.identity();
    // The head is read before the cards. All rows up to it are committed, so a page that is not full reaches it at least.
    const head = await reads.rosterHead();
    const isGoingOn = given?.epoch === epoch;
    const from: RosterPosition = isGoingOn ? given : { epoch, position: 0, begun: head };
    const rows = await reads.cardsAfter({ ...from, limit: limit + 1 });
    const page = rows.slice(0, limit);
    const more = rows.length > limit;
    // Not the reader's own position: where that lies beyond the head (a backup was restored and goes by the old
    // epoch), the page says how far the district is, and the reader sees that it is older than what it holds.
    const last = page.at(-1)?.position ?? 0;
    const position = more ? last : Math.max(last, head);
    const asOfMs = now();
    const signed = signRosterPage(
      {
        format: 1,
        epoch,
        from: isGoingOn && cursor !== undefined ? cursor : null,
        changes: page.map(changeOf),
        cursor: cursorOf({ ...from, position }),
        position,
        more,
        asOfMs,
      },
      keys.signer,
    );
    return { ok: true, value: { epoch, serverTimeMs: asOfMs, page: signed } };
  });
}

function changeOf({ record, cardNumber }: CardRow): RosterChange {
  if (record !== null) return { kind: 'put', record };
  return { kind: 'remove', cardNumber: CardNumber.parse(cardNumber) };
}

/**
 * Runs a change of the roster. The row of its head is locked until the commit. Positions are
 * therefore given in commit order: no reader ever passes one that becomes visible later.
 */
async function changeRoster<T>(
  store: DistrictStore,
  change: (writes: DistrictWrites, head: number) => Promise<{ readonly changes: number; readonly value: T }>,
): Promise<T> {
  return store.transaction(async (writes) => {
    const head = await writes.lockRosterHeadRow();
    const { changes, value } = await change(writes, head);
    if (changes > 0) await writes.saveRosterHead(head + changes);
    return value;
  });
}

/** The held rows of these cards; nothing for one never seen. */
async function heldRecords(
  writes: DistrictWrites,
  records: readonly RosterRecord[],
): Promise<ReadonlyMap<string, CardRow>> {
  const rows = await writes.cardsByNumber(records.map((record) => record.cardNumber));
  return new Map(rows.map((row) => [row.cardNumber, row]));
}

async function writeCards(
  writes: DistrictWrites,
  head: number,
  holders: readonly Cardholder[],
): Promise<{ readonly changes: number; readonly value: null }> {
  const { cardRefKeyHex } = await writes.identity();
  await writes.putCards(
    holders.map(({ record, tier }, index) => ({
      cardNumber: record.cardNumber,
      cardRef: cardRefOf(cardRefKeyHex, record.cardNumber),
      position: head + 1 + index,
      record,
      tier,
    })),
  );
  return { changes: holders.length, value: null };
}

/** One record a card, the last one given. */
function lastPerCard(records: readonly RosterRecord[]): readonly RosterRecord[] {
  return [...new Map(records.map((record) => [record.cardNumber, record])).values()];
}
