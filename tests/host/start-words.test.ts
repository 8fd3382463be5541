import { expect, test } from 'vitest';
import type { FirstStartFault } from '../../src/host/profile/first-start.ts';
import { alreadyOpenWords, firstStartWords, troubleWords } from '../../src/host/start-words.ts';
import type { HostTrouble } from '../../src/host-api/health-api.ts';

const at = { file: 'journal-1.jsonl', offset: 10 };
const TROUBLES: readonly HostTrouble[] = [
  { kind: 'torn-tail', bytes: 17, keptIn: 'aside-17' },
  { kind: 'line-end-mended', seq: 17 },
  { kind: 'end-unsettled', file: 'journal-1.jsonl', offset: 17 },
  { kind: 'bit-mended', seq: 17, ...at },
  { kind: 'damaged', seq: 17, detail: 'hash', ...at },
  { kind: 'base-lost', seq: 17 },
  { kind: 'file-broken', file: 'file-17', keptIn: null },
  { kind: 'file-broken', file: 'settings.json', keptIn: 'aside-17' },
];
const FAULTS: readonly FirstStartFault[] = [
  { kind: 'not-enrolled', fault: { kind: 'code-used', detail: 'answer-17', retryAfterMs: null } },
  { kind: 'unknown-site', siteId: 'moon-17', siteIds: ['xijiao-pool'] },
  { kind: 'site-not-stored', siteId: 'moon-17', detail: 'ENOSPC' },
];

test.each([
  ...TROUBLES.map((trouble) => [trouble.kind, troubleWords(trouble)]),
  ...FAULTS.map((fault) => [fault.kind, firstStartWords(fault)]),
  ['already open', alreadyOpenWords(17)],
])('%s is told as a sentence in Chinese and one in English, with what it is about', (_kind, words) => {
  const [chinese = '', ...english] = words.split('\n');
  expect(chinese).toMatch(/[\u4e00-\u9fff]{4}/);
  expect(english.join('\n')).toMatch(/[a-z]+ [a-z]+ [a-z]+/);
  expect(english.join('\n')).not.toMatch(/[\u4e00-\u9fff]/);
  expect(words).toContain('17');
  expect(words).not.toMatch(/[{}"]/);
});
