import { parseArgs } from 'node:util';
import { cardNumberOf } from '../../src/domain/card/card-number.ts';
import { type CardQrFaultKind, issueCardQr, verifyCardQr } from '../../src/domain/card/card-qr.ts';
import { publicKeyHexOf, secretKeyOfPhrase } from '../../src/domain/catalogue/catalogue-file.ts';
import type { SigningKey } from '../../src/domain/trust/signing-key.ts';
import { type Dice, diceOf, MUTATIONS } from './card-qr-mutations.ts';

export interface CardQrFuzz {
  readonly mutants: number;
  /** Mutants that were believed: none may be. The first few are kept, to be looked at. */
  readonly accepted: number;
  readonly examples: readonly string[];
  readonly byMutation: Readonly<Record<string, number>>;
  readonly byFault: Readonly<Record<string, number>>;
  /** Those that only the signature refuted, of all. */
  readonly refutedBySignature: number;
}

const ISSUED = 64;
const EXAMPLES_MAX = 5;
const DATE = '2026-11-23';
const SIGNERS = [1, 2].map((number) => ({
  keyId: `card-${number}`,
  secretKey: secretKeyOfPhrase(`fuzz key ${number}`),
}));
const KEYS: readonly SigningKey[] = SIGNERS.map(({ keyId, secretKey }) => ({
  id: keyId,
  algorithm: 'ed25519',
  publicKeyHex: publicKeyHexOf(secretKey),
  purposes: ['card'],
  validFrom: '2026-01-01',
  validUntil: '2030-12-31',
}));

/** Mutates issued texts at random; every mutant that is not itself an issued text must be refused. */
export function fuzzCardQr({ count, seed }: { readonly count: number; readonly seed: number }): CardQrFuzz {
  const dice = diceOf(seed);
  const issued = Array.from({ length: ISSUED }, (_, index) => issuedText(index, dice));
  const known = new Set(issued);
  const kinds = Object.entries(MUTATIONS).flatMap(([name, { weight }]) => Array<string>(weight).fill(name));
  const byMutation: Record<string, number> = {};
  const byFault: Partial<Record<CardQrFaultKind, number>> = {};
  const examples: string[] = [];
  let mutants = 0;
  let accepted = 0;
  while (mutants < count) {
    const name = kinds[dice(kinds.length)] ?? '';
    const text = issued[dice(ISSUED)] ?? '';
    const mutant = MUTATIONS[name]?.mutate(text, issued[dice(ISSUED)] ?? '', dice) ?? '';
    if (known.has(mutant)) continue;
    mutants += 1;
    byMutation[name] = (byMutation[name] ?? 0) + 1;
    const reading = verifyCardQr(mutant, { keys: KEYS, date: DATE });
    if (!reading.ok) byFault[reading.fault] = (byFault[reading.fault] ?? 0) + 1;
    else if (++accepted <= EXAMPLES_MAX) examples.push(`${name}: ${mutant}`);
  }
  const refutedBySignature = (byFault['bad-signature'] ?? 0) / Math.max(1, count);
  return { mutants, accepted, examples, byMutation, byFault, refutedBySignature };
}

/** A text that is believed, of a card of its own; anything else would make the refusals worthless. */
function issuedText(index: number, dice: Dice): string {
  const signer = SIGNERS[index % SIGNERS.length];
  if (signer === undefined) throw new Error('no signer');
  const length = 7 + dice(9);
  const body = Array.from({ length }, () => dice(36).toString(36).toUpperCase()).join('');
  const text = issueCardQr(
    {
      cardNumber: cardNumberOf(body),
      issueSerial: dice(0xffff_ffff),
      tier: dice(4),
      validFrom: '2026-01-01',
      validUntil: '2030-12-31',
    },
    signer,
  );
  if (!verifyCardQr(text, { keys: KEYS, date: DATE }).ok)
    throw new Error(`an issued text is refused: ${text}`);
  return text;
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { count: { type: 'string' }, seed: { type: 'string' } } });
  const count = Number(values.count ?? 1_000_000);
  const seed = Number(values.seed ?? 1);
  const startedMs = performance.now();
  const found = fuzzCardQr({ count, seed });
  const seconds = Math.round((performance.now() - startedMs) / 100) / 10;
  console.log(JSON.stringify({ seed, seconds, ...found }, null, 2));
  process.exitCode = found.accepted === 0 ? 0 : 1;
}
