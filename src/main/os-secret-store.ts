import { type SafeStorage, safeStorage } from 'electron';
import type { SecretStore } from '../host/profile/secret-store.ts';

/**
 * The operating system's safe storage (DPAPI, or the keyring of the desktop). On a Linux without a keyring
 * the key is built into Electron: strength `basic`. Null if there is neither. Only after Electron is ready.
 */
export function osSecretStore(): SecretStore | null {
  const strength = strengthOf(safeStorage);
  if (strength === null) return null;
  return {
    strength,
    seal: (secret) => safeStorage.encryptString(Buffer.from(secret).toString('base64')),
    unseal(sealed) {
      try {
        return Buffer.from(safeStorage.decryptString(Buffer.from(sealed)), 'base64');
      } catch {
        return null; // sealed for another user or machine, or changed
      }
    },
  };
}

function strengthOf(storage: SafeStorage): SecretStore['strength'] | null {
  if (process.platform !== 'linux') return storage.isEncryptionAvailable() ? 'os' : null;
  if (storage.isEncryptionAvailable() && storage.getSelectedStorageBackend() !== 'basic_text') return 'os';
  storage.setUsePlainTextEncryption(true);
  return storage.isEncryptionAvailable() ? 'basic' : null;
}
