import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { osSecretStore } from '../../src/main/os-secret-store.ts';
import { resetElectron, safeStorage, told } from '../support/electron-double.ts';

vi.mock('electron', () => import('../support/electron-double.ts'));

const platform = process.platform;

beforeEach(resetElectron);
afterEach(() => {
  Object.defineProperty(process, 'platform', { value: platform });
  vi.restoreAllMocks();
});

test('seals bytes of any kind and opens them again', () => {
  const store = osSecretStore();
  const secret = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const sealed = store?.seal(secret) ?? new Uint8Array();
  expect(Uint8Array.from(store?.unseal(sealed) ?? [])).toEqual(secret);
});

test('bytes that another user sealed are no secret, and no crash', () => {
  expect(osSecretStore()?.unseal(Buffer.from('other'))).toBeNull();
});

test.each([
  ['linux', true, 'gnome_libsecret', 'os'],
  ['linux', true, 'kwallet6', 'os'],
  ['linux', true, 'basic_text', 'basic'],
  ['linux', false, 'unknown', 'basic'],
  ['win32', true, 'unknown', 'os'],
])('on %s, available %s by %s, says how strong it is: %s', (system, available, backend, strength) => {
  Object.defineProperty(process, 'platform', { value: system });
  told.storage = { available, backend, plainText: false };
  expect(osSecretStore()?.strength).toBe(strength);
  expect(told.storage.plainText).toBe(strength === 'basic');
});

test('is not there where the system has none', () => {
  vi.spyOn(safeStorage, 'isEncryptionAvailable').mockReturnValue(false);
  for (const system of ['win32', 'linux']) {
    Object.defineProperty(process, 'platform', { value: system });
    expect(osSecretStore()).toBeNull();
  }
});
