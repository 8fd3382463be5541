import { unreachable } from '../../domain/base/unreachable.ts';
import { type CardCode, readCardCode } from '../../domain/card/card-code.ts';
import type { CardNumberRules } from '../../domain/card/card-form.ts';
import type { CodeFormat, FoundCode, Stage } from '../../scan/found-code.ts';

/** What `scan` says about one file. `text` is what the symbol says, whether or not it is a card. */
export interface ScanLine {
  readonly file: string;
  readonly text: string | null;
  readonly format: CodeFormat | null;
  /** The card number that the code carries; null with a `reason`. */
  readonly card: string | null;
  readonly stage: Stage | null;
  /** The decoding alone, without reading the file and taking its compression away. */
  readonly ms: number | null;
  /** The first frame that gave the text, from 1, if `--frames` is used; null if no frame did. */
  readonly frame?: number | null;
  readonly reason?: string;
  /** The file could not be read at all. */
  readonly error?: string;
}

export function lineOfError(file: string, error: string, { isVideo }: { isVideo: boolean }): ScanLine {
  const nothing = { text: null, format: null, card: null, stage: null, ms: null };
  return { file, ...nothing, ...(isVideo ? { frame: null } : {}), reason: 'unreadable', error };
}

/** If there are several codes, the one that is a card; two different cards count as none. */
export function lineOfCodes(
  file: string,
  codes: readonly FoundCode[],
  { ms, rules }: { readonly ms: number; readonly rules: CardNumberRules },
): ScanLine {
  const read = codes.map((code) => ({ code, card: cardOf(readCardCode(code.text, rules)) }));
  const chosen = read.find(({ card }) => card.card !== null) ?? read[0];
  const rounded = Math.round(ms * 10) / 10;
  if (chosen === undefined) {
    return { file, text: null, format: null, card: null, stage: null, ms: rounded, reason: 'no-code' };
  }
  const cards = new Set(read.flatMap(({ card }) => card.card ?? []));
  const { text, format, stage } = chosen.code;
  const card = cards.size > 1 ? { card: null, reason: 'two-cards' } : chosen.card;
  return {
    file,
    text,
    format,
    card: card.card,
    stage,
    ms: rounded,
    ...(card.reason ? { reason: card.reason } : {}),
  };
}

interface CardOrReason {
  readonly card: string | null;
  readonly reason?: string;
}

function cardOf(code: CardCode): CardOrReason {
  switch (code.kind) {
    case 'card':
      return { card: code.cardNumber };
    case 'wrong-check':
      return { card: null, reason: 'wrong-check-character' };
    case 'signed':
      return code.claimed === null ? { card: null, reason: 'signed-unreadable' } : { card: code.claimed };
    case 'misread':
      return { card: null, reason: 'misread' };
    case 'not-a-card':
      return { card: null, reason: 'not-a-card' };
    default:
      return unreachable(code);
  }
}
