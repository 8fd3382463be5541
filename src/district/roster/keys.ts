import type { WallDate } from '../../domain/base/wall-time.ts';
import { publicKeyHexOf, signCatalogue, type TrustedKeys } from '../../domain/catalogue/catalogue-file.ts';
import {
  DEVELOPMENT_ROOT,
  DEVELOPMENT_SERVER_SIGNER,
  developmentKeyList,
  isDevelopmentKey,
} from '../../domain/trust/development-keys.ts';
import { type KeyList, readKeyList } from '../../domain/trust/key-list.ts';
import { areDemoRoots } from '../../domain/trust/roots.ts';
import type { SignedText, Signer } from '../../domain/trust/signed-text.ts';
import { fingerprintOf, type KeyPurpose, keyFaultOf } from '../../domain/trust/signing-key.ts';
import { StartFault } from '../start-fault.ts';

/** What the district hands to its kiosks and signs with. It has no key for cards, catalogues or lists of keys. */
export interface DistrictKeys {
  /** The list of keys as a pinned root signed it. */
  readonly list: SignedText;
  /** The serial of that list. */
  readonly serial: number;
  /** Signs rosters, lists of denied cards and leases. */
  readonly signer: Signer;
}

/** The keys of a demo: good where the development root is trusted, and nowhere else. */
export function developmentKeys(): DistrictKeys {
  return { list: developmentKeyList(), serial: 1, signer: DEVELOPMENT_SERVER_SIGNER };
}

/** Signs a catalogue as a demo does, which everybody can. */
export function developmentCatalogueSigner(payload: unknown): string {
  return JSON.stringify(signCatalogue(payload, DEVELOPMENT_ROOT));
}

/** The keys that a real district is started with, and the day on which it starts. */
export interface GivenKeys {
  readonly roots: TrustedKeys;
  readonly signed: SignedText;
  readonly signer: Signer;
  readonly date: WallDate;
}

/** What the server's key signs; no other key may sign these. */
const SERVER_PURPOSES: readonly KeyPurpose[] = ['roster', 'denied', 'lease'];

/**
 * The keys of a real district; throws `StartFault` for development keys, and for those that kiosks would not believe.
 */
export function districtKeysOf({ roots, signed, signer, date }: GivenKeys): DistrictKeys {
  const list = verifiedList({ roots, signed, date });
  const publicKeyHex = publicKeyHexOf(signer.secretKey);
  const key = list.keys.find(({ id }) => id === signer.keyId);
  if (key?.publicKeyHex !== publicKeyHex) {
    throw refused(`the list does not name the server's key ${signer.keyId} (${fingerprintOf(publicKeyHex)})`);
  }
  for (const purpose of SERVER_PURPOSES) {
    const fault = keyFaultOf(key, { purpose, date });
    if (fault !== null)
      throw refused(`the server's key ${key.id} cannot sign ${purpose}: ${fault} on ${date}`);
  }
  const foreign = key.purposes.filter((purpose) => !SERVER_PURPOSES.some((own) => own === purpose));
  if (foreign.length > 0) throw refused(`the server's key ${key.id} may also sign ${foreign.join(', ')}`);
  return { list: signed, serial: list.serial, signer };
}

/** The list of a real district; throws `StartFault`. */
export function verifiedList({ roots, signed, date }: Omit<GivenKeys, 'signer'>): KeyList {
  if (areDemoRoots(roots))
    throw refused('the development root is among the roots, and anybody can sign with it');
  const reading = readKeyList(signed, { roots, date, knownSerial: 0 });
  if (!reading.ok) throw refused(`the list of keys: ${reading.fault.kind}: ${reading.fault.message}`);
  const known = reading.list.keys.find(isDevelopmentKey);
  if (known !== undefined) throw refused(`the list names the development key ${known.id}`);
  return reading.list;
}

function refused(message: string): StartFault {
  return new StartFault('keys-refused', message);
}
