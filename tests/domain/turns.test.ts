import { expect, test } from 'vitest';
import { createListeners } from '../../src/domain/base/listeners.ts';
import { turns } from '../../src/domain/base/turns.ts';

test('works run one after the other, in the order of asking, and each is answered for itself', async () => {
  const inTurn = turns();
  const done: string[] = [];
  const work = (name: string, ticks: number) => async () => {
    for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
    done.push(name);
    return name;
  };
  const answers = [inTurn(work('slow', 20)), inTurn(work('quick', 0))];
  expect(await Promise.all(answers)).toEqual(['slow', 'quick']);
  expect(done).toEqual(['slow', 'quick']);
});

test('a work that fails holds up none', async () => {
  const inTurn = turns();
  const failed = inTurn(async () => {
    throw new Error('no');
  });
  const next = inTurn(async () => 'next');
  await expect(failed).rejects.toThrow('no');
  expect(await next).toBe('next');
});

test('who listens is told of each change until it unsubscribes', () => {
  const { subscribe, tell } = createListeners();
  const heard: string[] = [];
  const leave = subscribe(() => heard.push('one'));
  subscribe(() => heard.push('other'));
  tell();
  leave();
  tell();
  expect(heard).toEqual(['one', 'other', 'other']);
});
