import { wallDateOf, yearOf } from '../../domain/base/wall-time.ts';
import type { RightMove, RightReply } from '../../protocol/wire-limits.ts';
import { cardRefIn } from '../cardholders/look-up.ts';
import { cardNumberIn } from '../cardholders/rows/number-cell.ts';
import { type Outcome, refused } from '../refusal.ts';
import type { Services } from '../services.ts';
import { moveRight } from './rights.ts';

const NO_CARD = refused({ kind: 'not-found', message: '名册上没有这张卡 the card is not on the roster' });

/** Moves a right as the office asks for it: by the number of the card or its pseudonym, of this year if none is named. */
export async function moveRightOf(
  services: Pick<Services, 'store' | 'catalogue' | 'now'>,
  { cardNumber, cardRef, year, ...claim }: RightMove,
): Promise<Outcome<Omit<RightReply, 'serverTimeMs'>>> {
  const ref = cardRef ?? (await refOnRoster(services, cardNumber ?? ''));
  if (ref === null) return NO_CARD;
  return moveRight(services, { ...claim, cardRef: ref, year: year ?? yearOf(wallDateOf(services.now())) });
}

async function refOnRoster(
  { store, catalogue }: Pick<Services, 'store' | 'catalogue'>,
  text: string,
): Promise<string | null> {
  const reading = cardNumberIn(text, catalogue.catalogue);
  if (!reading.ok) return null;
  return store.read(async (reads) => {
    const [row] = await reads.cardsByNumber([reading.cardNumber]);
    return row === undefined || row.record === null ? null : cardRefIn(reads, reading.cardNumber);
  });
}
