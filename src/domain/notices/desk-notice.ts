import { z } from 'zod';
import { isStorableText } from '../base/plain-text.ts';
import { WallDate } from '../base/wall-time.ts';
import { CatalogueId } from '../catalogue/catalogue-rule.ts';

const WORDS_MAX = 300;
const SITES_MAX = 200;

/** What the office says in one language. It is shown as text and never as markup. */
const NoticeWords = z
  .string()
  .trim()
  .min(1)
  .max(WORDS_MAX)
  .refine(isStorableText, 'text with NUL or half a character');
/** `important` stands out at the desk; nothing is ever covered by it. */
export const NoticeImportance = z.enum(['normal', 'important']);
export type NoticeImportance = z.infer<typeof NoticeImportance>;

/** What the office tells its desks. `from` and `until` are the first and the last day on which it is shown. */
export const DeskNotice = z.object({
  noticeId: z.uuid(),
  zh: NoticeWords,
  en: NoticeWords.nullable(),
  importance: NoticeImportance,
  /** The sites whose desks show it; null for all. */
  siteIds: z.array(CatalogueId).min(1).max(SITES_MAX).nullable(),
  from: WallDate,
  until: WallDate,
});
export type DeskNotice = Readonly<z.infer<typeof DeskNotice>>;

/**
 * Returns the notices to show at a desk on a day: the important ones first, else in the order in which they are given.
 */
export function noticesOn<Notice extends DeskNotice>(
  notices: readonly Notice[],
  { siteId, day }: { readonly siteId: string; readonly day: WallDate },
): readonly Notice[] {
  const shown = notices.filter(
    ({ siteIds, from, until }) => from <= day && day <= until && (siteIds?.includes(siteId) ?? true),
  );
  const isImportant = ({ importance }: Notice) => importance === 'important';
  return [...shown.filter(isImportant), ...shown.filter((notice) => !isImportant(notice))];
}
