import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '../../domain/base/wall-time.ts';
import type { CardNumber } from '../../domain/card/card-number.ts';
import type { CardStatus } from '../../domain/card/card-record.ts';
import { type CardRef, cardRefOf } from '../../domain/card/card-ref.ts';
import type { ChangeReason } from '../../domain/card/change-reason.ts';
import { DENIED_MAX } from '../../domain/card/deny-list.ts';
import type { DistrictWrites } from '../storage/store.ts';
import type { Cardholder, DeniedRow } from '../storage/store-rows.ts';

/** A change of one card. */
export interface HolderChange {
  readonly cardNumber: CardNumber;
  /** Null if the card is not on the roster. */
  readonly before: Cardholder | null;
  /** Null takes it off. */
  readonly after: Cardholder | null;
  readonly fileRow?: number;
  readonly otherCard?: CardNumber;
}

/** The officer who makes the changes, the time, and the reason if one was given. */
export interface ChangedBy {
  readonly officer: string;
  readonly at: Instant;
  readonly importId: string | null;
  readonly reason?: ChangeReason | null;
}

/**
 * Writes changes of cards within a transaction that holds the roster's head: the roster, which kiosks pull, and the
 * history. Gathers in `moved` which cards have another status now; `denyByStatus` ends with them.
 */
export async function writeChanges(
  writes: DistrictWrites,
  {
    head,
    changes,
    by,
    moved,
  }: {
    readonly head: number;
    readonly changes: readonly HolderChange[];
    readonly by: ChangedBy;
    readonly moved: Map<CardRef, CardStatus>;
  },
): Promise<void> {
  const { cardRefKeyHex } = await writes.identity();
  const placed = changes.map((change, index) => ({
    ...change,
    cardRef: cardRefOf(cardRefKeyHex, change.cardNumber),
    position: head + 1 + index,
  }));
  await writes.putCards(
    placed.map(({ cardNumber, cardRef, position, after }) => ({
      cardNumber,
      cardRef,
      position,
      record: after?.record ?? null,
      tier: after?.tier ?? null,
    })),
  );
  await writes.putCardChanges(
    placed.map(({ cardNumber, position, before, after, fileRow = null, otherCard = null }) => ({
      position,
      cardNumber,
      at: by.at,
      officer: by.officer,
      importId: by.importId,
      fileRow,
      otherCard,
      before,
      after,
      reason: by.reason ?? null,
    })),
  );
  for (const { cardRef, before, after } of placed) {
    if (before === null || after === null || before.record.status === after.record.status) continue;
    moved.set(cardRef, after.record.status);
  }
}

/**
 * A card that no desk accepts any more also goes on the list of denied cards, which beats a signed QR and reaches
 * kiosks before the roster; a card that is good again comes off it. What the operator denied stays as it is, cards and
 * single prints. If the list is full, the card is not added; the roster refuses it too, a little later.
 */
export async function denyByStatus(
  writes: DistrictWrites,
  moved: ReadonlyMap<CardRef, CardStatus>,
  now: Instant,
): Promise<void> {
  if (moved.size === 0) return;
  const { serial, cards } = await writes.lockDenyListRow();
  const others = cards.filter(({ cardRef, isByStatus }) => isByStatus !== true || !moved.has(cardRef));
  const deniedAnyway = new Set(
    others.flatMap(({ cardRef, issueSerial }) => (issueSerial === null ? [cardRef] : [])),
  );
  const denied = [...moved].flatMap(([cardRef, status]): DeniedRow[] =>
    status === 'active' || deniedAnyway.has(cardRef)
      ? []
      : [{ cardRef, issueSerial: null, status, isByStatus: true }],
  );
  const next = [...others, ...denied.slice(0, Math.max(0, DENIED_MAX - others.length))];
  if (isDeepStrictEqual(next, cards)) return;
  await writes.saveDenyList({ serial: Math.max(serial + 1, now), cards: next });
}
