import { expect, test, vi } from 'vitest';
import type { LineStatus } from '../../src/app/sync/line-status.ts';
import type { HostTrouble } from '../../src/host-api/health-api.ts';
import type { Host } from '../../src/host-api/host-api.ts';
import { createDeskHealth } from '../../src/kiosk/desk-health.ts';

const DAMAGED: HostTrouble = { kind: 'damaged', seq: 3, detail: 'hash', file: 'journal-1.jsonl', offset: 5 };
const LEFT: HostTrouble = { kind: 'damaged-left', seq: 3, file: 'journal-1.jsonl' };

function deskWith(atStart: readonly HostTrouble[]) {
  const rounds = new Set<() => void>();
  let isSyncing = false;
  const call = vi.fn(async () => ({ troubles: [LEFT] }));
  const health = createDeskHealth({
    host: { call } as unknown as Host,
    syncLoop: {
      status: () => ({ isSyncing }) as LineStatus,
      subscribe(listener) {
        rounds.add(listener);
        return () => rounds.delete(listener);
      },
    },
    atStart,
  });
  const round = (syncing: boolean) => {
    isSyncing = syncing;
    for (const listener of rounds) listener();
  };
  return { call, health, round };
}

test('a damaged journal is looked at again after a round, until the host has left it', async () => {
  const { call, health, round } = deskWith([DAMAGED]);
  const told = vi.fn();
  health.subscribe(told);
  round(true);
  expect(call).not.toHaveBeenCalled();
  round(false);
  await vi.waitFor(() => expect(told).toHaveBeenCalledOnce());
  expect(health.troubles()).toEqual([LEFT]);
  round(false);
  expect(call).toHaveBeenCalledOnce();
});

test('a sound journal asks the host nothing', () => {
  const { call, round } = deskWith([]);
  round(false);
  expect(call).not.toHaveBeenCalled();
});
