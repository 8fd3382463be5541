/** Marks that turn the direction of writing, and characters without a width: they make a text look like another. */
const UNSEEN =
  '\\u00ad\\u061c\\u115f\\u1160\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb';
/** What a terminal or a line of a log takes for a command: C0, DEL and C1, and Unicode's own ends of lines. */
const CONTROLS = '\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029';

const NOT_SHOWN = new RegExp(`[${CONTROLS}${UNSEEN}]|\\p{Cs}|[\\u{e0000}-\\u{e007f}]`, 'gu');

/** A name or sentence from outside as a window shows it: nothing in it hides, turns or joins what stands around it. */
export function shownText(text: string): string {
  return text.replace(/[\t\n\r\u0085\u2028\u2029]+/g, ' ').replace(NOT_SHOWN, '');
}

/** True if a window shows the text as it is, and nothing in it is hidden or left out. */
export function isShownWhole(text: string): boolean {
  return shownText(text) === text;
}

/**
 * A text with something from outside as a terminal may have it: what would command it, or could not be seen, stands
 * there by its code. Line feeds and tabs stay. JSON stays JSON, with the same meaning.
 */
export function terminalText(text: string): string {
  return text.replace(NOT_SHOWN, (found) => (found === '\n' || found === '\t' ? found : codesOf(found)));
}

/** The same for what has one line to itself. */
export function terminalLine(text: string): string {
  return text.replace(NOT_SHOWN, codesOf);
}

/** `\u001b`, as JSON writes it: each of the two halves of what lies beyond 16 bits. */
function codesOf(found: string): string {
  const units = Array.from({ length: found.length }, (_, index) => found.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

/** True for a text that every database keeps as it is: PostgreSQL takes no NUL, and UTF-8 has no half characters. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
