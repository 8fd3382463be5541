import type { Host, HostInput, HostMethod } from '../host-api/host-api.ts';
import type { Transport } from '../host-api/transport.ts';

/** One question to the host. A question that changes anything must not be asked ahead. */
export type Question = {
  [M in HostMethod]: { readonly method: M; readonly input: HostInput<M> };
}[HostMethod];

/** What every start asks, even though it needs the answers one after the other. */
export const AT_START: readonly Question[] = [
  { method: 'settings.read', input: {} },
  { method: 'kiosk.info', input: {} },
  { method: 'kiosk.pinnedTrust', input: {} },
  { method: 'vault.read', input: {} },
  { method: 'journal.status', input: {} },
  { method: 'demo.cards', input: {} },
  { method: 'staff.demo', input: {} },
  { method: 'kiosk.health', input: {} },
  { method: 'names.read', input: {} },
  { method: 'journal.read', input: { fromSeq: 1, limit: 1 } },
];

/** What the first round of a kiosk without a roster pulls. */
export function inFirstRound(catalogueVersion: number): readonly Question[] {
  return [
    { method: 'district.keys', input: { have: 0 } },
    { method: 'district.denied', input: { have: 0 } },
    { method: 'district.catalogue', input: { have: catalogueVersion } },
    { method: 'district.rosterPage', input: { cursor: null } },
    { method: 'district.records', input: { cursor: null } },
    { method: 'district.notices', input: { cursor: null } },
    { method: 'district.replaced', input: { cursor: null } },
  ];
}

/** Questions that may be asked meanwhile, since they change nothing. */
const ONLY_READS: readonly HostMethod[] = [
  'clock.read',
  'demo.cards',
  'journal.read',
  'journal.status',
  'kiosk.health',
  'kiosk.info',
  'kiosk.pinnedTrust',
  'names.read',
  'settings.read',
  'staff.demo',
  'staff.read',
  'vault.read',
  'district.catalogue',
  'district.denied',
  'district.keys',
  'district.notices',
  'district.records',
  'district.replaced',
  'district.rosterPage',
];
/** A question that comes later than this is about how things are then. */
const AHEAD_MS_MAX = 10_000;

/**
 * The same way to the host, which is asked all these questions at once: on an old machine each answer takes its time.
 * An answer goes to the first caller of the same question. The kept answers are dropped when a call may change them. If
 * an answer is a fault, the question is asked again.
 */
export function askAhead(
  ask: Transport,
  questions: readonly Question[],
  monotonicMs: () => number = () => performance.now(),
): Transport {
  const askedMs = monotonicMs();
  const early = new Map<string, Promise<unknown>>();
  for (const { method, input } of questions) {
    const answer = ask(method, input);
    // A rejection is dealt with when the answer is asked for.
    answer.catch(() => undefined);
    early.set(keyOf(method, input), answer);
  }
  return async (method, input) => {
    if (!ONLY_READS.includes(method) || monotonicMs() - askedMs > AHEAD_MS_MAX) early.clear();
    const key = keyOf(method, input);
    const answer = early.get(key);
    if (answer === undefined) return ask(method, input);
    early.delete(key);
    const told = await answer.catch(() => null);
    return told === null || isFault(told) ? ask(method, input) : told;
  };
}

/** The same host, asked ahead. */
export function hostAhead(host: Host, questions: readonly Question[], monotonicMs?: () => number): Host {
  const ask = askAhead((method, input) => host.call(method, input as never), questions, monotonicMs);
  return { call: ask as Host['call'] };
}

function keyOf(method: HostMethod, input: unknown): string {
  return `${method} ${JSON.stringify(input)}`;
}

/** True if an answer is a fault of the line, or contains one. */
function isFault(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null) return false;
  return ('ok' in answer && answer.ok === false) || ('output' in answer && isFault(answer.output));
}
