import { DEVELOPMENT_SERVER_SIGNER, developmentKeyList } from '../domain/development-keys.ts';
import type { SignedText, Signer } from '../domain/signed-text.ts';

/** What the district hands to its kiosks and signs with. It has no key for cards, catalogues or lists of keys. */
export interface DistrictKeys {
  /** The list of keys as a pinned root signed it. */
  readonly list: SignedText;
  /** Of that list. */
  readonly serial: number;
  /** Signs rosters, lists of denied cards and leases. */
  readonly signer: Signer;
}

/** The keys of a demo: good where the development root is trusted, and nowhere else. */
export function developmentKeys(): DistrictKeys {
  return { list: developmentKeyList(), serial: 1, signer: DEVELOPMENT_SERVER_SIGNER };
}
