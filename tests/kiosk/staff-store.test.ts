import { expect, test } from 'vitest';
import { NO_STAFF } from '../../src/desk/staff-view.ts';
import type { Host } from '../../src/host-api/host-api.ts';
import { createStaffStore } from '../../src/kiosk/staff-store.ts';

test('a round that brings nothing new about the staff tells the desk nothing', async () => {
  let pinsWaiting = 0;
  const call = async () => structuredClone({ ...NO_STAFF, pinsWaiting });
  const store = await createStaffStore({ call } as unknown as Host, () => 'xijiao-pool');
  let changes = 0;
  store.subscribe(() => {
    changes += 1;
  });
  await store.getState().refresh();
  expect(changes).toBe(0);
  pinsWaiting = 1;
  await store.getState().refresh();
  expect(changes).toBe(1);
  expect(store.getState().view.pinsWaiting).toBe(1);
});
