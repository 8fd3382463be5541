import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { Catalogue } from '../../src/domain/catalogue/catalogue.ts';
import { RECORD_KINDS } from '../../src/domain/records/record.ts';
import { WORKFLOW_KINDS } from '../../src/domain/workflow/workflow-kind.ts';

/*
 * What differs by the kind of an item is a property of its workflow, or stands in a table by kind that the compiler
 * checks. A comparison forgets the kind that is added next year.
 */
const SRC = fileURLToPath(new URL('../../src/', import.meta.url));
/** Here the kinds are named and told apart. */
const HOME = join('domain', 'workflow');
/** Records have kinds of their own, and two of them go by the same words. */
const RECORDS = /(?:^|[\\/])records[\\/]/;
/** Words on the screen, not kinds. */
const WORDS = join('renderer', 'i18n');

const units: readonly string[] = Catalogue.shape.items.element.shape.unit.options;
/** A record has a kind, too: `booking` and `pass` stand for it wherever no `workflow` is named. */
const isOfItems = (kind: string) => !RECORD_KINDS.some((other) => other === kind);
const KIND = WORKFLOW_KINDS.filter(isOfItems).join('|');
/** Names that are used for nothing else: such a text is a kind wherever it stands. */
const KIND_ALONE = WORKFLOW_KINDS.filter((kind) => isOfItems(kind) && !units.includes(kind)).join('|');
const COMPARISONS: readonly RegExp[] = [
  /\bworkflow\s*[!=]==?/,
  /[!=]==?\s*[\w.?]*\bworkflow\b/,
  /\bswitch\s*\([^)]*\bworkflow\b/,
  /\.(?:includes|indexOf|has)\([^)]*\bworkflow\b/,
  new RegExp(`[!=]==?\\s*['"\`](?:${KIND})['"\`]`),
  new RegExp(`['"\`](?:${KIND})['"\`]\\s*[!=]==?`),
  new RegExp(`\\bcase\\s+['"\`](?:${KIND})['"\`]`),
  new RegExp(`(?<!\\w|\\ben: )['"](?:${KIND_ALONE})['"](?!\\s*:)`),
];

function comparisonsIn(text: string): readonly string[] {
  return text.split('\n').filter((line) => COMPARISONS.some((comparison) => comparison.test(line)));
}

const files = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map(({ parentPath, name }) => relative(SRC, join(parentPath, name)));

test('no file outside the workflows compares a kind of item', () => {
  const others = files
    .filter((file) => !file.startsWith(HOME) && !file.startsWith(WORDS))
    .filter((file) => !RECORDS.test(file));
  expect(others.length).toBeGreaterThan(500);
  const found = others.flatMap((file) =>
    comparisonsIn(readFileSync(join(SRC, file), 'utf8')).map((line) => `${file}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});

test.each([
  "if (item.workflow === 'slot') return;",
  'if (item.workflow !== other.workflow) return;',
  "const isTicket = 'ticket' === kind;",
  'if (wanted === entry.item.workflow) return;',
  'switch (item.workflow) {',
  'switch (workflow) {',
  "    case 'service':",
  '    case "ticket": {',
  "const { workflow: kind } = item; return kind !== 'hourly';",
  'if (TIMED.includes(item.workflow)) return;',
  "const COUNTED = new Set(['ticket', 'hourly']);",
])('a comparison is seen: %s', (line) => {
  expect(comparisonsIn(line)).toHaveLength(1);
});

test.each([
  'if (!workflowOf(item).isPriced) return;',
  'return COUNTED[item.workflow](item, by);',
  "  slot: { zh: '场', en: 'slot' },",
  "  person: { zh: '张', en: 'ticket' },",
  "  unit: z.enum(['person', 'hour', 'slot', 'booking']),",
  "  'half-year': '张半年卡',",
])('a table and a unit are none: %s', (line) => {
  expect(comparisonsIn(line)).toEqual([]);
});
