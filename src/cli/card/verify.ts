import { readCardCode } from '../../domain/card/card-code.ts';
import type { CardNumberRules } from '../../domain/card/card-form.ts';
import { verifyCardQr } from '../../domain/card/card-qr.ts';
import type { KeysInUse } from '../../domain/trust/signing-key.ts';

/** What a text is; `good` is a number with a right check character, or a QR that is signed and in force. */
export interface TextVerdict {
  readonly good: boolean;
  readonly [fact: string]: unknown;
}

/** Says what a text is. A signed QR is checked with the keys and the day; no roster is asked. */
export function verdictOnText(text: string, keys: KeysInUse, rules: CardNumberRules): TextVerdict {
  const code = readCardCode(text, rules);
  switch (code.kind) {
    case 'card':
      return { good: true, kind: 'card', cardNumber: code.cardNumber };
    case 'signed': {
      const reading = verifyCardQr(code.text, keys);
      return reading.ok
        ? { good: true, kind: 'signed', ...reading.claim }
        : { good: false, kind: 'signed', fault: reading.fault, claimed: reading.claim };
    }
    case 'wrong-check': {
      const { suspect, suggestion } = code;
      return { good: false, kind: 'wrong-check', position: suspect?.position ?? null, suggestion };
    }
    case 'misread':
      return { good: false, kind: 'misread', added: code.added };
    case 'not-a-card':
      return { good: false, kind: 'not-a-card', why: code.why };
  }
}
