import { readFileSync } from 'node:fs';
import { hexToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { DEVELOPMENT_EXPORT_SIGNER } from '../../district/keys.ts';
import { signText } from '../../domain/signed-text.ts';
import type { ExportSigner } from '../../host/journal-export.ts';

const KeyFile = z.strictObject({
  keyId: z.string().min(1).max(64),
  /** 32 bytes of Ed25519. */
  secretKeyHex: z.string().regex(/^[0-9a-f]{64}$/),
});

/** Signs with the key of a file, or with the development key, which only a demo's district lists. Throws where the file holds none. */
export function exportSignerOf(keyFile: string | null): ExportSigner {
  if (keyFile === null) return (text) => signText('journal-export', text, DEVELOPMENT_EXPORT_SIGNER);
  const { keyId, secretKeyHex } = KeyFile.parse(JSON.parse(readFileSync(keyFile, 'utf8')));
  return (text) => signText('journal-export', text, { keyId, secretKey: hexToBytes(secretKeyHex) });
}
