import type { CardNumber } from '../../src/domain/card/card-number.ts';
import { issueCardQr } from '../../src/domain/card/card-qr.ts';
import { secretKeyOfPhrase } from '../../src/domain/catalogue/catalogue-file.ts';

/** The text of a signed QR for a card, 135 characters, blanks and signs among them; the same every time. */
export function signedQrOf(cardNumber: CardNumber): string {
  const claim = { cardNumber, issueSerial: 7, tier: 2, validFrom: '2026-07-01', validUntil: '2029-06-30' };
  return issueCardQr(claim, { keyId: 'card-7', secretKey: secretKeyOfPhrase('cards') });
}
