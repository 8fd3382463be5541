import { readCardCode } from '../../domain/card/card-code.ts';
import type { CardNumberRules } from '../../domain/card/card-form.ts';
import { CARD_QR_LENGTH, CARD_QR_PREFIX } from '../../domain/card/card-qr.ts';
import {
  NO_ADDITIONS,
  type ScannerAdditions,
  withoutAdditions,
  withoutTransport,
} from '../../domain/card/scanner-additions.ts';
import {
  hearElsewhere,
  hearWedge,
  NOTHING_SEEN,
  type ScanResult,
  seeFrame,
  seePicture,
} from '../../scan/camera/scan-filter.ts';
import type { Likeness } from './keys/key-stream.ts';
import type { PictureResult, ScannerEvent, ScanSource } from './scanner-event.ts';

const SIGNED = new RegExp(`^${CARD_QR_PREFIX}`, 'i');

/** Makes results of what the sources read, and events of the results. */
interface ScanResults {
  frame(codes: readonly string[], atMs: number): void;
  wedge(typed: string): void;
  /** What a text would be taken for, had a hand scanner typed it. */
  likenessOf(typed: string): Likeness;
  picture(codes: readonly string[]): PictureResult;
  /** Is told that no further frames come. */
  noCamera(): void;
}

/** All sources share one memory: a card that one has read is no second result of another. */
export function createScanResults(options: {
  readonly rules: () => CardNumberRules;
  /** What the hand scanner of this desk was learnt to add; nothing by default. */
  readonly additions?: () => ScannerAdditions;
  readonly onEvent: (event: ScannerEvent) => void;
}): ScanResults {
  const { rules, additions = () => NO_ADDITIONS, onEvent } = options;
  let filter = NOTHING_SEEN;
  let inView = false;

  function tell(result: ScanResult, source: ScanSource): void {
    if (result.kind === 'code') onEvent({ kind: 'code', text: result.text, source });
    else if (result.kind === 'two-cards') onEvent({ kind: 'two-cards', source });
    else if (result.kind !== 'none') onEvent(result);
  }

  function tellInView(next: boolean): void {
    if (next !== inView) onEvent({ kind: 'in-view', inView: next });
    inView = next;
  }

  return {
    frame(codes, atMs) {
      const step = seeFrame(filter, { codes, atMs, rules: rules() });
      filter = step.state;
      tellInView(step.inView);
      tell(step.result, 'camera');
    },
    wedge(typed) {
      const heard = { text: codeIn(typed, additions(), rules()), atMs: performance.now(), rules: rules() };
      const { state, result } = hearWedge(filter, heard);
      filter = state;
      tell(result, 'wedge');
    },
    likenessOf(typed) {
      const code = readCardCode(codeIn(typed, additions(), rules()), rules());
      switch (code.kind) {
        case 'card':
          // A number of the old form must be read again; in a field it stays as it was typed.
          return code.needsTwoReads ? 'other' : 'card';
        case 'signed':
          return code.claimed === null ? 'spoilt' : 'card';
        case 'wrong-check':
          return 'spoilt';
        case 'misread':
          return code.added === null ? 'other' : 'spoilt';
        case 'not-a-card':
          return 'other';
      }
    },
    picture(codes) {
      const result = seePicture(codes, rules());
      if (result.kind === 'code') {
        const heard = { text: result.text, atMs: performance.now(), rules: rules() };
        filter = hearElsewhere(filter, heard);
      }
      tell(result, 'picture');
      return result.kind === 'none' ? { kind: 'nothing' } : result;
    },
    noCamera() {
      tellInView(false);
    },
  };
}

/**
 * The code without what the scanner adds. What is a card as it is keeps all it has: a scanner that was set otherwise
 * since, or another one, adds nothing. A signed code has capitals alone, and none but the exact text is good; caps
 * lock makes them small.
 */
function codeIn(typed: string, additions: ScannerAdditions, rules: CardNumberRules): string {
  const plain = withoutTransport(typed);
  const read = readCardCode(plain, rules);
  const isWhole = isSignedLength(plain) || (read.kind === 'card' && !read.needsTwoReads);
  const code = isWhole ? plain : withoutTransport(withoutAdditions(plain, additions));
  return SIGNED.test(code) ? code.toUpperCase() : code;
}

/** True if the text has the beginning and the length of a signed QR. */
function isSignedLength(text: string): boolean {
  return SIGNED.test(text) && text.length === CARD_QR_LENGTH;
}
