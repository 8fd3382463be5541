import type { CardNumberRules } from '../../../domain/card/card-form.ts';
import type { CardNumber } from '../../../domain/card/card-number.ts';
import { type ScannedParts, scannedPartsOf } from '../../../domain/card/scanned-parts.ts';
import { ADDITION_LENGTH_MAX, type ScannerAdditions } from '../../../domain/card/scanner-additions.ts';
import { QUIET_MS, SCANNER_GAP_MS_MAX } from './key-stream.ts';
import type { WedgeTyping } from './wedge-typing.ts';

/**
 * What a technician is to be told, each with the setting of the scanner that it is about. `no-code`: no card number in
 * it; `layout`: another keyboard's letters; `lost`: characters are missing; `too-slow`, `slow`: from key to key;
 * `acted`: the desk took keys for a clerk's; `split`: one code came as several; `many-ends`: more than two suffix keys;
 * `key-before`: Enter, Tab or line feed before the code; `function-key`; `no-end`: no suffix; and of what it adds:
 * `once`: seen once and not kept yet; `differs`: other than the time before; `too-long`: more than can be kept;
 * `gone`: what was kept was not there this time.
 */
type WedgeAdvice = (typeof STOPPING)[number] | (typeof BETTER)[number];

const STOPPING = [
  'no-code',
  'layout',
  'lost',
  'too-slow',
  'acted',
  'split',
  'many-ends',
  'differs',
  'too-long',
] as const;
const BETTER = ['once', 'slow', 'key-before', 'function-key', 'no-end', 'gone'] as const;

export interface WedgeReport {
  /**
   * `works`: as it is; `better`: works, and can be set better; `again`: the next scan tells whether this desk can be
   * taught; `fails`: not at this desk.
   */
  readonly verdict: 'works' | 'better' | 'again' | 'fails';
  /** The most important first. */
  readonly advice: readonly WedgeAdvice[];
  readonly parts: ScannedParts;
  /** Milliseconds from key to key; null for a single key. */
  readonly gapMs: { readonly min: number; readonly median: number; readonly max: number } | null;
  readonly typing: WedgeTyping;
  /** What the desk is to keep of it from now on; null if nothing changes. */
  readonly toKeep: ScannerAdditions | null;
}

interface ReportContext {
  readonly rules: CardNumberRules;
  /** The number that the page shows. */
  readonly known: CardNumber;
  readonly kept: ScannerAdditions;
  /** What the last scan of this page added; null for the first. */
  readonly before: ScannerAdditions | null;
}

/** Fewer keys are a hand's: somebody has touched the keyboard. */
const SCAN_KEYS_MIN = 4;
const ENDS_MAX = 2;
const ENDS = /[\r\n\t]/g;

/** Says how a scanner types, and whether that will do; null for what no scanner has typed. */
export function wedgeReportOf(typing: WedgeTyping, context: ReportContext): WedgeReport | null {
  if (typing.downsMs.length < SCAN_KEYS_MIN) return null;
  const parts = scannedPartsOf(typing.text, context.known, context.rules);
  const gapMs = gapsOf(typing.downsMs);
  const learnt = parts.code === null ? null : learn(parts.additions, context);
  const found = new Set([
    ...codeAdvice(typing, parts, context),
    ...speedAdvice(gapMs?.max ?? 0),
    ...streamAdvice(typing),
    ...keyAdvice(typing, parts),
    ...(learnt?.advice ?? []),
  ]);
  const advice = [...STOPPING, ...BETTER].filter((one) => found.has(one));
  return {
    verdict: verdictOf(advice),
    advice,
    parts,
    gapMs,
    typing,
    toKeep: learnt?.toKeep ?? null,
  };
}

function verdictOf(advice: readonly WedgeAdvice[]): WedgeReport['verdict'] {
  if (advice.some((one) => STOPPING.some((stop) => stop === one))) return 'fails';
  if (advice.includes('once')) return 'again';
  return advice.length > 0 ? 'better' : 'works';
}

function gapsOf(downsMs: readonly number[]): WedgeReport['gapMs'] {
  const gaps = downsMs.slice(1).map((atMs, index) => atMs - (downsMs[index] ?? atMs));
  const sorted = gaps.toSorted((one, other) => one - other);
  const [min] = sorted;
  const max = sorted.at(-1);
  const median = sorted[Math.floor(sorted.length / 2)];
  return min === undefined || max === undefined || median === undefined ? null : { min, median, max };
}

function codeAdvice(
  { usText }: WedgeTyping,
  parts: ScannedParts,
  { rules, known }: ReportContext,
): readonly WedgeAdvice[] {
  if (parts.code !== null) return [];
  if (scannedPartsOf(usText, known, rules).code !== null) return ['layout'];
  return ['no-code', ...(isPartOf(parts.controlsBefore + usText, known) ? (['lost'] as const) : [])];
}

/** All characters in their order, but some are missing. */
function isPartOf(typed: string, known: CardNumber): boolean {
  const letters = [...typed.toUpperCase()].filter((character) => /[0-9A-Z*]/.test(character));
  let at = 0;
  for (const letter of letters) {
    at = known.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return letters.length * 2 > known.length;
}

function speedAdvice(maxMs: number): readonly WedgeAdvice[] {
  if (maxMs > QUIET_MS) return ['too-slow'];
  return maxMs > SCANNER_GAP_MS_MAX ? ['slow'] : [];
}

/** Advice from how the desk itself understood these keys. */
function streamAdvice({ scans, clerkKeys }: WedgeTyping): readonly WedgeAdvice[] {
  return [
    ...(clerkKeys.length > 0 ? (['acted'] as const) : []),
    ...(scans.length > 1 || (scans.length === 0 && clerkKeys.length === 0) ? (['split'] as const) : []),
  ];
}

function keyAdvice({ otherKeys }: WedgeTyping, parts: ScannedParts): readonly WedgeAdvice[] {
  const ends = parts.controlsAfter.match(ENDS)?.length ?? 0;
  const befores = parts.controlsBefore.match(ENDS)?.length ?? 0;
  return [
    ...(befores > 0 ? (['key-before'] as const) : []),
    ...(otherKeys.length > 0 ? (['function-key'] as const) : []),
    ...(ends === 0 ? (['no-end'] as const) : ends > ENDS_MAX ? (['many-ends'] as const) : []),
  ];
}

/** What it adds is kept with the second scan that has the same: a time of day or a count changes from scan to scan. */
function learn(
  now: ScannerAdditions,
  { kept, before }: ReportContext,
): { readonly advice: readonly WedgeAdvice[]; readonly toKeep: ScannerAdditions | null } {
  if (isSame(now, kept)) return { advice: [], toKeep: null };
  if (isNone(now)) return { advice: ['gone'], toKeep: null };
  if (Math.max(now.prefix.length, now.suffix.length) > ADDITION_LENGTH_MAX) {
    return { advice: ['too-long'], toKeep: null };
  }
  if (before === null || isNone(before)) return { advice: ['once'], toKeep: null };
  return isSame(now, before) ? { advice: [], toKeep: now } : { advice: ['differs'], toKeep: null };
}

/** Caps lock turns letters; that is no other addition. */
function isSame(one: ScannerAdditions, other: ScannerAdditions): boolean {
  return (
    one.prefix.toLowerCase() === other.prefix.toLowerCase() &&
    one.suffix.toLowerCase() === other.suffix.toLowerCase()
  );
}

function isNone({ prefix, suffix }: ScannerAdditions): boolean {
  return prefix === '' && suffix === '';
}
