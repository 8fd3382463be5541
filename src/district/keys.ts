import { publicKeyHexOf, secretKeyOfPhrase } from '../domain/catalogue-file.ts';
import { signKeyList } from '../domain/key-list.ts';
import type { SignedText, Signer } from '../domain/signed-text.ts';
import type { SigningKey } from '../domain/signing-key.ts';

/** What the district hands to its kiosks and signs with. */
export interface DistrictKeys {
  /** The list of keys as a pinned root signed it. */
  readonly list: SignedText;
  /** Of that list. */
  readonly serial: number;
  /** Signs rosters, lists of denied cards and leases. */
  readonly signer: Signer;
}

/** Public on purpose: whoever has this code can derive these keys, and only demos are signed with them. */
const DEVELOPMENT_PHRASE = 'liwan talent card development key - never for production';

/** The pinned root of the demo. It signs the shipped catalogue and the demo's list of keys. */
export const DEVELOPMENT_ROOT: Signer = {
  keyId: 'development',
  secretKey: secretKeyOfPhrase(DEVELOPMENT_PHRASE),
};

/** What the demo's signed QRs are made with: apart from the server's key, as an office prints cards offline. */
export const DEVELOPMENT_CARD_SIGNER: Signer = {
  keyId: 'card-1',
  secretKey: secretKeyOfPhrase(`${DEVELOPMENT_PHRASE}: cards`),
};

/** What a technician signs a journal with that is carried to the demo's district by hand. */
export const DEVELOPMENT_EXPORT_SIGNER: Signer = {
  keyId: 'export-1',
  secretKey: secretKeyOfPhrase(`${DEVELOPMENT_PHRASE}: exports`),
};

const DEVELOPMENT_SIGNER: Signer = {
  keyId: 'district-1',
  secretKey: secretKeyOfPhrase(`${DEVELOPMENT_PHRASE}: district`),
};

const IN_FORCE = { validFrom: '2020-01-01', validUntil: '2049-12-31' } as const;

/** The keys of a district that was given none: good where the development root is trusted, and nowhere else. */
export function developmentKeys(): DistrictKeys {
  const serial = 1;
  const list = signKeyList(
    {
      format: 1,
      serial,
      ...IN_FORCE,
      keys: [
        listed(DEVELOPMENT_CARD_SIGNER, ['card']),
        listed(DEVELOPMENT_EXPORT_SIGNER, ['journal-export']),
        listed(DEVELOPMENT_SIGNER, ['roster', 'denied', 'lease']),
      ],
    },
    DEVELOPMENT_ROOT,
  );
  return { list, serial, signer: DEVELOPMENT_SIGNER };
}

function listed({ keyId, secretKey }: Signer, purposes: string[]): SigningKey {
  const publicKeyHex = publicKeyHexOf(secretKey);
  return { id: keyId, algorithm: 'ed25519', publicKeyHex, purposes, ...IN_FORCE };
}
