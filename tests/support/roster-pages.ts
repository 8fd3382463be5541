import { type RosterPage, signRosterPage } from '../../src/domain/card/roster-page.ts';
import { publicKeyHexOf, secretKeyOfPhrase } from '../../src/domain/catalogue/catalogue-file.ts';
import type { SignedText } from '../../src/domain/trust/signed-text.ts';
import type { KeysInUse, SigningKey } from '../../src/domain/trust/signing-key.ts';

/** Signs the rosters of these tests. */
export const ROSTER_SIGNER = { keyId: 'roster-1', secretKey: secretKeyOfPhrase('roster of the tests') };

export const ROSTER_KEY: SigningKey = {
  id: 'roster-1',
  algorithm: 'ed25519',
  publicKeyHex: publicKeyHexOf(ROSTER_SIGNER.secretKey),
  purposes: ['roster'],
  validFrom: '2020-01-01',
  validUntil: '2049-12-31',
};

export const ROSTER_KEYS: KeysInUse = { keys: [ROSTER_KEY], date: '2026-11-23' };

export const ROSTER_EPOCH = '5f0c7f0e-3d52-4f4e-9a57-6e2f8a1d0c11';

/** The whole roster in one page, or what a test says. */
export function pageOf(change: Partial<RosterPage> = {}): RosterPage {
  return {
    format: 1,
    epoch: ROSTER_EPOCH,
    from: null,
    changes: [],
    cursor: 'c1',
    position: 1,
    more: false,
    asOfMs: 1_790_000_000_000,
    ...change,
  };
}

export function signedPage(change: Partial<RosterPage> = {}): SignedText {
  return signRosterPage(pageOf(change), ROSTER_SIGNER);
}
