import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { closingTexts } from '../../src/renderer/closing/texts.ts';
import { demoTexts } from '../../src/renderer/demo/texts.ts';
import { boardTexts } from '../../src/renderer/dialogs/courts/board-texts.ts';
import { courtTexts } from '../../src/renderer/dialogs/courts/court-texts.ts';
import { listTexts } from '../../src/renderer/dialogs/day/list-texts.ts';
import { matterTexts } from '../../src/renderer/dialogs/matter-texts.ts';
import { cameraTexts } from '../../src/renderer/dialogs/scanner/camera-texts.ts';
import { settingsTexts } from '../../src/renderer/dialogs/settings/settings-texts.ts';
import { taskTexts } from '../../src/renderer/dialogs/tasks/task-texts.ts';
import { english } from '../../src/renderer/i18n/english.ts';
import { zh } from '../../src/renderer/i18n/zh.ts';
import { printerTexts } from '../../src/renderer/print/printer-texts.ts';
import { printChinese } from '../../src/renderer/print/texts.ts';
import { recordsTexts } from '../../src/renderer/records/texts.ts';
import { handScannerTexts } from '../../src/renderer/scanner/keys/hand-scanner-texts.ts';
import { scannerChinese } from '../../src/renderer/scanner/texts.ts';
import { earlyTexts } from '../../src/renderer/screens/early/texts.ts';
import { enrolTexts } from '../../src/renderer/screens/enrol/texts.ts';
import { setupTexts } from '../../src/renderer/setup/texts.ts';
import { badgeChinese } from '../../src/renderer/staff/badge-texts.ts';
import { staffTexts } from '../../src/renderer/staff/texts.ts';
import { dateTexts } from '../../src/renderer/trust/date-texts.ts';
import { namesTexts } from '../../src/renderer/trust/names-texts.ts';
import { trustChinese } from '../../src/renderer/trust/texts.ts';
import { shipped } from '../domain/shipped.ts';

interface Words {
  readonly [key: string]: string | Words;
}

const NAMESPACES: readonly [string, Words, Words][] = [
  ['desk', zh, english.desk],
  ['scanner', scannerChinese, english.scanner],
  ['handScanner', handScannerTexts.zh, handScannerTexts.en],
  ['demo', demoTexts.zh, demoTexts.en],
  ['trust', trustChinese, english.trust],
  ['print', printChinese, english.print],
  ['badge', badgeChinese, english.badge],
  ['staff', staffTexts.zh, staffTexts.en],
  ['records', recordsTexts.zh, recordsTexts.en],
  ['list', listTexts.zh, listTexts.en],
  ['settings', settingsTexts.zh, settingsTexts.en],
  ['setup', setupTexts.zh, setupTexts.en],
  ['enrol', enrolTexts.zh, enrolTexts.en],
  ['names', namesTexts.zh, namesTexts.en],
  ['date', dateTexts.zh, dateTexts.en],
  ['camera', cameraTexts.zh, cameraTexts.en],
  ['printer', printerTexts.zh, printerTexts.en],
  ['early', earlyTexts.zh, earlyTexts.en],
  ['tasks', taskTexts.zh, taskTexts.en],
  ['matter', matterTexts.zh, matterTexts.en],
  ['board', boardTexts.zh, boardTexts.en],
  ['courts', courtTexts.zh, courtTexts.en],
  ['closing', closingTexts.zh, closingTexts.en],
];

const RENDERER = sourceOf('renderer');
const KINDS = RENDERER + sourceOf('{app,desk,domain,host-api,kiosk}');
/** Keys that are put together, as in `status.fault.${word}`: what stands before the `${`. */
const STEMS = [...RENDERER.matchAll(/`((?:[\w-]+\.)+)\$\{/g)].map(([, stem = '']) => stem);

it.each(NAMESPACES)('every key of %s is used', (_name, words) => {
  expect(keysOf(words).filter((key) => !isUsed(key))).toEqual([]);
});

it.each(NAMESPACES)(
  '%s has the same keys and fills the same gaps in both languages',
  (_name, chinese, english) => {
    expect(keysOf(english)).toEqual(keysOf(chinese));
    for (const key of keysOf(chinese)) {
      expect([key, gapsOf(english, key)]).toEqual([key, gapsOf(chinese, key)]);
    }
  },
);

it.each(NAMESPACES)('%s is Chinese in Chinese, and English in English', (_name, chinese, english) => {
  const hanIn = (words: Words) => keysOf(words).filter((key) => /[\u4e00-\u9fff]/.test(wordAt(words, key)));
  expect(hanIn(english)).toEqual(hanIn(english).filter((key) => key === 'settings.language'));
  const without = keysOf(chinese).filter((key) => !hanIn(chinese).includes(key));
  // A PIN is called so in Chinese, too.
  expect(without.filter((key) => wordAt(chinese, key) !== 'PIN')).toEqual([]);
});

it.each(NAMESPACES)(
  '%s has the telephone number of the service guide and no other',
  (_name, ...languages) => {
    const numbers = languages.flatMap((words) =>
      keysOf(words).flatMap((key) => telephonesIn(wordAt(words, key))),
    );
    expect(numbers.filter((number) => number !== shipped().hotline)).toEqual([]);
  },
);

/** All code below a folder of `src`, but the words themselves. */
function sourceOf(folder: string): string {
  return globSync(`src/${folder}/**/*.{ts,tsx}`)
    .filter((file) => !/(texts|english|i18n\/zh|i18n\/en)\.ts$/.test(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}

function isUsed(key: string): boolean {
  if (RENDERER.includes(`'${key}'`)) return true;
  return STEMS.some((stem) => {
    if (!key.startsWith(stem)) return false;
    const [kind = ''] = key.slice(stem.length).split('.');
    return KINDS.includes(`'${kind}'`);
  });
}

function keysOf(words: Words, before = ''): readonly string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [before + key] : keysOf(value, `${before}${key}.`),
  );
}

function wordAt(words: Words, key: string): string {
  const value = key
    .split('.')
    .reduce<string | Words | undefined>((at, part) => (typeof at === 'object' ? at[part] : undefined), words);
  return typeof value === 'string' ? value : '';
}

function gapsOf(words: Words, key: string): readonly string[] {
  return [...wordAt(words, key).matchAll(/\{\{(\w+)\}\}/g)].map(([, gap = '']) => gap).sort();
}

function telephonesIn(word: string): readonly string[] {
  return word.match(/\d{3,4}-\d{7,8}/g) ?? [];
}
