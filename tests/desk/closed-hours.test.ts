import { expect, it } from 'vitest';
import { screenValue } from '../../src/desk/screen-value.ts';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import type { Catalogue } from '../../src/domain/catalogue/catalogue.ts';
import { shipped } from '../domain/shipped.ts';
import { testDesk } from './test-desk.ts';

const SITE = 'fangcun-sports-centre';
const NOW = '2026-11-23T10:00';
const REPAIR = { zh: '设备检修', en: 'repairs' };

/** The shipped catalogue, once the office has closed the tennis courts on a day. */
function withRepairOn(day: string): Catalogue {
  const catalogue = shipped();
  const hours = {
    days: [{ days: 'any' as const, start: '08:00', end: '22:00' }],
    exceptions: [{ from: day, until: day, name: REPAIR, open: [] }],
  };
  const resources = (catalogue.resources ?? []).map((one) =>
    one.id === 'fangcun-tennis' ? { ...one, hours } : one,
  );
  return { ...catalogue, version: catalogue.version + 1, resources };
}

it('a court that was booked before its day was closed becomes a task, until it is moved to an open day', async () => {
  const test = testDesk(SITE, NOW);
  test.isCounting = true;
  const desk = () => test.desk.getState();
  await desk().show(demoCardNumber(1));
  desk().chooseItem('tennis-court');
  desk().change({ start: '2026-11-26T14:00', minutes: 60 });
  await desk().confirm();
  expect(test.failures).toEqual([]);
  expect(desk().screen.kind).toBe('recorded');
  await desk().refreshTasks();
  expect(desk().tasks).toEqual([]);

  test.catalogue = withRepairOn('2026-11-26');
  await desk().refreshTasks();
  const { tasks } = screenValue(desk(), { now: NOW, items: shipped().items });
  expect(tasks).toMatchObject([
    {
      ...{ kind: 'rearrange', dueOn: '2026-11-26', item: 'tennis-court', steps: ['cancel'] },
      words: { zh: '届时不开放（设备检修）：通知持卡人，在此退订，或刷卡改期' },
    },
  ]);

  await desk().show(demoCardNumber(1));
  await desk().startStep('move', { start: '2026-11-26T16:00' });
  expect(desk().overlay).toMatchObject({
    step: { act: null, move: { item: { kind: 'no', reason: { kind: 'closed' } } } },
  });
  await desk().startStep('move', { start: '2026-11-27T14:00' });
  await desk().confirmStep();
  await desk().refreshTasks();
  expect(desk().tasks).toEqual([]);
});
