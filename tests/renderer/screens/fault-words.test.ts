import i18next from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import { startTranslation } from '../../../src/renderer/i18n/i18n.ts';
import { loadEnglish } from '../../../src/renderer/i18n/show-language.ts';
import { faultWords } from '../../../src/renderer/screens/recorded/fault-words.ts';

beforeAll(async () => {
  await startTranslation('zh');
  expect(await loadEnglish()).toBe(true);
});

test.each([
  ['disk-full', false, /磁盘已满.*请先按原价办理。$/],
  ['disk-full', true, /磁盘已满.*仍然有效，请先不要退款/],
  ['io', true, /磁盘出错.*请先不要退款/],
  ['already-voided', true, /^这一笔已经撤销过了。$/],
  ['host', false, /是否已记录.*先不要重办/],
  ['host', true, /是否已撤销.*先不要退款/],
] as const)('%s, of a void: %s', (reason, isVoid, words) => {
  expect(faultWords(i18next.t, { reason, isVoid, isFree: false })).toMatch(words);
});

test.each(['disk-full', 'read-only', 'not-permitted', 'storage-gone', 'io'] as const)(
  '%s of what costs nothing tells to serve it as usual, and names no price',
  (reason) => {
    const words = faultWords(i18next.t, { reason, isVoid: false, isFree: true });
    expect(words).toMatch(/请先照常办理，记在纸上，稍后补记。$/);
    expect(words).not.toContain('原价');
    const inEnglish = i18next.getFixedT('en');
    expect(faultWords(inEnglish, { reason, isVoid: false, isFree: true })).toMatch(/serve it as usual/);
  },
);

test('no words repeat what the headline says', () => {
  for (const [title, lng] of [
    ['没有记录', 'zh'],
    ['ot recorded', 'en'],
  ] as const) {
    for (const [key, words] of Object.entries(i18next.getResource(lng, 'desk', 'fault'))) {
      if (key !== 'title') expect(`${key}: ${words}`).not.toContain(title);
    }
  }
});
