import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCatalogueCommand } from '../../src/cli/catalogue/catalogue-commands.ts';
import { guideFaults, isWithin, itemNamed } from '../../src/cli/catalogue/guide/guide-check.ts';
import { type Guide, type Sentence, shippedGuide } from '../../src/cli/catalogue/guide/guide-sentences.ts';
import type { Catalogue, Item } from '../../src/domain/catalogue/catalogue.ts';
import { workflowOf } from '../../src/domain/workflow/workflows.ts';
import { shipped, shippedText } from '../domain/shipped.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PROJECT = join(import.meta.dirname, '../..');
const guide = shippedGuide();
const { sentences } = guide;

/** Enough for the guide: a page that lost half of it would be told here. */
const SENTENCES_MIN = 140;

describe('the page of the guide', () => {
  const page = readFileSync(join(PROJECT, 'docs/guide-coverage.md'), 'utf8');

  test('is what the command prints', () => {
    const { lines, exitCode } = runCatalogueCommand(['guide']);
    expect(exitCode).toBe(0);
    expect(`${lines.join('\n')}\n`).toBe(page);
  });

  test('has a row for every sentence, and a heading for every item that a row leads to', () => {
    expect(sentences.length).toBeGreaterThanOrEqual(SENTENCES_MIN);
    const rows = page.split('\n').filter((line) => /^\| [1-9]/.test(line));
    expect(rows).toHaveLength(sentences.length);
    for (const { text } of sentences) expect(page).toContain(`| ${text.zh}<br>${text.en} |`);
  });

  test('says what is not done', () => {
    expect(page).toContain('**in part.** ');
  });

  test('names no private person, no mobile number and no telephone that the guide does not give', () => {
    const outputs = [
      page,
      readFileSync(join(PROJECT, 'resources/guide.json'), 'utf8'),
      runCatalogueCommand(['show']).lines.join('\n'),
      runCatalogueCommand(['show', '--language', 'en']).lines.join('\n'),
      shippedText(),
    ];
    for (const output of outputs) {
      expect(output).not.toMatch(/1[3-9]\d([ -]?)\d{4}\1\d{4}/);
      expect(output).not.toMatch(/联系人[:：]|\p{Script=Han}(经理|先生|女士|小姐)/u);
    }
    const said = new Set(sentences.flatMap(({ text }) => text.zh.match(/020-\d+/g) ?? []));
    expect(new Set(outputs.join('\n').match(/020-\d+/g))).toEqual(said);
  });
});

describe('each sentence', () => {
  const rows = sentences.map(
    (sentence) => [sentence.clause, sentence.text.zh.slice(0, 20), sentence] as const,
  );

  test.each(rows)(
    '%s %s… is shown by tests that name its clause or its item',
    (_clause, _words, sentence) => {
      for (const path of sentence.tests) {
        expect(existsSync(join(PROJECT, path)), path).toBe(true);
        expect(isShownBy(readFileSync(join(PROJECT, path), 'utf8'), sentence), path).toBe(true);
      }
    },
  );

  test('is in English what it is in Chinese, as far as figures say', () => {
    const odd = sentences.filter(({ text }) => {
      const zh = new Set(figuresIn(text.zh));
      return figuresIn(text.en).some((figure) => !zh.has(figure));
    });
    // A discount and a number of pieces are said otherwise in English: 七折 is 30 % off, 五折 is half price.
    const words = /折|一次|逐步|“荔湾人才服务”/;
    expect(odd.filter(({ text }) => !words.test(text.zh)).map(({ text }) => text.en)).toEqual([]);
  });
});

describe('nothing is invented', () => {
  const catalogue = shipped();

  test('the guide and the catalogue fit together', () => {
    expect(guideFaults(guide, catalogue)).toEqual([]);
  });

  test.each(catalogue.items.map((item) => [item.id, item.siteIds[0], item] as const))(
    'every price, hour and limit of %s at %s stands in a sentence of its clause',
    (_id, _site, item) => {
      expect(unsaidFigures(item)).toEqual([]);
    },
  );

  test.each(sentences.filter(({ text }) => /020-\d+/.test(text.zh)).map((sentence) => [sentence.text.zh, sentence] as const))(
    'an item says the telephone of: %s',
    (_words, { text, items }) => {
      const told = items.map((name) => JSON.stringify(itemNamed(name, catalogue)));
      for (const telephone of text.zh.match(/020-\d+/g) ?? []) {
        expect(told.every((item) => item.includes(telephone))).toBe(true);
      }
    },
  );

  test.each<[string, (guide: Guide, catalogue: Catalogue) => readonly string[], string]>([
    ['an item that no sentence names', (own, { items, ...rest }) => guideFaults(own, { ...rest, items: [...items, strange(items)] }), 'sauna@xijiao-pool: no sentence of the guide names this item'],
    ['an item that is gone', (own, { items, ...rest }) => guideFaults(own, { ...rest, items: items.filter(({ id }) => id !== 'housing') }), '4: no one item is called housing'],
    ['an item at another clause', (own, all) => guideFaults(withFirst(own, { items: ['housing'] }), all), '1: the item housing does not name this clause'],
    ['a clause that no sentence has', ({ sentences: all, ...rest }, own) => guideFaults({ ...rest, sentences: all.filter(({ clause }) => clause !== '5.3.1.1') }, own), '5.3.1.1: no sentence of the guide has this clause'],
    ['a section that is gone', ({ sections, ...rest }, own) => guideFaults({ ...rest, sections: sections.slice(1) }, own), '1: it is in no section'],
    ['a gap that is not said', (own, all) => guideFaults(withFirst(own, { state: 'part', today: '' }), all), '1: what is there today is not said'],
    ['courts that nobody counted', ({ examples, ...rest }, own) => guideFaults({ ...rest, examples: examples.slice(0, 3) }, own), 'fangcun-tennis: the guide does not say that there are 4'],
    ['a 事项 that is not marked', ({ examples, ...rest }, own) => guideFaults({ ...rest, examples: examples.slice(1) }, own), 'matter-social-card: the guide has no such 事项, and it is not marked as an example'],
    ['an example that is gone', (own, { resources = [], ...rest }) => guideFaults(own, { ...rest, resources: resources.slice(0, 2) }), 'fangcun-tennis: the catalogue has no such example'],
  ])('the check finds %s', (_name, faultsOf, fault) => {
    expect(faultsOf(guide, catalogue)).toContain(fault);
  });

  test('the check finds a figure that the guide does not have', () => {
    const ticket = itemNamed('outdoor-ticket', catalogue);
    const [rule] = ticket?.rules ?? [];
    if (ticket === undefined || rule?.kind !== 'price') throw new Error('the ticket has no price');
    const dearer = { ...ticket, rules: [{ ...rule, listFen: 5_500, start: '09:00' }] };
    expect(unsaidFigures(dearer)).toEqual(['5.6.2.2: 55元', '5.6.2.2: 9:00', '5.6.2.2: 24:00']);
  });
}); // biome-ignore format: a row a fault

test('the command tells what does not fit, and prints no page', () => {
  const { payload } = JSON.parse(shippedText());
  const file = join(temporaryFolder(), 'catalogue.json');
  const items = payload.items.filter(({ id }: Item) => id !== 'housing');
  writeFileSync(file, JSON.stringify({ ...payload, items }));
  const { lines, exitCode } = runCatalogueCommand(['guide', '--file', file]);
  expect(exitCode).toBe(1);
  expect(new Set(lines)).toEqual(
    new Set(['4: no one item is called housing', 'housing: the catalogue has no such example']),
  );
  const missing = runCatalogueCommand(['guide', '--file', 'tests/nowhere.json']);
  expect({ exitCode: missing.exitCode, lines: missing.lines.length }).toEqual({ exitCode: 1, lines: 1 });
});

/** True if a test file names the clause, or an item of the sentence in quotes or in a table of quotations. */
function isShownBy(text: string, { clause, items }: Sentence): boolean {
  const ids = items.map((name) => name.split('@')[0]);
  const isNamed = ids.some((id) => new RegExp(`(['"\`]|^ +[a-z]+ )${id}(?![\\w-])`, 'm').test(text));
  return (
    isNamed ||
    (new RegExp(`(?<![\\d.])${clause.replaceAll('.', '\\.')}(?![\\d]|\\.\\d)`).test(text) &&
      clause.includes('.'))
  );
}

const CHINESE_RATES: Readonly<Record<number, readonly string[]>> = {
  50: ['5折'],
  70: ['七折'],
  80: ['8折'],
  90: ['9折'],
};

/** Figures of an item that no sentence of their clause, or of one below it, says: a line each. */
function unsaidFigures(item: Item): readonly string[] {
  const figures = [
    ...item.rules.flatMap((rule) => (rule.kind === 'price' ? figuresOfRule(rule, item) : [])),
    ...item.limits.flatMap(figuresOfLimit),
    ...(item.finishWithinWorkdays === undefined || item.matter !== undefined
      ? []
      : [{ clause: item.clause, words: [`${item.finishWithinWorkdays}个工作日`] }]),
  ];
  return figures.flatMap(({ clause, words }) => {
    const said = saidOf(clause);
    return words.some((word) => said.includes(word)) ? [] : [`${clause}: ${words[0]}`];
  });
}

/** One of the words stands in a sentence of the clause. */
interface Figure {
  readonly clause: string;
  readonly words: readonly string[];
}

function figuresOfRule(
  rule: Extract<Item['rules'][number], { kind: 'price' }>,
  item: Item,
): readonly Figure[] {
  const { clause, listFen, card, start, end } = rule;
  const isAllDay = start === '00:00' && end === '24:00';
  const hours = isAllDay ? [] : [start, end].map((time) => [time.replace(/^0/, '')]);
  const list = listFen === null || listFen === 0 ? [] : [[`${listFen / 100}元`]];
  const price =
    card.kind === 'fixed'
      ? [[`${card.fen / 100}元`]]
      : card.kind === 'ratio'
        ? [CHINESE_RATES[card.percent] ?? ['?']]
        : [['免费']];
  // A number that admits nobody is given, not sold.
  const isSold = workflowOf(item).isPriced && item.ownNumbers?.admits !== false;
  return [...(isSold ? [...list, ...price] : []), ...hours].map((words) => ({
    clause,
    words,
  }));
}

function figuresOfLimit(limit: Item['limits'][number]): readonly Figure[] {
  switch (limit.kind) {
    case 'uses-per-card-and-year':
      return [{ clause: limit.clause, words: ['每年享受一次'] }];
    case 'courts-per-slot':
      return [{ clause: limit.clause, words: [`${limit.courts}片场地`] }];
    case 'one-of-set':
      return [{ clause: limit.clause, words: [`有效期为${limit.months / 12}年`] }];
    case 'minutes':
      return [{ clause: limit.clause, words: [`不超过${limit.minutesMax / 60}小时`] }];
    default:
      // Once a person is a reading of 办理会员卡, which the catalogue tells.
      return [];
  }
}

/** The guide's words of a clause and of those below it, with figures as the catalogue writes them. */
function saidOf(clause: string): string {
  return sentences
    .filter((sentence) => isWithin(sentence.clause, clause))
    .map(({ text }) => text.zh.replaceAll('：', ':').replaceAll(/(?<!\d)0(?=\d:)/g, ''))
    .join('\n');
}

/** Figures with the zeros in front of them and the colons of hours left out. */
function figuresIn(text: string): readonly string[] {
  return (
    text
      .replaceAll('：', ':')
      .match(/\d+/g)
      ?.map((figure) => String(Number(figure))) ?? []
  );
}

function strange(items: readonly Item[]): Item {
  const ticket = items.find(({ id }) => id === 'outdoor-ticket');
  if (ticket === undefined) throw new Error('no ticket');
  return { ...ticket, id: 'sauna' };
}

function withFirst({ sentences: [first, ...rest], ...own }: Guide, change: Partial<Sentence>): Guide {
  if (first === undefined) throw new Error('no sentence');
  return { ...own, sentences: [{ ...first, ...change }, ...rest] };
}
