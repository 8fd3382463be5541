import { hexToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import trustedKeys from '../../../resources/trusted-keys.json' with { type: 'json' };
import { DEVELOPMENT_CARD_SIGNER, developmentKeys } from '../../district/keys.ts';
import { keysOf, readKeyList } from '../../domain/key-list.ts';
import { SignedText, type Signer } from '../../domain/signed-text.ts';
import type { SigningKey } from '../../domain/signing-key.ts';
import type { WallDate } from '../../domain/wall-time.ts';
import { readTextInput } from '../text-input.ts';
import { CommandFault } from './command-fault.ts';

const KeyFile = z.strictObject({
  keyId: z.string().regex(/^card-[1-9][0-9]{0,4}$/),
  secretKeyHex: z.string().regex(/^[0-9a-f]{64}$/),
});

/** The key that signs cards; throws `CommandFault`. */
export function cardSignerOf(file: string | null): Signer {
  if (file === null) return DEVELOPMENT_CARD_SIGNER;
  const { keyId, secretKeyHex } = readJson(file, KeyFile);
  return { keyId, secretKey: hexToBytes(secretKeyHex) };
}

/** The keys of the list, which a pinned root must have signed; throws `CommandFault`. */
export function heldKeysOf(file: string | null, date: WallDate): readonly SigningKey[] {
  const signed = file === null ? developmentKeys().list : readJson(file, SignedText);
  const reading = readKeyList(signed, { roots: trustedKeys, date, heldSerial: 0 });
  if (reading.ok) return keysOf(reading.list);
  throw new CommandFault(
    `${file ?? 'the development keys'}: ${reading.fault.kind}: ${reading.fault.message}`,
  );
}

/** What the file is wrong in is told without its content: it may hold a secret. */
function readJson<T extends z.ZodType>(file: string, schema: T): z.output<T> {
  const read = readTextInput(file);
  if (!read.ok) throw new CommandFault(read.reason);
  let json: unknown;
  try {
    json = JSON.parse(read.text);
  } catch {
    throw new CommandFault(`${file} cannot be read: not JSON`);
  }
  const value = schema.safeParse(json);
  if (value.success) return value.data;
  throw new CommandFault(`${file} has not the right shape: ${z.prettifyError(value.error)}`);
}
