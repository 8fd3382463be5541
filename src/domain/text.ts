import { z } from 'zod';

/** A sentence or name for people, in the two languages of the desk. Both are always there. */
export const Text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
export type Text = z.infer<typeof Text>;

export type Language = keyof Text;
