import { UUID_PATTERN } from '../domain/base/id-text.ts';
import type { Cursor } from './wire.ts';

/** A position in the commit order of one epoch: those of another one mean nothing. */
interface EpochPosition {
  readonly epoch: string;
  readonly position: number;
}

const POSITION = '(0|[1-9][0-9]{0,14})';
const CURSOR = new RegExp(`^(${UUID_PATTERN})\\.${POSITION}(?:\\.([0-9a-f]{8})\\.${POSITION})?$`);

/** What a reader may see, if that is not everything. A cursor of one scope means nothing in another. */
interface ReaderScope {
  /** Eight hexadecimal digits that stand for what the reader may see. */
  readonly scope: string;
  /** Where the order stood when the reader began: what had ended by then need not come. */
  readonly begun: number;
}

/** The text of a cursor. */
export function positionCursorOf({
  epoch,
  position,
  shown = null,
}: EpochPosition & { readonly shown?: ReaderScope | null }): Cursor {
  return shown === null ? `${epoch}.${position}` : `${epoch}.${position}.${shown.scope}.${shown.begun}`;
}

/** Null for what no district can have given. `shown` is null in a cursor of a feed that shows everybody the same. */
export function positionOfCursor(
  cursor: Cursor,
): (EpochPosition & { readonly shown: ReaderScope | null }) | null {
  const [, epoch, position, scope, begun] = CURSOR.exec(cursor) ?? [];
  if (epoch === undefined || position === undefined) return null;
  const shown = scope === undefined || begun === undefined ? null : { scope, begun: Number(begun) };
  return { epoch, position: Number(position), shown };
}

/** True if both are of one epoch and `one` lies before `other`. */
export function comesBefore(one: Cursor, other: Cursor): boolean {
  const [first, second] = [positionOfCursor(one), positionOfCursor(other)];
  return first !== null && first.epoch === second?.epoch && first.position < second.position;
}

/** True if both are of one epoch and of a reader who may see the same: then only the position differs. */
export function isOfOneReader(one: Cursor, other: Cursor): boolean {
  const [first, second] = [positionOfCursor(one), positionOfCursor(other)];
  const isOneScope =
    first?.shown?.scope === second?.shown?.scope && first?.shown?.begun === second?.shown?.begun;
  return first?.epoch === second?.epoch && isOneScope;
}
