import type { CommandId } from '../desk/command.ts';

/** Opens a picture of a card. */
export const PICTURE_KEY = 'F3';
/** Shows the holder's whole name while it is held. */
export const NAME_KEY = 'N';
export const PASTE_KEYS = 'Ctrl V';

/** A row of the help page: what the keys are called, the command that it stands after, and its words in `help`. */
interface WindowKey {
  readonly keyNames: string;
  readonly after: CommandId;
  readonly words: 'scroll' | 'picture' | 'paste' | 'name';
}

/** The keys of the window itself. What they do needs the page, so the desk's table of commands does not have them. */
export const WINDOW_KEYS: readonly WindowKey[] = [
  { keyNames: '↑ ↓', after: 'day', words: 'scroll' },
  { keyNames: PICTURE_KEY, after: 'type', words: 'picture' },
  { keyNames: PASTE_KEYS, after: 'type', words: 'paste' },
  { keyNames: NAME_KEY, after: 'lock', words: 'name' },
];
