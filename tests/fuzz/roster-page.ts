import { parseArgs } from 'node:util';
import type { CachePort } from '../../src/app/cache-port.ts';
import { chainFaultOf, readRosterPage } from '../../src/domain/card/roster-page.ts';
import { type SignedText, signText } from '../../src/domain/trust/signed-text.ts';
import { loadSnapshot, newProfile, numberOf, PULLED_AT, putOf, removalOf } from '../store/profile.ts';
import { pageOf, ROSTER_KEYS, ROSTER_SIGNER, signedPage } from '../support/roster-pages.ts';
import { type Dice, diceOf } from './card-qr-mutations.ts';

export interface RosterPageFuzz {
  readonly pages: number;
  /** Pages that were taken: none may be. */
  readonly accepted: readonly string[];
  /** Times that what is held had changed: never. */
  readonly changes: number;
  readonly byFault: Readonly<Record<string, number>>;
}

const HELD = Array.from({ length: 20 }, (_, index) => index);
const HELD_CURSOR = 'c5';
/** The whole roster is read after so many pages, and after the last. */
const PAGES_PER_LOOK = 50;
const EXAMPLES_MAX = 5;

/** Hands pages of wrong shapes to a roster that holds something: some unsigned, most signed by the district. */
export async function fuzzRosterPages(options: { count: number; seed: number }): Promise<RosterPageFuzz> {
  const dice = diceOf(options.seed);
  const store = await newProfile().start();
  await loadSnapshot(store, HELD, HELD_CURSOR);
  const before = await heldIn(store);
  const byFault: Record<string, number> = {};
  const accepted: string[] = [];
  let changes = 0;
  for (let page = 0; page < options.count; page += 1) {
    const kind = dice(2) === 0 ? 'snapshot' : 'changes';
    const signed = wrongPage(kind, dice);
    const fault = await faultOfPull(store, kind, signed);
    byFault[fault] = (byFault[fault] ?? 0) + 1;
    if (fault === 'none' && accepted.length < EXAMPLES_MAX) accepted.push(signed.text);
    const isLook = page % PAGES_PER_LOOK === 0 || page === options.count - 1;
    if (isLook && (await heldIn(store)) !== before) changes += 1;
  }
  store.close();
  return { pages: options.count, accepted, changes, byFault };
}

async function faultOfPull(
  store: CachePort,
  kind: 'snapshot' | 'changes',
  page: SignedText,
): Promise<string> {
  const begun = await store.roster.beginPull(kind, ROSTER_KEYS);
  if (!begun.ok) throw new Error(begun.fault.detail);
  const taken = await begun.value.add(page);
  const fault = await begun.value.finish(PULLED_AT);
  if (!taken.ok && fault?.kind !== taken.fault.kind) throw new Error('a pull that failed was finished');
  return fault?.kind ?? 'none';
}

async function heldIn(store: CachePort): Promise<string> {
  const cards = [...HELD, HELD.length].map((index) => store.roster.find(numberOf(index)));
  return JSON.stringify([await store.roster.state(), await Promise.all(cards)]);
}

/** One page in seven is sound except for its signature; the others are nonsense that the district has signed. */
function wrongPage(kind: 'snapshot' | 'changes', dice: Dice): SignedText {
  const changes = [putOf(dice(30), { status: 'lost' }), removalOf(dice(30)), putOf(99)];
  const sound = { changes, from: kind === 'changes' ? HELD_CURSOR : null, cursor: 'c9', position: 9 };
  if (dice(7) === 0) return withWrongSignature(signedPage(sound), dice);
  const json = JSON.stringify(pageOf(sound));
  // What is still a page that fits was not changed enough.
  for (let tries = 0; tries < 100; tries += 1) {
    const text =
      dice(2) === 0 ? withWrongText(json, dice) : JSON.stringify(withWrongValue(JSON.parse(json), dice));
    if (text.isWellFormed() && !isSound(text, kind)) return signText('roster', text, ROSTER_SIGNER);
  }
  throw new Error('nothing makes this page wrong');
}

function isSound(text: string, kind: 'snapshot' | 'changes'): boolean {
  const reading = readRosterPage(signText('roster', text, ROSTER_SIGNER), ROSTER_KEYS);
  if (!reading.ok || reading.page.more) return false;
  const { page } = reading;
  const held = { epoch: pageOf().epoch, cursor: HELD_CURSOR, position: 5, asOfMs: PULLED_AT };
  if (kind === 'changes') return chainFaultOf(page, held) === null;
  const isNewer = page.epoch === held.epoch ? page.position >= 5 : true;
  return chainFaultOf(page, null) === null && isNewer;
}

function withWrongSignature(signed: SignedText, dice: Dice): SignedText {
  const at = dice(signed.text.length);
  switch (dice(4)) {
    case 0:
      return { ...signed, text: `${signed.text} ` };
    case 1:
      return { ...signed, text: signed.text.slice(0, at) };
    case 2:
      return {
        ...signed,
        signatureHex: signed.signatureHex.replace(/^../, (byte) => (byte === '00' ? '01' : '00')),
      };
    default:
      return signText('lease', signed.text, ROSTER_SIGNER);
  }
}

/** Cut short, a part twice, or a character for another. */
function withWrongText(json: string, dice: Dice): string {
  const at = dice(json.length);
  const until = at + dice(40);
  switch (dice(4)) {
    case 0:
      return json.slice(0, at);
    case 1:
      return json.slice(0, until) + json.slice(at);
    case 2:
      return json.slice(0, at) + json.slice(until);
    default:
      return json.slice(0, at) + String.fromCharCode(dice(0x300)) + json.slice(at + 1);
  }
}

const WRONG_VALUES = [
  null,
  true,
  -1,
  0.5,
  1e300,
  '',
  'x'.repeat(300),
  [],
  {},
  [[]],
  '9999-99-99',
  '__proto__',
];

/** Somewhere in the page another value, a field too many or one too few. */
function withWrongValue(value: unknown, dice: Dice): unknown {
  if (typeof value !== 'object' || value === null) return WRONG_VALUES[dice(WRONG_VALUES.length)];
  const keys = Object.keys(value);
  const key = keys[dice(keys.length + 1)];
  if (key === undefined) return Array.isArray(value) ? [...value, value.length] : { ...value, extra: 1 };
  const copy = structuredClone(value) as Record<string, unknown>;
  if (dice(6) === 0) delete copy[key];
  else copy[key] = withWrongValue(copy[key], dice);
  return copy;
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { count: { type: 'string' }, seed: { type: 'string' } } });
  const found = await fuzzRosterPages({
    count: Number(values.count ?? 10_000),
    seed: Number(values.seed ?? 1),
  });
  console.log(JSON.stringify(found, null, 2));
  process.exitCode = found.accepted.length + found.changes === 0 ? 0 : 1;
}
