/** A rectangle of cells, counted from 0 for columns and from 1 for rows. */
export interface CellArea {
  readonly fromColumn: number;
  readonly toColumn: number;
  readonly fromRow: number;
  readonly toRow: number;
}

const PLACE = /^\$?([A-Z]{1,3})\$?([0-9]{1,7})$/;
const LETTERS = 26;
const CODE_BEFORE_A = 64;

/** The column of `C7` is 2; null for what names no cell. */
export function columnOf(place: string): number | null {
  return placeOf(place)?.column ?? null;
}

/** The cells of `A1:C7`; null for what names none. */
export function areaOf(text: string): CellArea | null {
  const [first = '', last = first] = text.split(':');
  const from = placeOf(first);
  const to = placeOf(last);
  if (from === null || to === null) return null;
  return { fromColumn: from.column, toColumn: to.column, fromRow: from.row, toRow: to.row };
}

function placeOf(place: string): { readonly column: number; readonly row: number } | null {
  const [, letters, row] = PLACE.exec(place) ?? [];
  if (letters === undefined || row === undefined) return null;
  let column = 0;
  for (const letter of letters) column = column * LETTERS + letter.charCodeAt(0) - CODE_BEFORE_A;
  return { column: column - 1, row: Number(row) };
}
