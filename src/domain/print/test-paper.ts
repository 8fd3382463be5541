import type { Language } from '../base/text.ts';
import type { Paper } from './paper.ts';

const WORDS = {
  zh: { title: '打印测试页', rare: '中文、生僻字', done: '看得清、没有缺边，就是好了' },
  en: {
    title: 'Test page',
    rare: 'Chinese, rare characters',
    done: 'It is right if all can be read and no edge is cut',
  },
};

/** Shows what a printer can do: rare characters, a line that is wider than a roll, a code. */
export function testPaper(language: Language): Paper {
  const { title, rare, done } = WORDS[language];
  return {
    title,
    isReprint: false,
    rows: [
      { name: rare, value: '荔湾 龘𠮷㙍' },
      { name: '0123456789', value: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz 12345.67' },
    ],
    code: 'https://example.invalid/talent-card-kiosk',
    notes: [done],
  };
}
