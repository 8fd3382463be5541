import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { createCachedDenials } from '../../src/app/check/cached-denials.ts';
import { createCachedKeys } from '../../src/app/check/cached-keys.ts';
import type { StoreFault } from '../../src/app/ports.ts';
import { instantOf } from '../../src/domain/base/wall-time.ts';
import { signDenyList } from '../../src/domain/card/deny-list.ts';
import { publicKeyHexOf, secretKeyOfPhrase } from '../../src/domain/catalogue/catalogue-file.ts';
import { type KeyList, signKeyList } from '../../src/domain/trust/key-list.ts';
import { databaseOf } from '../../src/store/database.ts';
import { signedTextsIn } from '../../src/store/signed-texts.ts';

const ROOT = { keyId: 'root', secretKey: secretKeyOfPhrase('a root') };
const ROOTS = { keys: [{ id: 'root', publicKeyHex: publicKeyHexOf(ROOT.secretKey), note: 'tests' }] };
const SIGNER = { keyId: 'district-1', secretKey: secretKeyOfPhrase('district') };
const CARD_REF = 'ab'.repeat(16);

function listOf(serial: number, change: Partial<KeyList> = {}) {
  return signKeyList(
    {
      format: 1,
      serial,
      validFrom: '2026-01-01',
      validUntil: '2026-12-31',
      keys: [
        {
          id: SIGNER.keyId,
          algorithm: 'ed25519',
          publicKeyHex: publicKeyHexOf(SIGNER.secretKey),
          purposes: ['denied'],
          validFrom: '2020-01-01',
          validUntil: '2030-12-31',
        },
      ],
      ...change,
    },
    ROOT,
  );
}

const denialsOf = (serial: number) =>
  signDenyList(
    { format: 1, serial, cards: [{ cardRef: CARD_REF, issueSerial: null, status: 'lost' }] },
    SIGNER,
  );

/** A kiosk whose clock the test sets; `restart` opens what it has on disk. */
function newKiosk() {
  const factory = new IDBFactory();
  const clock = { at: instantOf('2026-11-23T12:00'), now: () => clock.at };
  const faults: StoreFault[] = [];
  const restart = () => {
    const stored = signedTextsIn(databaseOf({ indexedDB: factory, IDBKeyRange }));
    const texts = {
      ...stored,
      write: async (...args: Parameters<typeof stored.write>) => faults[0] ?? stored.write(...args),
    };
    const keys = createCachedKeys({ texts, roots: ROOTS, clock });
    const denied = createCachedDenials({ texts, keys, clock });
    return { keys, denied };
  };
  return {
    clock,
    faults,
    restart,
    texts: () => signedTextsIn(databaseOf({ indexedDB: factory, IDBKeyRange })),
  };
}

describe('the keys of the district', () => {
  it.each([
    [null, 4, 4],
    [3, 4, 4],
    [5, 4, 5],
  ])(
    'begin with the newer of what is stored (%s) and what came with the roots (%s)',
    async (stored, shipped, used) => {
      const { restart, texts, clock } = newKiosk();
      if (stored !== null) await restart().keys.offer(listOf(stored));
      const keys = createCachedKeys({ texts: texts(), roots: ROOTS, shipped: listOf(shipped), clock });
      expect(await keys.load()).toBe(true);
      expect(keys.serial()).toBe(used);
    },
  );

  it('are taken from a list that a root signed, and are there after a restart', async () => {
    const { restart } = newKiosk();
    const { keys } = restart();
    expect(keys.current()).toEqual([]);
    expect(await keys.load()).toBe(false);
    expect(await keys.offer(listOf(3))).toEqual({ kind: 'adopted', serial: 3 });
    const again = restart().keys;
    expect(await again.load()).toBe(true);
    expect(again.serial()).toBe(3);
    expect(again.current()).toEqual(keys.current());
    expect(keys.current().map(({ id }) => id)).toEqual(['district-1']);
  });

  it('are in force no longer than their list', async () => {
    const { keys } = newKiosk().restart();
    await keys.offer(listOf(3));
    expect(keys.current()[0]).toMatchObject({ validFrom: '2026-01-01', validUntil: '2026-12-31' });
  });

  it('stay as they are where an older, expired or strange list is offered', async () => {
    const { keys } = newKiosk().restart();
    await keys.offer(listOf(3));
    const kindOf = async (signed: ReturnType<typeof listOf>) => {
      const offer = await keys.offer(signed);
      return offer.kind === 'refused' ? offer.fault.kind : offer.kind;
    };
    expect(await kindOf(listOf(2))).toBe('older');
    expect(await kindOf(listOf(4, { validUntil: '2026-11-22' }))).toBe('expired');
    expect(await kindOf(listOf(4, { validFrom: '2026-11-24' }))).toBe('not-yet-valid');
    expect(await kindOf({ ...listOf(4), keyId: 'district-1' })).toBe('unknown-root');
    expect(keys.serial()).toBe(3);
    expect(await kindOf(listOf(4, { validUntil: '2026-11-23' }))).toBe('adopted');
  });

  it('of an expired list are held after a restart, so that no older list takes its place', async () => {
    const { clock, restart } = newKiosk();
    await restart().keys.offer(listOf(3));
    clock.at = instantOf('2027-01-01T00:00');
    const { keys } = restart();
    expect(await keys.load()).toBe(true);
    const replay = await keys.offer(listOf(2, { validUntil: '2030-01-01' }));
    expect(replay).toMatchObject({ kind: 'refused', fault: { kind: 'older' } });
  });

  it('are not in use before they are on disk', async () => {
    const { faults, restart } = newKiosk();
    faults.push({ kind: 'quota', detail: 'full' });
    const { keys } = restart();
    expect(await keys.offer(listOf(3))).toMatchObject({ kind: 'store-fault', fault: { kind: 'quota' } });
    expect(keys.current()).toEqual([]);
  });
});

describe('the denied cards', () => {
  it('are taken from a list that a key of the district signed, and are there after a restart', async () => {
    const { restart } = newKiosk();
    const { keys, denied } = restart();
    expect(await denied.offer(denialsOf(5))).toMatchObject({
      kind: 'refused',
      fault: { kind: 'unknown-key' },
    });
    await keys.offer(listOf(1));
    expect(await denied.offer(denialsOf(5))).toEqual({ kind: 'adopted', serial: 5 });
    expect(await denied.offer(denialsOf(4))).toMatchObject({ kind: 'refused', fault: { kind: 'older' } });
    expect([...denied.current().keys()]).toEqual([CARD_REF]);
    const again = restart();
    await again.keys.load();
    expect(await again.denied.load()).toBe(true);
    expect(again.denied.serial()).toBe(5);
    expect([...again.denied.current().keys()]).toEqual([CARD_REF]);
  });

  it('stay denied when the key that signed them has ended', async () => {
    const { clock, restart } = newKiosk();
    const { keys, denied } = restart();
    await keys.offer(listOf(1));
    await denied.offer(denialsOf(5));
    clock.at = instantOf('2027-06-01T12:00');
    const again = restart();
    await again.keys.load();
    expect(await again.denied.load()).toBe(true);
    expect(again.denied.current().size).toBe(1);
    expect(await again.denied.offer(denialsOf(6))).toMatchObject({ fault: { kind: 'key-not-in-force' } });
  });
});

describe('a serial far ahead', () => {
  it('is refused, signed or not, and what comes next is taken', async () => {
    const kiosk = newKiosk();
    const { keys, denied } = kiosk.restart();
    expect(await keys.offer(listOf(Number.MAX_SAFE_INTEGER))).toMatchObject({
      fault: { kind: 'too-far-ahead' },
    });
    expect(await keys.offer(listOf(2))).toMatchObject({ kind: 'adopted' });
    expect(await denied.offer(denialsOf(Number.MAX_SAFE_INTEGER))).toMatchObject({
      fault: { kind: 'too-far-ahead' },
    });
    // The serial of denied cards is the time of their change.
    expect(await denied.offer(denialsOf(instantOf('2026-11-23T11:59')))).toMatchObject({ kind: 'adopted' });
  });
});
