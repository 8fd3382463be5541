import { expect, test } from 'vitest';
import { kioskShortName, shortNumber } from '../../src/domain/journal/short-number.ts';

test('is the short name that the district gave, and the place in the journal', () => {
  expect(shortNumber(kioskShortName({ shortName: 'A1', kioskId: 'x' }), 128)).toBe('A1-128');
});

test('without one it is short all the same, and the same for the same kiosk', () => {
  const kioskId = '0191d2c4-7b7e-7e0a-9d5e-3f1a2b3c4d5e';
  expect(kioskShortName({ kioskId })).toMatch(/^[A-HJ-NP-Z][0-9]{2}$/);
  expect(kioskShortName({ kioskId, shortName: '' })).toBe(kioskShortName({ kioskId }));
  expect(kioskShortName({ kioskId })).not.toBe(kioskShortName({ kioskId: `${kioskId}f` }));
});

test('of a kiosk that nobody has named is the place alone', () => {
  expect(shortNumber(null, 128)).toBe('#128');
});
