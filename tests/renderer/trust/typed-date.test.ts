import { expect, it } from 'vitest';
import { typedDateOf } from '../../../src/renderer/trust/ConfirmDateDialog.tsx';

it.each(['2026-11-23', ' 2026/11/23', '2026.11.23', '20261123', '2026年11月23日', '２０２６－１１－２３'])(
  'reads %s as a day',
  (text) => expect(typedDateOf(text)).toBe('2026-11-23'),
);

it('reads single digits as a month and a day', () => {
  expect(typedDateOf('2026-3-4')).toBe('2026-03-04');
});

it.each(['', '23-11-2026', '11/23/2026', '2026-02-29', '2026-13-01', '2026-11', '2026-11-23-1', '明天'])(
  'takes %j for no day',
  (text) => expect(typedDateOf(text)).toBeNull(),
);
