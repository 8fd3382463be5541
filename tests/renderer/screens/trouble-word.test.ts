import { describe, expect, test } from 'vitest';
import { troubleWordOf } from '../../../src/renderer/screens/shell/line-trouble.ts';

describe('the word for a trouble of the line', () => {
  test.each([
    ['unreachable', 'unreachable'],
    ['timeout', 'timeout'],
    ['nonsense', 'nonsense'],
    ['refused', 'refused'],
    ['bad-request', 'bad-request'],
    ['fork', 'fork'],
    ['not-enrolled', 'not-enrolled'],
    ['device-revoked', 'device-revoked'],
    ['host-fault', 'host-fault'],
    ['bad-signature', 'catalogue'],
    ['roster-older', 'roster'],
    ['denied-refused', 'lists'],
    ['quota', 'storage'],
    ['unexpected', 'unexpected'],
    ['epoch-changed', 'other'],
  ] as const)('%s is told as %s', (kind, word) => {
    expect(troubleWordOf(kind)).toBe(word);
  });
});
