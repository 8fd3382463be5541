import { expect, test } from 'vitest';
import { memoryRecords } from '../../src/app/record/memory-records.ts';
import { memoryUses } from '../../src/app/record/memory-uses.ts';
import { Settings } from '../../src/host-api/settings-api.ts';
import { closingWork } from '../../src/kiosk/day-closing.ts';
import { memoryJournal } from '../app/memory-journal.ts';
import { shipped } from '../domain/shipped.ts';

const POOL = 'xijiao-pool';

function floatAt(floats: Readonly<Record<string, number>>): number {
  const catalogue = shipped();
  const sites = catalogue.sites.map((site) => {
    const floatFen = floats[site.id];
    return floatFen === undefined ? site : { ...site, floatFen };
  });
  const uses = { ...memoryUses(memoryRecords()), doubt: () => undefined };
  return closingWork({
    ...{ journal: memoryJournal(), uses, kiosk: 'A1', now: () => 0, members: () => [] },
    catalogue: { current: () => ({ ...catalogue, sites }) },
    settings: () => Settings.parse({ siteId: POOL }),
    recorded: () => undefined,
  }).floatFen();
}

test('the float of a desk is that of its site in the catalogue; without one the desk has none', () => {
  expect(floatAt({ [POOL]: 30_000, 'liwan-library': 10_000 })).toBe(30_000);
  expect(floatAt({ 'liwan-library': 10_000 })).toBe(0);
});
