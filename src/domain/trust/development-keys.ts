import { publicKeyHexOf, secretKeyOfPhrase } from '../catalogue/catalogue-file.ts';
import { signKeyList } from './key-list.ts';
import type { SignedText, Signer } from './signed-text.ts';
import type { SigningKey } from './signing-key.ts';

/** Public on purpose: whoever has this code can derive these keys, and only demos are signed with them. */
const DEVELOPMENT_PHRASE = 'liwan talent card development key - never for production';

/** The root of the demo. It signs the shipped catalogue and the demo's list of keys. */
export const DEVELOPMENT_ROOT: Signer = {
  keyId: 'development',
  secretKey: secretKeyOfPhrase(DEVELOPMENT_PHRASE),
};

/** Makes the demo's signed QRs: apart from the server's key, as an office prints cards offline. */
export const DEVELOPMENT_CARD_SIGNER: Signer = {
  keyId: 'card-1',
  secretKey: secretKeyOfPhrase(`${DEVELOPMENT_PHRASE}: cards`),
};

/** What a technician signs a journal with that is carried to the demo's district by hand. */
export const DEVELOPMENT_EXPORT_SIGNER: Signer = {
  keyId: 'export-1',
  secretKey: secretKeyOfPhrase(`${DEVELOPMENT_PHRASE}: exports`),
};

/** The demo's server: rosters, denied cards and leases. */
export const DEVELOPMENT_SERVER_SIGNER: Signer = {
  keyId: 'district-1',
  secretKey: secretKeyOfPhrase(`${DEVELOPMENT_PHRASE}: district`),
};

const DEVELOPMENT_PUBLIC_KEYS: ReadonlySet<string> = new Set(
  [DEVELOPMENT_ROOT, DEVELOPMENT_CARD_SIGNER, DEVELOPMENT_EXPORT_SIGNER, DEVELOPMENT_SERVER_SIGNER].map(
    ({ secretKey }) => publicKeyHexOf(secretKey),
  ),
);

/** True for a public key whose secret stands in these sources. It is told by its bytes, whatever its name is. */
export function isDevelopmentKey({ publicKeyHex }: { readonly publicKeyHex: string }): boolean {
  return DEVELOPMENT_PUBLIC_KEYS.has(publicKeyHex.toLowerCase());
}

const IN_FORCE = { validFrom: '2020-01-01', validUntil: '2049-12-31' } as const;

/** The demo's list of keys: believed where the development root is pinned, and nowhere else. */
export function developmentKeyList(): SignedText {
  return signKeyList(
    {
      format: 1,
      serial: 1,
      ...IN_FORCE,
      keys: [
        listed(DEVELOPMENT_CARD_SIGNER, ['card']),
        listed(DEVELOPMENT_EXPORT_SIGNER, ['journal-export']),
        listed(DEVELOPMENT_SERVER_SIGNER, ['roster', 'denied', 'lease']),
      ],
    },
    DEVELOPMENT_ROOT,
  );
}

function listed({ keyId, secretKey }: Signer, purposes: string[]): SigningKey {
  const publicKeyHex = publicKeyHexOf(secretKey);
  return { id: keyId, algorithm: 'ed25519', publicKeyHex, purposes, ...IN_FORCE };
}
