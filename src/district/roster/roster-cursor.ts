import { UUID_PATTERN } from '../../domain/base/id-text.ts';
import type { Cursor } from '../../protocol/wire.ts';

/** How far a reader of the roster has come. */
export interface RosterPosition {
  /** The epoch of the server that gave it: positions of another one mean nothing here. */
  readonly epoch: string;
  /** The last change that the reader has. */
  readonly position: number;
  /** Where the roster stood when the reader began: it never had a card that was removed before. */
  readonly begun: number;
}

const CURSOR = new RegExp(`^(${UUID_PATTERN})\\.(0|[1-9][0-9]{0,14})\\.(0|[1-9][0-9]{0,14})$`);

export function cursorOf({ epoch, position, begun }: RosterPosition): Cursor {
  return `${epoch}.${position}.${begun}`;
}

/** Null for what this server cannot have given. */
export function positionOf(cursor: Cursor): RosterPosition | null {
  const [, epoch, position, begun] = CURSOR.exec(cursor) ?? [];
  if (epoch === undefined || position === undefined || begun === undefined) return null;
  return { epoch, position: Number(position), begun: Number(begun) };
}
