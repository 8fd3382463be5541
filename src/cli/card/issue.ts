import { createHash, randomBytes } from 'node:crypto';
import { type CardNumberForm, innerLengthOf } from '../../domain/card/card-form.ts';
import { type CardNumber, cardNumberOf } from '../../domain/card/card-number.ts';
import { issueCardQr } from '../../domain/card/card-qr.ts';
import type { Signer } from '../../domain/trust/signed-text.ts';
import type { CardArguments } from './card-arguments.ts';
import type { IssuedCard } from './issued-card.ts';

/** Cards one after the other, each with the next serial. */
export function* issueCards(
  args: Extract<CardArguments, { kind: 'issue' }>,
  signer: Signer,
): Generator<IssuedCard> {
  const { serial, tier, validFrom, validUntil } = args;
  let issueSerial = serial;
  for (const cardNumber of args.numbers.length > 0 ? args.numbers : madeNumbers(args)) {
    const claim = { cardNumber, issueSerial, tier, validFrom, validUntil };
    yield { ...claim, keyId: signer.keyId, qr: issueCardQr(claim, signer) };
    issueSerial += 1;
  }
}

/** Numbers are not consecutive, so that nobody can guess a neighbour's. No number comes twice. */
function* madeNumbers(args: {
  readonly count: number;
  readonly seed: string | null;
  readonly form: CardNumberForm;
}): Generator<CardNumber> {
  const seed = args.seed ?? randomBytes(16).toString('hex');
  const { prefix } = args.form;
  const digitsLength = innerLengthOf(args.form);
  const range = 10 ** digitsLength;
  const made = new Set<number>();
  for (let step = 0; made.size < args.count; step += 1) {
    const digest = createHash('sha256').update(`${seed}/${prefix}/${step}`).digest();
    const digits = digest.readUIntBE(0, 6) % range;
    if (made.has(digits)) continue;
    made.add(digits);
    yield cardNumberOf(prefix + String(digits).padStart(digitsLength, '0'));
  }
}
