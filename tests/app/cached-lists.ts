import type { CheckCardPorts } from '../../src/app/check/check-card.ts';
import type { SyncRoundPorts } from '../../src/app/sync/sync-round.ts';
import { type DeniedCard, deniedCardsOf } from '../../src/domain/card/deny-list.ts';
import { publicKeyHexOf, secretKeyOfPhrase } from '../../src/domain/catalogue/catalogue-file.ts';
import type { SigningKey } from '../../src/domain/trust/signing-key.ts';
import { ROSTER_KEY } from '../support/roster-pages.ts';

/** Signs the cards of these tests. */
export const CARD_SIGNER = { keyId: 'card-1', secretKey: secretKeyOfPhrase('cards of the tests') };

export const CARD_KEY: SigningKey = {
  id: 'card-1',
  algorithm: 'ed25519',
  publicKeyHex: publicKeyHexOf(CARD_SIGNER.secretKey),
  purposes: ['card'],
  validFrom: '2026-01-01',
  validUntil: '2030-12-31',
};

/** What a kiosk holds of keys and denied cards, as `checkCard` asks for it. */
export function heldLists({
  keys = [CARD_KEY],
  denied = [],
}: {
  readonly keys?: readonly SigningKey[];
  readonly denied?: readonly DeniedCard[];
} = {}): Pick<CheckCardPorts, 'keys' | 'denied'> {
  const cards = deniedCardsOf({ format: 1, serial: 1, cards: [...denied] });
  return { keys: { current: () => keys }, denied: { current: () => cards } };
}

/** Held lists that nothing is ever offered to. */
export function silentLists(): Pick<SyncRoundPorts, 'keys' | 'denied'> {
  const silent = { serial: () => 0, offer: () => Promise.reject(new Error('offered')) };
  return { keys: { ...silent, current: () => [ROSTER_KEY] }, denied: silent };
}
