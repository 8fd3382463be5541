import { expect, test } from 'vitest';
import { ownValue } from '../../src/domain/base/own-value.ts';

test('finds what a record holds and nothing that it inherits', () => {
  expect(ownValue({ F1: 'help' }, 'F1')).toBe('help');
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    expect(ownValue({ F1: 'help' }, name)).toBeUndefined();
  }
  expect(ownValue(JSON.parse('{"__proto__":1}'), '__proto__')).toBe(1);
});
