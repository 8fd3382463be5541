import type { Cursor } from '../protocol/wire.ts';

/** A position in the commit order of one epoch: those of another one mean nothing. */
interface EpochPosition {
  readonly epoch: string;
  readonly position: number;
}

const CURSOR = /^([0-9a-f-]{36})\.(0|[1-9][0-9]{0,14})$/;

export function positionCursorOf({ epoch, position }: EpochPosition): Cursor {
  return `${epoch}.${position}`;
}

/** Null for what this server cannot have given. */
export function positionOfCursor(cursor: Cursor): EpochPosition | null {
  const [, epoch, position] = CURSOR.exec(cursor) ?? [];
  return epoch === undefined || position === undefined ? null : { epoch, position: Number(position) };
}
