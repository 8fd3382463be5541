import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { buildApp, PROJECT_FOLDER } from '../../src/cli/start/build-app.ts';
import { FIRST_LOAD_FILE, type FirstLoad } from '../../src/cli/start/first-load.ts';

/**
 * No first scan needs these: they are loaded once the desk is idle, and the English words where English is wanted.
 * Folders end in a slash.
 */
const LATER = [
  'node_modules/antd/',
  'node_modules/@ant-design/',
  'node_modules/@zxing/',
  'node_modules/@fontsource/',
  'node_modules/bwip-js/',
  'node_modules/dayjs/',
  'node_modules/fflate/',
  'node_modules/write-excel-file/',
  'src/host-api/late-api.ts',
  'src/host-api/district-api.ts',
  'src/host-api/notes-api.ts',
  'src/host-api/print-api.ts',
  'src/app/record/list-details.ts',
  'src/app/record/close-day.ts',
  'src/domain/journal/fold/closing.ts',
  'src/renderer/i18n/en.ts',
  'src/renderer/i18n/english.ts',
  'src/renderer/closing/',
  'src/renderer/demo/CardTray.tsx',
  'src/renderer/demo/PrintSheet.tsx',
  'src/renderer/demo/texts.ts',
  'src/renderer/dialogs/',
  'src/renderer/print/english.ts',
  'src/renderer/print/PrinterSettings.tsx',
  'src/renderer/print/printer-texts.ts',
  'src/renderer/records/',
  'src/renderer/setup/',
  'src/store/roster/roster-pull.ts',
  'src/store/roster/roster-writer.ts',
  'src/kiosk/practice-work.ts',
  'src/kiosk/closing-paper.ts',
  'src/kiosk/export-uses.ts',
  'src/desk/tasks.ts',
  'src/domain/records/tasks.ts',
  'src/domain/records/task-words.ts',
  'src/domain/print/closing.ts',
  'src/kiosk/papers.ts',
  'src/domain/print/receipt.ts',
  'src/desk/step-draft.ts',
  'src/desk/matter-draft.ts',
  'src/desk/agreement-draft.ts',
  'src/renderer/screens/order/AgreementControl.tsx',
  'src/desk/found-matters.ts',
  'src/desk/session/number-lookup.ts',
  'src/domain/journal/own-number-words.ts',
  'src/renderer/screens/order/MatterNumberField.tsx',
  'src/domain/print/matter-paper.ts',
  'src/domain/print/test-paper.ts',
  'src/renderer/screens/early/',
  'src/renderer/screens/enrol/',
  'src/renderer/scanner/english.ts',
  'src/renderer/scanner/keys/hand-scanner-texts.ts',
  'src/renderer/staff/',
  'src/renderer/trust/english.ts',
  'src/renderer/trust/ConfirmDateDialog.tsx',
  'src/renderer/trust/NamesSettings.tsx',
  'src/renderer/trust/date-texts.ts',
  'src/renderer/trust/names-texts.ts',
  'src/catalogue-review/',
  'src/ui/fonts.css',
];
/** These lie in a folder of `LATER` and are needed at once: the badge and its words. */
const EARLY = [
  'src/renderer/staff/StaffBadge.tsx',
  'src/renderer/staff/staff-badge.module.css',
  'src/renderer/staff/badge-texts.ts',
];
/** All scripts of the first load together; an old machine takes a second to read so many. */
const BYTES_MAX = 965_000;
/** The script that asks the host, with what it imports at once. */
const ASKING_BYTES_MAX = 20_000;

let first: FirstLoad = { scripts: [], modules: [] };

beforeAll(async () => {
  expect(await buildApp(() => {})).toBeNull();
  first = JSON.parse(readFileSync(join(PROJECT_FOLDER, 'out', FIRST_LOAD_FILE), 'utf8'));
});

test('the first load of a window holds the desk', () => {
  expect(first.modules).toEqual(
    expect.arrayContaining([
      'src/renderer/main.ts',
      'src/renderer/window.tsx',
      'src/renderer/screens/DeskScreen.tsx',
      'src/renderer/screens/verdict/DecidedPane.tsx',
      ...EARLY,
    ]),
  );
});

test('each name of what comes later is still that of a file or folder', () => {
  expect(LATER.filter((name) => !existsSync(join(PROJECT_FOLDER, name)))).toEqual([]);
});

test.each(LATER)('the first load of a window does not hold %s', (name) => {
  const found = first.modules.filter((module) =>
    name.endsWith('/') ? module.startsWith(name) : module === name,
  );
  expect(found.filter((module) => !EARLY.includes(module))).toEqual([]);
});

test('the scripts of the first load stay small', () => {
  expect(first.scripts.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(BYTES_MAX);
});

test('what asks the host runs before the large script has come', () => {
  const renderer = join(PROJECT_FOLDER, 'out', 'renderer');
  const page = readFileSync(join(renderer, 'index.html'), 'utf8');
  const entry = /<script[^>]* src="\.\/([^"]+)"/.exec(page)?.[1] ?? '';
  const code = readFileSync(join(renderer, entry), 'utf8');
  const imported = [...code.matchAll(/\bfrom"\.\/([^"]+)"/g)].map(([, file]) => `assets/${file}`);
  const bytes = first.scripts.filter(({ file }) => [entry, ...imported].includes(file));
  expect(bytes).toHaveLength(1 + imported.length);
  expect(bytes.reduce((sum, one) => sum + one.bytes, 0)).toBeLessThan(ASKING_BYTES_MAX);
});

test('the page names all scripts and styles of the first load, so that none is found late', () => {
  const page = readFileSync(join(PROJECT_FOLDER, 'out', 'renderer', 'index.html'), 'utf8');
  expect(first.scripts.filter(({ file }) => !page.includes(file))).toEqual([]);
  expect(page.match(/rel="stylesheet"[^>]*\/first-/)).not.toBeNull();
});
