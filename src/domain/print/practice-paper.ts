import type { Language } from '../base/text.ts';
import type { Paper } from './paper.ts';

const MARK = { zh: '【练习】', en: '[PRACTICE] ' };
const NOTE = {
  zh: '练习模式打印，不是凭据，不得收款或入场',
  en: 'Printed in practice mode. It is no receipt and admits nobody.',
};

/** The paper of practice: it says so at its head and at its end, and has nothing that a machine could read. */
export function practicePaper(paper: Paper, language: Language): Paper {
  return {
    ...paper,
    title: MARK[language] + paper.title,
    rows: [{ name: '', value: NOTE[language] }, ...paper.rows],
    code: null,
    notes: [NOTE[language], ...paper.notes],
  };
}

export function isPracticePaper({ title }: Paper): boolean {
  return Object.values(MARK).some((mark) => title.startsWith(mark));
}
