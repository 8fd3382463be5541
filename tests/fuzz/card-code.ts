import { parseArgs } from 'node:util';
import { readCardCode } from '../../src/domain/card/card-code.ts';
import { BODY_CHARACTERS, type Payload, payloadOf, textOf } from './card-code-payloads.ts';
import { type Dice, diceOf } from './card-qr-mutations.ts';

export interface CardCodeFuzz {
  readonly payloads: number;
  readonly accepted: number;
  /** Throws, numbers accepted that the independent check does not grant, and good ones refused. */
  readonly faults: number;
  readonly examples: readonly string[];
  readonly byKind: Readonly<Record<string, number>>;
  readonly byReading: Readonly<Record<string, number>>;
}

const EXAMPLES_MAX = 5;
const OLD_PATTERNS = ['LW########', 'GZ@#######'];
const OLD = /^(LW[0-9]{8}|GZ[A-Z][0-9]{7})$/;

/** Random and spoilt payloads through the code parser; half of them at a site with old numbers. */
export function fuzzCardCode({
  count,
  seed,
}: {
  readonly count: number;
  readonly seed: number;
}): CardCodeFuzz {
  const dice = diceOf(seed);
  const byKind: Record<string, number> = {};
  const byReading: Record<string, number> = {};
  const examples: string[] = [];
  let accepted = 0;
  let faults = 0;
  for (let payloads = 0; payloads < count; payloads += 1) {
    const payload = payloadOf(() => goodNumber(dice), dice);
    const hasOld = dice(2) === 0;
    const outcome = judge(payload, hasOld);
    byKind[payload.kind] = (byKind[payload.kind] ?? 0) + 1;
    byReading[outcome.reading] = (byReading[outcome.reading] ?? 0) + 1;
    if (outcome.reading === 'card') accepted += 1;
    if (outcome.fault === null) continue;
    faults += 1;
    if (examples.length < EXAMPLES_MAX) examples.push(`${outcome.fault}: ${JSON.stringify(payload)}`);
  }
  return { payloads: count, accepted, faults, examples, byKind, byReading };
}

function judge({ text, slipOf }: Payload, hasOld: boolean): { reading: string; fault: string | null } {
  let code: ReturnType<typeof readCardCode>;
  try {
    code = hasOld ? readCardCode(text, { oldCardNumbers: OLD_PATTERNS }) : readCardCode(text);
  } catch (error) {
    return { reading: 'threw', fault: `threw ${String(error)}` };
  }
  const reading = code.kind;
  if (code.kind === 'signed') {
    const isClaimSound = code.claimed === null || hasCheck(code.claimed);
    return { reading, fault: isClaimSound ? null : 'claims a number that is none' };
  }
  const granted = grantedNumber(text, hasOld);
  if (code.kind !== 'card') return { reading, fault: granted === null ? null : `refused ${granted}` };
  const number: string = code.cardNumber;
  if (number !== granted) return { reading, fault: `accepted ${number}` };
  const isOld = hasOld && OLD.test(number);
  if (code.needsTwoReads !== isOld) return { reading, fault: 'asks for the wrong number of readings' };
  const isMistaken = slipOf !== null && number !== slipOf && !isOld;
  return { reading, fault: isMistaken ? `took ${number} for ${slipOf}` : null };
}

/**
 * What the text may be accepted as, found in another way than the parser's: character by character, and the
 * check as a sum of powers (ISO 7064:2003, 7.2) in place of a running remainder.
 */
function grantedNumber(text: string, hasOld: boolean): string | null {
  const plain = unwrapped(text);
  if (plain.length > 64) return null;
  let number = '';
  for (const character of plain) {
    const wide = character.charCodeAt(0);
    const narrow = wide >= 0xff01 && wide <= 0xff5e ? String.fromCharCode(wide - 0xfee0) : character;
    if (isSeparator(narrow)) continue;
    const index = narrow >= 'a' && narrow <= 'z' ? narrow.charCodeAt(0) - 87 : VALUES.indexOf(narrow);
    if (index === -1 || narrow.length !== 1) return null;
    number += VALUES.charAt(index);
  }
  if (hasOld && OLD.test(number)) return number;
  return /^LW[0-9A-Z]{8}[0-9A-Z*]$/.test(number) && hasCheck(number) ? number : null;
}

/** Without white space and control characters at both ends, and without an AIM identifier in front. */
function unwrapped(text: string): string {
  const units = text.slice(0, 160).split('');
  const strip = () => {
    while (units.length > 0 && isTransport(units[0] ?? '')) units.shift();
    while (units.length > 0 && isTransport(units.at(-1) ?? '')) units.pop();
  };
  strip();
  const [bracket = '', letter = '', modifier = ''] = units;
  if (']］】'.includes(bracket) && bracket !== '' && /[a-z]/i.test(letter) && /[a-z0-9]/i.test(modifier)) {
    units.splice(0, 3);
  }
  strip();
  return units.join('');
}

function isTransport(unit: string): boolean {
  return unit.trim() === '' || unit.charCodeAt(0) < 0x20 || unit.charCodeAt(0) === 0x7f;
}

const VALUES = `${BODY_CHARACTERS}*`;

function isSeparator(character: string): boolean {
  const code = character.charCodeAt(0);
  return [0x20, 0xa0, 0x3000, 0x2d, 0x2212].includes(code) || (code >= 0x2010 && code <= 0x2015);
}

function hasCheck(number: string): boolean {
  let sum = 0n;
  for (const [index, character] of [...number].entries()) {
    sum += BigInt(VALUES.indexOf(character)) * 2n ** BigInt(number.length - 1 - index);
  }
  return sum % 37n === 1n;
}

/** A number with its check character, found by trying all of them. */
function goodNumber(dice: Dice): string {
  const body = `LW${textOf(dice, dice(4) === 0 ? '0123456789' : BODY_CHARACTERS, 8)}`;
  for (const check of VALUES) if (hasCheck(body + check)) return body + check;
  throw new Error(`no check character for ${body}`);
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { count: { type: 'string' }, seed: { type: 'string' } } });
  const count = Number(values.count ?? 1_000_000);
  const seed = Number(values.seed ?? 1);
  const startedMs = performance.now();
  const found = fuzzCardCode({ count, seed });
  const seconds = Math.round((performance.now() - startedMs) / 100) / 10;
  console.log(JSON.stringify({ seed, seconds, ...found }, null, 2));
  process.exitCode = found.faults === 0 ? 0 : 1;
}
