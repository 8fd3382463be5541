import { plusDays, type WallDate, wallDateOf } from '../../domain/base/wall-time.ts';
import type { CardNumber } from '../../domain/card/card-number.ts';
import { issueCardQr } from '../../domain/card/card-qr.ts';
import { secretKeyOfPhrase } from '../../domain/catalogue/catalogue-file.ts';
import { DEVELOPMENT_CARD_SIGNER } from '../../domain/trust/development-keys.ts';
import type { Signer } from '../../domain/trust/signed-text.ts';
import { demoCardNumber, demoCards, type ShowcaseCard } from './showcase.ts';

const DAYS_VALID = 1_000;
/** Under the right key's name, and not with it. */
const FORGER: Signer = { ...DEVELOPMENT_CARD_SIGNER, secretKey: secretKeyOfPhrase('a forger of the demo') };

/** Cards with a signed QR. `today` is the day of issue of the one that the roster has not got yet. */
export function signedDemoCards(today: WallDate): readonly ShowcaseCard[] {
  const onRoster = demoCardNumber(11);
  return [
    {
      ...signedCard(onRoster, { issueSerial: 11, validFrom: '2025-07-01', signer: DEVELOPMENT_CARD_SIGNER }),
      title: { zh: '签名二维码', en: 'Signed QR code' },
    },
    {
      ...signedCard(demoCardNumber(9001), {
        issueSerial: 9001,
        validFrom: today,
        signer: DEVELOPMENT_CARD_SIGNER,
      }),
      title: { zh: '今天新发，名册未到', en: 'Issued today, not listed yet' },
    },
    {
      ...signedCard(demoCardNumber(9002), { issueSerial: 9002, validFrom: today, signer: FORGER }),
      title: { zh: '伪造的签名二维码', en: 'Forged QR code' },
    },
  ];
}

function signedCard(
  cardNumber: CardNumber,
  issue: { readonly issueSerial: number; readonly validFrom: WallDate; readonly signer: Signer },
): Omit<ShowcaseCard, 'title'> {
  const { issueSerial, validFrom, signer } = issue;
  const validUntil = plusDays(validFrom, DAYS_VALID);
  const qrText = issueCardQr({ cardNumber, issueSerial, tier: 0, validFrom, validUntil }, signer);
  return { cardNumber, code: 'qr', qrText };
}

/** What lies in the tray of a demo that starts now. */
export function demoTrayCards(): readonly ShowcaseCard[] {
  return [...demoCards, ...signedDemoCards(wallDateOf(Date.now()))];
}
