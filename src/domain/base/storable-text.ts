/** True for a text that every database keeps as it is: PostgreSQL takes no NUL, and UTF-8 has no half characters. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
