import { expect, test, vi } from 'vitest';
import { hostBehind } from '../../src/host-api/client.ts';
import type { Host } from '../../src/host-api/host-api.ts';
import type { Transport } from '../../src/host-api/transport.ts';
import {
  AT_START,
  askAhead,
  firstPulls,
  hostAhead,
  inFirstRound,
  type Question,
} from '../../src/kiosk/host-ahead.ts';

/** A host that numbers its answers and notes what it is asked. */
function countingHost(answerOf: (count: number) => unknown = (count) => count) {
  const asked: string[] = [];
  const host = {
    async call(method: string) {
      asked.push(method);
      return answerOf(asked.length);
    },
  } as unknown as Host;
  return { host, asked };
}

test('asks everything at once, and gives each answer to the first who asks the same', async () => {
  const { host, asked } = countingHost();
  const ahead = hostAhead(host, AT_START);
  expect(asked).toEqual(AT_START.map(({ method }) => method));
  expect(await ahead.call('settings.read', {})).toBe(1);
  expect(await ahead.call('kiosk.info', {})).toBe(2);
  expect(await ahead.call('settings.read', {})).toBe(AT_START.length + 1);
  expect(await ahead.call('journal.read', { fromSeq: 2, limit: 1 })).toBe(AT_START.length + 2);
});

test('all who ask of the journal at a start have one answer, until the window writes', async () => {
  const { host } = countingHost((count) => `answer ${count}`);
  const ahead = hostAhead(host, AT_START);
  const first = await ahead.call('journal.status', {});
  expect(await ahead.call('journal.status', {})).toBe(first);
  await ahead.call('names.forget', {});
  expect(await ahead.call('journal.status', {})).not.toBe(first);
});

test('asks who works at the desk as soon as the settings name it, and asks all in one request where it can', async () => {
  const asked: string[] = [];
  const transport: Transport = async (method, input) => {
    asked.push(`${method} ${JSON.stringify(input)}`);
    return { ok: true, output: { kind: 'alone', method } };
  };
  const askAll = (questions: readonly Question[]) =>
    questions.map(async ({ method }) => ({ ok: true, output: { method, siteId: 'pool' } }));
  const ahead = askAhead(transport, AT_START, { askAll });
  expect(await ahead('settings.read', {})).toMatchObject({ output: { method: 'settings.read' } });
  expect(await ahead('staff.read', { siteId: 'pool' })).toMatchObject({ output: { method: 'staff.read' } });
  expect(asked).toEqual(['staff.read {"siteId":"pool"}']);
});

test('forgets what it was told when something may have changed it', async () => {
  const { host } = countingHost();
  const ahead = hostAhead(host, AT_START);
  await ahead.call('kiosk.enrol', { code: '12345678', districtUrl: null });
  expect(await ahead.call('vault.read', {})).toBe(AT_START.length + 2);
});

test('a window that checks each answer asks none of these questions twice', async () => {
  const asked: string[] = [];
  const transport = askAhead(async (method) => {
    asked.push(method);
    return { ok: true, output: null };
  }, AT_START);
  const host = hostBehind(transport);
  // Null is the answer of hardly any method: the checks refuse it, after the question was put.
  for (const { method, input } of AT_START) await host.call(method, input as never).catch(() => null);
  expect(asked).toEqual(AT_START.map(({ method }) => method));
});

test('asks again where the early answer is a fault of the line, or none', async () => {
  const asked = inFirstRound(4).length;
  const faulty = countingHost((count) => (count <= asked ? { ok: false, fault: {} } : count));
  expect(await hostAhead(faulty.host, inFirstRound(4)).call('district.keys', { have: 0 })).toBe(asked + 1);
  const gone = countingHost((count) => {
    if (count <= asked) throw new Error('gone');
    return count;
  });
  const ahead = hostAhead(gone.host, inFirstRound(4));
  expect(await ahead.call('district.rosterPage', { cursor: null })).toBe(asked + 1);
});

test('asks anew about what was asked long ago', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  try {
    const { host } = countingHost();
    const ahead = hostAhead(host, AT_START);
    vi.advanceTimersByTime(10_000);
    expect(await ahead.call('kiosk.info', {})).toBe(2);
    vi.advanceTimersByTime(1);
    expect(await ahead.call('settings.read', {})).toBe(AT_START.length + 1);
  } finally {
    vi.useRealTimers();
  }
});

test('a catalogue of another version, or a later page, is another question', async () => {
  const { host, asked } = countingHost();
  const ahead = hostAhead(host, inFirstRound(4));
  await ahead.call('district.catalogue', { have: 5 });
  await ahead.call('district.rosterPage', { cursor: 'next' });
  expect(asked).toHaveLength(inFirstRound(4).length + 2);
});

test('asks early for what the first round pulls only where the kiosk is enrolled', () => {
  const info = (enrolment: object | null) => ({ ok: true, output: { enrolment } });
  const early = firstPulls(info({ kioskName: 'a' }));
  expect(inFirstRound(4)).toEqual([...early, { method: 'district.catalogue', input: { have: 4 } }]);
  expect(early.map(({ method }) => method)).toContain('district.rosterPage');
  for (const answer of [info(null), { ok: false }, null]) expect(firstPulls(answer)).toEqual([]);
});
