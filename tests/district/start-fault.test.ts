import { expect, test } from 'vitest';
import { messageOf } from '../../src/domain/base/message-of.ts';

test('has words for what is thrown without being an error, as a database in WebAssembly does', () => {
  expect(messageOf({ name: 'ErrnoError', errno: 51 })).toBe('{"name":"ErrnoError","errno":51}');
  expect(messageOf({ message: 'exit(1)' })).toBe('exit(1)');
  expect(messageOf('plain')).toBe('plain');
  expect(messageOf(new Error('two\nlines'))).toBe('two lines');
});
