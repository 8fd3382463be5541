import { basename } from 'node:path';
import { bandWords, limitWords, priceWords } from '../../../catalogue-review/catalogue-words.ts';
import type { Catalogue, Item } from '../../../domain/catalogue/catalogue.ts';
import type { Limit, Rule } from '../../../domain/catalogue/catalogue-rule.ts';
import { rateText } from '../../../domain/catalogue/rulebook.ts';
import { workflowOf } from '../../../domain/workflow/workflows.ts';
import { clausesOf, isWithin, itemNamed } from './guide-check.ts';
import type { Guide, Sentence } from './guide-sentences.ts';

const STATES = { done: 'done', part: 'in part', 'not-yet': 'not yet' } as const;

/** `docs/guide-coverage.md`: each sentence of the guide, the items that do it, how far, and the tests that show it. */
export function guidePage(guide: Guide, catalogue: Catalogue): readonly string[] {
  return [
    ...headOf(guide),
    ...guide.sections.flatMap((section) => sectionOf(section, guide, catalogue)),
    ...examplesOf(guide),
    ...itemsOf(catalogue),
  ];
}

function headOf({ sentences }: Guide): readonly string[] {
  const counts = Object.entries(STATES).map(
    ([state, words]) => `${sentences.filter((sentence) => sentence.state === state).length} ${words}`,
  );
  return [
    '# The service guide, sentence by sentence',
    '',
    'This page is printed by `npm run -s catalogue -- guide` from `resources/guide.json` and `resources/catalogue.json`. Change',
    'these and print it again: `tests/cli/guide.test.ts` fails if the page is not what the command prints.',
    '',
    'Each row is a sentence of the guide that gives, requires or limits something. It names the items of the catalogue that',
    'do it, with their kind and the rules and limits of that clause; how far it is done; and the tests that show it.',
    '*Not yet* says that the desk tells the holder, and that nothing is recorded or followed. A person whom the guide names',
    'with a mobile number (5.2.3) is left out.',
    '',
    `${sentences.length} sentences: ${counts.join(', ')}.`,
  ];
}

function sectionOf(
  section: Guide['sections'][number],
  { sentences }: Guide,
  catalogue: Catalogue,
): readonly string[] {
  const { clause, title } = section;
  return [
    '',
    `## ${clause} ${title.zh} ${title.en}`,
    '',
    '| clause | the guide says | it | done by | how far | shown by |',
    '|---|---|---|---|---|---|',
    ...sentences
      .filter((sentence) => isWithin(sentence.clause, clause))
      .map((sentence) => rowOf(sentence, catalogue)),
  ];
}

function rowOf(sentence: Sentence, catalogue: Catalogue): string {
  const { clause, kind, text, state, today } = sentence;
  const doers = sentence.items.flatMap((name) => {
    const item = itemNamed(name, catalogue);
    return item === undefined ? [] : [doerOf(item, clause)];
  });
  const tests = sentence.tests.map((path) => `[${basename(path)}](../${path})`);
  const stands = today === '' ? `**${STATES[state]}**` : `**${STATES[state]}.** ${today}`;
  const cells = [clause, `${text.zh}<br>${text.en}`, kind, doers.join('<br>'), stands, tests.join('<br>')];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** An item as a row names it: with its kind, and with its rules and limits of that clause. */
function doerOf(item: Item, clause: string): string {
  const parts = [...item.rules, ...item.limits].filter((part) => 'clause' in part && part.clause === clause);
  const names = parts.map(({ id }) => `\`${id}\``).join(', ');
  const workdays = item.finishWithinWorkdays;
  const deadline =
    workdays !== undefined && item.clause === clause
      ? `, ${workdays} working day${workdays === 1 ? '' : 's'}`
      : '';
  return `[${item.id}](#${anchorOf(item)}) (${item.workflow}${deadline})${names === '' ? '' : `: ${names}`}`;
}

function examplesOf({ examples }: Guide): readonly string[] {
  return [
    '',
    '## What the guide does not have',
    '',
    'The shipped catalogue has these as examples, so that the demo shows them. Everything else in it is in a sentence above.',
    '',
    ...examples.map(({ id, why }) => `- \`${id}\`: ${why}`),
  ];
}

function itemsOf(catalogue: Catalogue): readonly string[] {
  return ['', '## The items', ...catalogue.items.flatMap((item) => ['', ...itemOf(item, catalogue)])];
}

function itemOf(item: Item, catalogue: Catalogue): readonly string[] {
  const sites = catalogue.sites.filter(({ id }) => item.siteIds.includes(id)).map(({ name }) => name.zh);
  const clauses = [...new Set(clausesOf(item, catalogue))].toSorted((one, other) =>
    one.localeCompare(other, 'en', { numeric: true }),
  );
  return [
    `### ${titleOf(item)}`,
    '',
    `${item.name.zh} ${item.name.en} (${item.workflow}; ${sites.join('、')}). Clauses ${clauses.join(', ')}.`,
    ...listOf([
      ...item.rules.map((rule) => ruleLine(rule, item, catalogue)),
      ...item.limits.map((limit) => limitLine(limit, item, catalogue)),
      ...item.readings.map(({ clause, text }) => `read as [${clause}]: ${text.zh} ${text.en}`),
    ]),
  ];
}

function listOf(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines.map((line) => `- ${line}`)];
}

function ruleLine(rule: Rule, item: Item, { dayRules }: Catalogue): string {
  if (rule.kind === 'unknown') return `\`${rule.id}\`: not known to this release`;
  const day = dayRules.find(({ id }) => id === rule.days)?.name ?? { zh: rule.days, en: rule.days };
  const hours = bandWords(rule, day).en;
  const price = workflowOf(item).isPriced
    ? `: ${rule.listFen === null ? '' : `list ${priceWords(rule.listFen, item.unit).en}, `}${rateText(rule.card).en}`
    : '';
  return `\`${rule.id}\` [${rule.clause}]: ${hours}${price}`;
}

function limitLine(limit: Limit, item: Item, catalogue: Catalogue): string {
  const clause = limit.kind === 'unknown' ? '' : ` [${limit.clause}]`;
  return `\`${limit.id}\`${clause}: ${limitWords(limit, item, catalogue).en}`;
}

function titleOf({ id, siteIds }: Item): string {
  return `${id} at ${siteIds[0]}`;
}

/** The anchor that a heading has in a page. */
function anchorOf(item: Item): string {
  return titleOf(item).replaceAll(' ', '-');
}
