import type { Drawing } from './plane.ts';
import { inkAt, NO_FAULTS, type PrintFaults } from './print-faults.ts';
import type { PrintedCode } from './printed-code.ts';
import type { Random } from './random.ts';

/** A card in units of one module of its code, the code in the middle of the coordinates. */
export interface CardFace {
  readonly drawing: Drawing;
  readonly halfWidth: number;
  readonly halfHeight: number;
}

const QUIET_MODULES_BARS = 10;
const QUIET_MODULES_SQUARE = 4;

const FLAWLESS = { faults: NO_FAULTS, quiet: QUIET_MODULES_BARS };

/** A card with its code on a white field, lines of print and a coloured band. `ink` may be lighter than `paper`. */
export function cardFace(
  symbol: PrintedCode,
  random: Random,
  tone: { readonly ink: number; readonly paper: number },
  print: { readonly faults: PrintFaults; readonly quiet: number } = FLAWLESS,
): CardFace {
  const isBars = symbol.rows === 1;
  const halfCode = symbol.columns / 2;
  const codeHeight = isBars ? symbol.columns * random.between(0.26, 0.6) : symbol.columns;
  const quiet = isBars ? print.quiet : QUIET_MODULES_SQUARE;
  const isBar = inkAt(symbol, isBars ? print.faults : NO_FAULTS);
  const halfWidth = halfCode + quiet + random.between(0, symbol.columns * 0.25);
  const above = codeHeight / 2 + quiet + random.between(0.1, 0.7) * symbol.columns;
  const below = codeHeight / 2 + quiet + random.between(0, 0.3) * symbol.columns;
  const field = tone.paper * random.between(0.6, 1);
  const band = random.between(30, 220);
  const printHeight = symbol.columns * random.between(0.03, 0.07);
  const letters = Uint8Array.from({ length: 4096 }, () => (random.chance(0.45) ? 1 : 0));

  function printAt(x: number, y: number): boolean {
    const line = Math.floor(y / (printHeight * 1.8));
    if (y - line * printHeight * 1.8 > printHeight) return false;
    const stroke = Math.floor((x / printHeight) * 3) + 64 * line + 7 * Math.floor((y / printHeight) * 4);
    return letters[((stroke % 4096) + 4096) % 4096] === 1;
  }

  const drawing: Drawing = (x, y) => {
    if (Math.abs(x) > halfWidth || y < -above || y > below) return null;
    const inQuiet = Math.abs(x) < halfCode + quiet && Math.abs(y) < codeHeight / 2 + Math.min(quiet, 3);
    if (!inQuiet) {
      if (y < -above * 0.8) return band;
      if (Math.abs(x) < halfWidth * 0.85 && y < -codeHeight / 2 - quiet * 0.8 && printAt(x, y))
        return tone.ink;
      return field;
    }
    if (isBars) return Math.abs(y) < codeHeight / 2 && isBar(x) ? tone.ink : tone.paper;
    const column = Math.floor(x + halfCode);
    const row = Math.floor(y + codeHeight / 2);
    const isInside = column >= 0 && column < symbol.columns && Math.abs(y) < codeHeight / 2;
    return isInside && symbol.modules[row * symbol.columns + column] === 1 ? tone.ink : tone.paper;
  };
  return { drawing, halfWidth, halfHeight: Math.max(above, below) };
}
