import { z } from 'zod';
import { shownText } from './plain-text.ts';

/** What a catalogue says is shown without what would hide or turn it; the signature is over what it was. */
const Shown = z.string().min(1).overwrite(shownText);

/** A sentence or name for people, in the two languages of the desk. Both are always there. */
export const Text = z.strictObject({ zh: Shown, en: Shown });
export type Text = z.infer<typeof Text>;

export type Language = keyof Text;
