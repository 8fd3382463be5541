import { z } from 'zod';

/** Letters, digits and hyphens, as the hall's own system prints them on its 受理回执. */
const FORM = /^[0-9A-Z](?:[0-9A-Z-]{2,38})[0-9A-Z]$/;
const MOBILE = /^1[3-9][0-9]{9}$/;
const IDENTITY = /^[0-9]{6}((?:18|19|20)[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9X]$/;
/** A number of a matter may look like an identity number, but bears the year in which it was made. */
const BORN_BEFORE = 2020;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

/** 办件编号, the hall's own. The journal names no person, so that a telephone or an identity number is refused. */
export const MatterNumber = z.string().refine(isMatterNumber);

/** The number in what was typed or scanned; null if it cannot be one. */
export function matterNumberOf(typed: string): string | null {
  const number = typed.trim().replaceAll(/\s+/g, '').toUpperCase();
  return isMatterNumber(number) ? number : null;
}

function isMatterNumber(text: string): boolean {
  return FORM.test(text) && !MOBILE.test(text) && !isIdentityNumber(text);
}

/** An identity number of the People's Republic: a day of birth, and a check character by ISO 7064 MOD 11-2. */
function isIdentityNumber(text: string): boolean {
  const year = IDENTITY.exec(text)?.[1];
  if (year === undefined || Number(year) >= BORN_BEFORE) return false;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return CHECK_CHARACTERS[sum % 11] === text[17];
}
