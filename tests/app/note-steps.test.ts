import { describe, expect, test } from 'vitest';
import type { NotesLine } from '../../src/app/ports.ts';
import { pullNotes } from '../../src/app/sync/pull-notes.ts';
import { pushNotes } from '../../src/app/sync/push-notes.ts';
import { faultOf } from './scripted-district.ts';

type Pushed = Awaited<ReturnType<NotesLine['push']>>;
type Pulled = Awaited<ReturnType<NotesLine['pull']>>;

const ON = new AbortController().signal;
const refused = { ok: false, fault: faultOf('refused') } as const;

/** Answers in turn, the last one again and again. */
function lineOf(answers: { readonly push?: readonly Pushed[]; readonly pull?: readonly Pulled[] }) {
  const calls = { push: 0, pull: 0 };
  const next = <T>(list: readonly T[] | undefined, call: keyof typeof calls): T => {
    const answer = list?.[Math.min(calls[call], list.length - 1)];
    calls[call] += 1;
    if (answer === undefined) throw new Error('nothing to answer');
    return answer;
  };
  const line: NotesLine = {
    push: async () => next(answers.push, 'push'),
    pull: async () => next(answers.pull, 'pull'),
  };
  return { line, calls };
}

function sent(count: number, waiting: number, more: boolean): Pushed {
  return { ok: true, value: { kind: 'pushed', sent: count, waiting, more } };
}

function came(changes: number, more: boolean): Pulled {
  return { ok: true, value: { kind: 'pulled', changes, more } };
}

describe('notes to the district', () => {
  test('go batch by batch until no more is ready', async () => {
    const { line, calls } = lineOf({ push: [sent(50, 7, true), sent(6, 1, false)] });
    expect(await pushNotes(line, ON)).toEqual({ kind: 'pushed', sent: 56, waiting: 1 });
    expect(calls.push).toBe(2);
  });

  test('end with a fault of the line, and with a district that knows no notes', async () => {
    expect(await pushNotes(lineOf({ push: [sent(50, 9, true), refused] }).line, ON)).toEqual({
      kind: 'fault',
      fault: faultOf('refused'),
    });
    const older: Pushed = { ok: true, value: { kind: 'older-district', waiting: 3 } };
    expect(await pushNotes(lineOf({ push: [older] }).line, ON)).toEqual({
      kind: 'older-district',
      waiting: 3,
    });
  });

  test('are no endless work, and none for a loop that was stopped', async () => {
    const endless = lineOf({ push: [sent(50, 99, true)] });
    expect(await pushNotes(endless.line, ON)).toMatchObject({ kind: 'pushed', waiting: 99 });
    expect(endless.calls.push).toBe(40);
    const stopped = lineOf({ push: [sent(1, 0, true)] });
    await pushNotes(stopped.line, AbortSignal.abort());
    expect(stopped.calls.push).toBe(0);
  });
});

describe('notes from the district', () => {
  test('come page by page until there is no more', async () => {
    const { line, calls } = lineOf({ pull: [came(100, true), came(3, false)] });
    expect(await pullNotes(line, ON)).toEqual({ kind: 'pulled', changes: 103 });
    expect(calls.pull).toBe(2);
  });

  test.each(['full', 'older-district'] as const)('end where the answer is %s', async (kind) => {
    const { line, calls } = lineOf({ pull: [came(100, true), { ok: true, value: { kind } }] });
    expect(await pullNotes(line, ON)).toEqual({ kind });
    expect(calls.pull).toBe(2);
  });

  test('end with a disk that takes no page, and with a fault of the line', async () => {
    const disk: Pulled = { ok: true, value: { kind: 'disk', detail: 'EIO' } };
    expect(await pullNotes(lineOf({ pull: [disk] }).line, ON)).toEqual({ kind: 'disk', detail: 'EIO' });
    expect(await pullNotes(lineOf({ pull: [refused] }).line, ON)).toMatchObject({ kind: 'fault' });
  });
});
