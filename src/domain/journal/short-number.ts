/** Without the letters that are taken for figures. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const FIGURES = 100;

/**
 * What a kiosk is called in short: its own name where the district gave one, else a letter and two figures of its id.
 */
export function kioskShortName(kiosk: {
  readonly shortName?: string | undefined;
  readonly kioskId: string;
}): string {
  if (kiosk.shortName !== undefined && kiosk.shortName !== '') return kiosk.shortName;
  let sum = 0;
  for (const character of kiosk.kioskId) {
    sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % (LETTERS.length * FIGURES);
  }
  const letter = LETTERS[Math.floor(sum / FIGURES)] ?? 'A';
  return `${letter}${String(sum % FIGURES).padStart(2, '0')}`;
}

/**
 * The number of a record that can be said aloud: `A1-128`. It follows from the kiosk and the place in its journal, so
 * that the kiosk and the district say the same, and nothing new is kept. `kiosk` null if nobody has said which.
 */
export function shortNumber(kiosk: string | null, seq: number): string {
  return kiosk === null ? `#${seq}` : `${kiosk}-${seq}`;
}
