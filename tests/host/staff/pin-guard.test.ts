import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkHexOf, PIN_COST, type PinKey, pinWaitMsAfter } from '../../../src/domain/staff/pin.ts';
import { type Disk, folderDisk } from '../../../src/host/disk/disk.ts';
import { readSealed } from '../../../src/host/disk/sealed-file.ts';
import { fileSecretStore } from '../../../src/host/profile/secret-store.ts';
import { PinGuard, PinTries, TRIES_FILE } from '../../../src/host/staff/pin-guard.ts';
import { seededRandom, testSeed } from '../../support/random.ts';
import { refusingDisk } from '../../support/refusing-disk.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const RIGHT = '260481';
/** Stands for scrypt, which would take hours here; staff-at-district.test.ts tries scrypt itself. */
const quickKey: PinKey = async (pin) => Buffer.from(pin.padStart(32, '0'));
const VERIFIER = {
  saltHex: '00'.repeat(16),
  ...PIN_COST,
  checkHex: checkHexOf(Buffer.from(RIGHT.padStart(32, '0'))),
};
const MEMBER = { memberId: 'ab'.repeat(16), verifier: VERIFIER };
const OTHER = { memberId: 'cd'.repeat(16), verifier: VERIFIER };

/** A guard of a machine whose uptime the test sets; `start` is another start of the program. */
function guardedMachine() {
  const folder = temporaryFolder();
  const secrets = fileSecretStore(join(folder, 'key'));
  const machine = {
    folder,
    disk: folderDisk(folder) as Disk,
    uptimeMs: 0,
    looks: 0,
    async start(): Promise<PinGuard> {
      const read = await readSealed(machine.disk, TRIES_FILE, { schema: PinTries, secrets });
      const keyOf: PinKey = (pin, parameters) => {
        machine.looks += 1;
        return quickKey(pin, parameters);
      };
      const parts = { disk: machine.disk, secrets, monotonicMs: () => machine.uptimeMs, keyOf };
      return new PinGuard(parts, read.kind === 'read' ? read.value : null);
    },
  };
  return machine;
}

test('10,000 wrong tries, with restarts and set clocks between them, never come before their wait is over', async () => {
  const machine = guardedMachine();
  const draw = seededRandom(testSeed());
  /** True time, which neither a restart nor a set clock changes. */
  let trueMs = 0;
  const pass = (ms: number) => {
    trueMs += ms;
    machine.uptimeMs += ms;
  };
  let guard = await machine.start();
  let wrong = 0;
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  for (let tries = 0; tries < 10_000; tries += 1) {
    const chance = draw();
    // A restart of the machine begins its uptime anew, and whoever sets the device clock changes no uptime at all.
    if (chance < 0.01) machine.uptimeMs = Math.floor(draw() * 5);
    if (chance < 0.03) guard = await machine.start();
    if (chance > 0.97) pass(Math.floor(draw() * 2 * pinWaitMsAfter(wrong)));
    else pass(Math.floor(draw() * 50));
    const before = machine.looks;
    const look = await guard.look(MEMBER, '111112');
    expect(look.kind).not.toBe('right');
    if (machine.looks === before) {
      expect(look.kind).toBe('wait');
      continue;
    }
    expect(trueMs - lookedAtMs, `after ${wrong} wrong ones`).toBeGreaterThanOrEqual(pinWaitMsAfter(wrong));
    wrong += 1;
    lookedAtMs = trueMs;
  }
  expect(wrong).toBeGreaterThan(30);
  expect(wrong).toBeLessThan(1_500);
  // The right one waits as well.
  expect(await guard.look(MEMBER, RIGHT)).toMatchObject({ kind: 'wait' });
  pass(pinWaitMsAfter(wrong));
  expect(await guard.look(MEMBER, RIGHT)).toMatchObject({ kind: 'right' });
  expect(await guard.look(MEMBER, '999998')).toEqual({ kind: 'wrong' });
});

test('each member waits for the own wrong tries, and who is not there as well', async () => {
  const machine = guardedMachine();
  const guard = await machine.start();
  for (const who of [MEMBER, null]) {
    for (let tries = 0; tries < 3; tries += 1) expect(await guard.look(who, '1')).toEqual({ kind: 'wrong' });
    expect(await guard.look(who, RIGHT)).toEqual({ kind: 'wait', waitMs: 1_000 });
  }
  expect(await guard.look(OTHER, RIGHT)).toMatchObject({ kind: 'right' });
});

test('tries at once come one after the other, so that none slips past the wait', async () => {
  const machine = guardedMachine();
  const guard = await machine.start();
  const looks = await Promise.all(Array.from({ length: 20 }, () => guard.look(MEMBER, '1')));
  expect(looks.map(({ kind }) => kind).join(' ')).toBe(`wrong wrong wrong${' wait'.repeat(17)}`);
});

test('a try that the disk cannot count is not looked at', async () => {
  const machine = guardedMachine();
  const { disk, refused } = refusingDisk(machine.disk);
  machine.disk = disk;
  const guard = await machine.start();
  refused.add(TRIES_FILE);
  expect(await guard.look(MEMBER, RIGHT)).toEqual({ kind: 'disk' });
  expect(machine.looks).toBe(0);
  refused.clear();
  expect(await guard.look(MEMBER, RIGHT)).toMatchObject({ kind: 'right' });
});

test('the file of tries tells neither who nor what', async () => {
  const machine = guardedMachine();
  const guard = await machine.start();
  await guard.look(MEMBER, '402817');
  expect(existsSync(join(machine.folder, TRIES_FILE))).toBe(true);
  const text = readFileSync(join(machine.folder, TRIES_FILE), 'latin1');
  for (const told of ['402817', MEMBER.memberId, 'failures']) expect(text).not.toContain(told);
});
