import type { Text } from '../domain/base/text.ts';
import type { WallDate } from '../domain/base/wall-time.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import type { ReadyResource } from '../domain/catalogue/resource.ts';
import type { RulebookItem } from '../domain/catalogue/rulebook.ts';
import type { BoardDay } from '../domain/decision/board.ts';
import type { Price } from '../domain/decision/decision.ts';

/** Which day of which courts. */
export interface BoardWanted {
  readonly date: WallDate | null;
  readonly resourceId: string | null;
}

/** A day of the courts of this desk, and what prices them. */
export interface ShownBoard {
  readonly day: BoardDay;
  readonly entries: readonly RulebookItem[];
  readonly calendar: Calendar;
  /** All courts, tables and rooms of the desk. */
  readonly resources: readonly ReadyResource[];
}

/** Where the board is, and the stretch that Enter would book. */
export interface BoardCursor {
  readonly court: number;
  readonly minute: number;
  readonly minutes: number;
}

/** The board as it stands on the screen. */
export interface BoardView extends ShownBoard {
  readonly cursor: BoardCursor;
  /** What Enter would book there, at which price; null where nothing is booked. */
  readonly aim: BoardAim | null;
  /** What stands at the cursor, in words. */
  readonly words: Text;
}

/** An item, when, and its price. */
export interface BoardAim {
  readonly entry: RulebookItem;
  readonly from: number;
  readonly minutes: number;
  readonly price: Price | null;
}
