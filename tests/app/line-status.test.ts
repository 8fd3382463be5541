import { describe, expect, it } from 'vitest';
import { isLineDown, retryAfterMsOf, troubleOf } from '../../src/app/sync/line-status.ts';
import type { RoundReport } from '../../src/app/sync/sync-round.ts';
import { faultOf } from './scripted-district.ts';

const GOOD: RoundReport = {
  push: { kind: 'drained', delivered: 0, waiting: 0 },
  pushedNotes: { kind: 'pushed', sent: 0, waiting: 0 },
  keys: { kind: 'current' },
  denied: { kind: 'current' },
  staff: { kind: 'current' },
  leases: { kind: 'none' },
  rights: { kind: 'none' },
  records: { kind: 'none' },
  pulledNotes: { kind: 'pulled', changes: 0 },
  notices: { kind: 'none' },
  catalogue: { kind: 'current' },
  roster: { kind: 'changed', changes: 0 },
};
const refused = { kind: 'fault' as const, fault: faultOf('refused') };
const full = { kind: 'store-fault' as const, fault: { kind: 'quota' as const, detail: 'no room' } };

describe('the trouble of a round', () => {
  it.each<[string, Partial<RoundReport>, string | undefined]>([
    ['is none after a good round', {}, undefined],
    ['is none while a drain goes on', { push: { kind: 'more', delivered: 1, waiting: 1 } }, undefined],
    ['is none after a snapshot', { roster: { kind: 'snapshot', changes: 3 } }, undefined],
    ['is what the notices to desks met', { notices: refused }, 'refused'],
    ['is none for what a stop left undone', { roster: { kind: 'stopped' } }, undefined],
    [
      'is none where the district is too old for notes',
      { pushedNotes: { kind: 'older-district', waiting: 2 } },
      undefined,
    ],
    ['is what the notes met', { pushedNotes: refused }, 'refused'],
    ['is what the notes of others met', { pulledNotes: refused }, 'refused'],
    ['is no room for the notes of others', { pulledNotes: { kind: 'full' } }, 'quota'],
    ['is a disk that takes no notes', { pulledNotes: { kind: 'disk', detail: 'EIO' } }, 'storage'],
    ['is what the push met', { push: { ...refused, delivered: 0, waiting: 1 } }, 'refused'],
    ['is a push without progress', { push: { kind: 'stalled', delivered: 0, waiting: 1 } }, 'push-stalled'],
    ['is what the keys met', { keys: refused }, 'refused'],
    ['is no room for the keys', { keys: full }, 'quota'],
    [
      'is a list of keys that no root signed',
      { keys: { kind: 'refused', fault: { kind: 'unknown-root', message: '' } } },
      'keys-refused',
    ],
    ['is what the denied cards met', { denied: refused }, 'refused'],
    [
      'is a list of denied cards of yesterday',
      { denied: { kind: 'refused', fault: { kind: 'older', message: '' } } },
      'denied-refused',
    ],
    ['is what the catalogue met', { catalogue: refused }, 'refused'],
    ['is no room for the catalogue', { catalogue: full }, 'quota'],
    [
      'is a catalogue that nobody trusted has signed',
      { catalogue: { kind: 'unverifiable', fault: { kind: 'bad-signature', message: '' } } },
      'bad-signature',
    ],
    ['is a catalogue of yesterday', { catalogue: { kind: 'older', version: 1 } }, 'catalogue-older'],
    ['is what the roster met', { roster: refused }, 'refused'],
    ['is no room for the roster', { roster: full }, 'quota'],
    ['is a server restored in between', { roster: { kind: 'epoch-changed' } }, 'epoch-changed'],
    ['is the first of two', { catalogue: { kind: 'older', version: 1 }, roster: full }, 'catalogue-older'],
  ])('%s', (_, change, kind) => {
    expect(troubleOf({ ...GOOD, ...change })?.kind).toBe(kind);
  });
});

it.each([
  ['unreachable', true],
  ['timeout', true],
  ['nonsense', true],
  ['refused', true],
  ['not-enrolled', true],
  ['fork', false],
  ['device-revoked', false],
] as const)('a round that met %s has no line: %s', (kind, expected) => {
  const step = { kind: 'fault' as const, fault: faultOf(kind) };
  expect(isLineDown({ ...GOOD, push: { ...step, delivered: 0, waiting: 0 } })).toBe(expected);
  expect(isLineDown({ ...GOOD, roster: step })).toBe(expected);
  expect(isLineDown(GOOD)).toBe(false);
});

it('the longest patience that any step asked for counts', () => {
  const asking = (ms: number) => ({ kind: 'fault' as const, fault: faultOf('refused', ms) });
  expect(retryAfterMsOf({ ...GOOD, catalogue: asking(2_000), roster: asking(9_000) })).toBe(9_000);
  expect(retryAfterMsOf({ ...GOOD, catalogue: refused })).toBeNull();
  expect(retryAfterMsOf(GOOD)).toBeNull();
});
