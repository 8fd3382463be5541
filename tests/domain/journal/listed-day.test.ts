import { expect, test } from 'vitest';
import { plusDays } from '../../../src/domain/base/wall-time.ts';
import { FIRST_DAY } from '../../../src/domain/decision/use-bounds.ts';
import { unlistedDay } from '../../../src/domain/journal/fold/listed-day.ts';

const TODAY = '2026-11-23';

test.each([TODAY, plusDays(TODAY, -1), FIRST_DAY])('a kiosk can list %s', (date) => {
  expect(unlistedDay(date, TODAY)).toBeNull();
});

test('says of a later day which day it is, and of one before all records on which they begin', () => {
  expect(unlistedDay(plusDays(TODAY, 1), TODAY)?.zh).toContain(TODAY);
  expect(unlistedDay(plusDays(FIRST_DAY, -1), TODAY)?.en).toContain(FIRST_DAY);
});
