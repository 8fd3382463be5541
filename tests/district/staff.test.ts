import { expect, test } from 'vitest';
import { addMember, listStaff, takePin } from '../../src/district/staff/staff.ts';
import { checkHexOf, PIN_COST } from '../../src/domain/staff/pin.ts';
import { STAFF_MAX } from '../../src/domain/staff/staff-list.ts';
import { memoryStore } from './stores.ts';

const POOL = ['xijiao-pool'];
const KEY_HEX = 'ab'.repeat(32);
const NEXT = verifierOf('cd'.repeat(32));

test('a changed PIN whose answer was lost is told as taken when it is sent again, and changes nothing then', async () => {
  const { parts, put } = district();
  const memberId = await put(1);
  const change = { memberId, proofHex: KEY_HEX, verifier: NEXT };
  expect(await takePin(parts, { siteIds: POOL }, change)).toBe(true);
  const serial = await parts.store.transaction((writes) => writes.lockStaffSerial());
  expect(await takePin(parts, { siteIds: POOL }, change)).toBe(true);
  expect(await parts.store.transaction((writes) => writes.lockStaffSerial())).toBe(serial);
  // Another PIN needs the key of the one that counts, and a kiosk of another site is told nothing.
  expect(await takePin(parts, { siteIds: POOL }, { ...change, verifier: verifierOf(KEY_HEX) })).toBe(false);
  expect(await takePin(parts, { siteIds: ['liwan-gymnasium'] }, change)).toBe(false);
});

test('a district takes as many members as the list of one kiosk has room for, and those who left do not count', async () => {
  const { parts, put } = district();
  for (let index = 1; index < STAFF_MAX; index += 1) await put(index);
  await put(STAFF_MAX, 1);
  const member = (name: string) => ({ name, role: 'clerk' as const, siteIds: POOL });
  expect(await addMember(parts, member('甲'))).toMatchObject({ ok: true });
  expect(await addMember(parts, member('乙'))).toMatchObject({ ok: false, refusal: { kind: 'bad-request' } });
  expect((await listStaff(parts)).members).toHaveLength(STAFF_MAX + 1);
});

function verifierOf(keyHex: string) {
  return { saltHex: '0'.repeat(32), ...PIN_COST, checkHex: checkHexOf(Buffer.from(keyHex, 'hex')) };
}

/** A district in memory, and a way to put members into it without the cost of a PIN. */
function district() {
  const parts = { store: memoryStore(), now: () => 1_795_419_720_000 };
  async function put(index: number, removedAt: number | null = null): Promise<string> {
    const memberId = index.toString(16).padStart(32, '0');
    const pin = { state: 'allotted' as const, verifier: verifierOf(KEY_HEX) };
    await parts.store.transaction((writes) =>
      writes.putStaffMember({
        ...{ memberId, name: `人${index}`, role: 'clerk', siteIds: POOL },
        ...{ pin: removedAt === null ? pin : null, createdAt: 1, removedAt },
      }),
    );
    return memberId;
  }
  return { parts, put };
}
