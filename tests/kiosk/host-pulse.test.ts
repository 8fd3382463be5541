import { expect, test, vi } from 'vitest';
import type { Host } from '../../src/host-api/host-api.ts';
import { watchedHost } from '../../src/kiosk/host-pulse.ts';
import { settled } from '../desk/test-desk.ts';

function hostUnderTest() {
  let passed: (() => void) | null = null;
  const waiting: { answer(): void; fail(): void }[] = [];
  const raw = {
    call: () =>
      new Promise((resolve, reject) => {
        waiting.push({ answer: () => resolve({}), fail: () => reject(new Error('gone')) });
      }),
  };
  const { host, pulse } = watchedHost(raw as unknown as Host, {
    monotonicMs: () => 0,
    after(_, callback) {
      passed = callback;
      return () => {
        passed = null;
      };
    },
  });
  const told = vi.fn();
  pulse.subscribe(told);
  const take = async (how: 'answer' | 'fail') => {
    waiting.shift()?.[how]();
    await settled();
  };
  return { host, pulse, told, take, pass: () => passed?.() };
}

test('a host that answers late is silent until it does', async () => {
  const { host, pulse, told, take, pass } = hostUnderTest();
  const answer = host.call('clock.read', {});
  expect(pulse.isSilent()).toBe(false);
  pass();
  expect(pulse.isSilent()).toBe(true);
  expect(told).toHaveBeenCalledOnce();
  await take('answer');
  await answer;
  expect(pulse.isSilent()).toBe(false);
});

test('a host that is gone is silent until it answers again', async () => {
  const { host, pulse, take } = hostUnderTest();
  const gone = host.call('journal.status', {}).catch(() => null);
  await take('fail');
  await gone;
  expect(pulse.isSilent()).toBe(true);
  const answer = host.call('clock.read', {});
  await take('answer');
  await answer;
  expect(pulse.isSilent()).toBe(false);
});

test('a question that the district or a person must answer says nothing of the host', async () => {
  const { host, pulse, pass } = hostUnderTest();
  void host.call('district.push', {});
  void host.call('journal.export', {});
  pass();
  expect(pulse.isSilent()).toBe(false);
});

test('a question that is lost for good is no silence once a later one has its answer', async () => {
  const calls: (() => void)[] = [];
  const answers: (() => void)[] = [];
  const lost: Host = { call: () => new Promise((resolve) => answers.push(() => resolve({} as never))) };
  const timer = {
    monotonicMs: () => 0,
    after(_ms: number, call: () => void) {
      calls.push(call);
      return () => undefined;
    },
  };
  const { host, pulse } = watchedHost(lost, timer);
  void host.call('journal.read', { fromSeq: 1, limit: 1 });
  calls[0]?.();
  expect(pulse.isSilent()).toBe(true);
  const later = host.call('clock.read', {});
  answers[1]?.();
  await later;
  expect(pulse.isSilent()).toBe(false);
});
