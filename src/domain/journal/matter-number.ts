import { z } from 'zod';

/**
 * The hall's own 办件编号 has letters, digits and hyphens, as on its 受理回执. The journal names no person: a mobile number is
 * refused, and so is a number that may be the identity number of somebody born before 2020.
 */
export const MATTER_NUMBER =
  /^(?!1[3-9][0-9]{9}$)(?![0-9]{6}(?:1[89][0-9]{2}|20[01][0-9])(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]$)[0-9A-Za-z][0-9A-Za-z-]{2,38}[0-9A-Za-z]$/;

/** A 办件编号 in the journal. Its letters are capitals, so that a typed number equals a scanned one. */
export const MatterNumber = z
  .string()
  .regex(MATTER_NUMBER)
  .regex(/^[^a-z]*$/);

/** The number in a text that was typed or scanned; null if the text cannot be a number. */
export function matterNumberOf(typed: string): string | null {
  const number = typed.trim().toUpperCase();
  return MATTER_NUMBER.test(number) ? number : null;
}
