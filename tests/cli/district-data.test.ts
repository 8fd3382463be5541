import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backUp } from '../../src/cli/district/backup.ts';
import { officeCards } from '../../src/cli/district/cards.ts';
import { officeDiscrepancies } from '../../src/cli/district/discrepancies.ts';
import { officeKiosks } from '../../src/cli/district/kiosks.ts';
import { officeQuarantine } from '../../src/cli/district/quarantine.ts';
import { report } from '../../src/cli/district/report.ts';
import { settleMonth } from '../../src/cli/district/settle.ts';
import { check, roll } from '../../src/cli/district/upkeep.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PERIOD = ['--from', '2026-11-01', '--to', '2026-12-01'];
const MONTH = ['--site', 'xijiao-pool', '--month', '2026-11'];

test.each([
  ['check', check, []],
  ['roll-epoch', roll, []],
  ['report', report, ['usage', ...PERIOD]],
  ['settle', settleMonth, MONTH],
  ['kiosks list', officeKiosks, ['list']],
  ['cards list', officeCards, ['list']],
  ['discrepancies', officeDiscrepancies, []],
  ['quarantine list', officeQuarantine, ['list']],
  ['backup', backUp, ['never-written.backup']],
])('%s makes no district in a folder that has none', async (_name, command, args) => {
  const folder = join(temporaryFolder(), 'missing');
  const complained: string[] = [];
  const said: string[] = [];
  const code = await command([...args, '--data', folder], undefined, {
    say: (line) => said.push(line),
    complain: (line) => complained.push(line),
  });
  expect({ code, said }).toEqual({ code: 2, said: [] });
  expect(complained).toEqual([expect.stringContaining(`${folder}: 这里没有区平台的数据`)]);
  expect(existsSync(folder)).toBe(false);
});
