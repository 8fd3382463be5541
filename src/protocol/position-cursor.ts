import { UUID_PATTERN } from '../domain/base/id-text.ts';
import type { Cursor } from './wire.ts';

/** A position in the commit order of one epoch: those of another one mean nothing. */
interface EpochPosition {
  readonly epoch: string;
  readonly position: number;
}

const CURSOR = new RegExp(`^(${UUID_PATTERN})\\.(0|[1-9][0-9]{0,14})$`);

/** The text of a cursor. */
export function positionCursorOf({ epoch, position }: EpochPosition): Cursor {
  return `${epoch}.${position}`;
}

/** Null for what no district can have given. */
export function positionOfCursor(cursor: Cursor): EpochPosition | null {
  const [, epoch, position] = CURSOR.exec(cursor) ?? [];
  return epoch === undefined || position === undefined ? null : { epoch, position: Number(position) };
}

/** True where both are of one epoch and `one` lies before `other`. */
export function comesBefore(one: Cursor, other: Cursor): boolean {
  const [first, second] = [positionOfCursor(one), positionOfCursor(other)];
  return first !== null && first.epoch === second?.epoch && first.position < second.position;
}
