import { z } from 'zod';
import { isStorableText } from '../base/plain-text.ts';
import type { Language } from '../base/text.ts';

export const LINE_LENGTH_MAX = 200;
const LINES_MAX = 60;

const Line = z.string().max(LINE_LENGTH_MAX).refine(isStorableText);

/**
 * What stands on a paper, in one language and without a width: the same on the screen, on a roll of 58 or 80 mm and on a
 * sheet. It names no holder in full.
 */
export const Paper = z.strictObject({
  title: Line,
  /** 补打: it was printed before. */
  isReprint: z.boolean(),
  /** A name and what it stands for; the name is empty for a line of its own. */
  rows: z.array(z.strictObject({ name: Line, value: Line })).max(LINES_MAX),
  /** Read by a machine: a QR code. Null for none. */
  code: z.string().min(1).max(LINE_LENGTH_MAX).nullable(),
  /** Small, at the end. */
  notes: z.array(Line).max(LINES_MAX),
});
export type Paper = z.infer<typeof Paper>;

const PRACTICE_MARK = { zh: '【练习】', en: '[PRACTICE] ' };
const PRACTICE_NOTE = {
  zh: '练习模式打印，不是凭据，不得收款或入场',
  en: 'Printed in practice mode. It is no receipt and admits nobody.',
};

/** Marks a paper as practice at its head and its end, and removes its code, which a scanner would take for a receipt's. */
export function practicePaper(paper: Paper, language: Language): Paper {
  return {
    ...paper,
    title: PRACTICE_MARK[language] + paper.title,
    rows: [{ name: '', value: PRACTICE_NOTE[language] }, ...paper.rows],
    code: null,
    notes: [PRACTICE_NOTE[language], ...paper.notes],
  };
}

export function isPracticePaper({ title }: Paper): boolean {
  return Object.values(PRACTICE_MARK).some((mark) => title.startsWith(mark));
}
