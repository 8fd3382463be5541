import type { Host, HostInput, HostMethod } from '../host-api/host-api.ts';
import type { Transport } from '../host-api/transport.ts';

/** One question to the host. A question that changes anything must not be asked ahead. */
export type Question = {
  [M in HostMethod]: { readonly method: M; readonly input: HostInput<M> };
}[HostMethod];

/**
 * What every start asks, even though it needs the answers one after the other. The clock is not among it: the window goes
 * by the moment at which its time is read.
 */
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

/** What is asked as soon as the settings are there: who works at the desk that they name. */
function afterSettings(reply: unknown): readonly Question[] {
  const siteId = fieldIn(fieldIn(reply, 'output'), 'siteId');
  return typeof siteId === 'string' ? [{ method: 'staff.read', input: { siteId } }] : [];
}

/** What a kiosk without a cache pulls, whichever catalogue it came with. */
const FIRST_PULLS: readonly Question[] = [
  { method: 'district.keys', input: { have: 0 } },
  { method: 'district.denied', input: { have: 0 } },
  { method: 'district.rosterPage', input: { cursor: null } },
  { method: 'district.records', input: { cursor: null } },
  { method: 'district.notices', input: { cursor: null } },
  { method: 'district.replaced', input: { cursor: null } },
];

/** The same, if the answer to `kiosk.info` is that of an enrolled kiosk. */
export function firstPulls(info: unknown): readonly Question[] {
  const enrolment = fieldIn(fieldIn(info, 'output'), 'enrolment');
  return typeof enrolment === 'object' && enrolment !== null ? FIRST_PULLS : [];
}

/** What the first round of a kiosk without a roster pulls. */
export function inFirstRound(catalogueVersion: number): readonly Question[] {
  return [...FIRST_PULLS, { method: 'district.catalogue', input: { have: catalogueVersion } }];
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
/** Only calls of this window change what these answer, so that all who ask at a start may have the same answer. */
const SAME_UNTIL_CHANGED: readonly HostMethod[] = ['journal.status', 'journal.read'];
/** A question that comes later than this is about how things are then. */
const AHEAD_MS_MAX = 10_000;

/** Asks all these questions in one request; the replies in their order. */
export type AskAll = (questions: readonly Question[]) => readonly Promise<unknown>[];

/**
 * The same way to the host, which is asked all these questions at once: on an old machine each answer takes its time.
 * An answer goes to the first caller of the same question. The kept answers are dropped when a call may change them. If
 * an answer is a fault, the question is asked again.
 */
export function askAhead(
  ask: Transport,
  questions: readonly Question[],
  {
    monotonicMs = () => performance.now(),
    askAll = (all) => all.map(({ method, input }) => ask(method, input)),
  }: { readonly monotonicMs?: (() => number) | undefined; readonly askAll?: AskAll | undefined } = {},
): Transport {
  const askedMs = monotonicMs();
  const early = new Map<string, Promise<unknown>>();
  const keep = (all: readonly Question[], answers: readonly Promise<unknown>[]) => {
    all.forEach(({ method, input }, index) => {
      const answer = answers[index] ?? Promise.resolve(null);
      // A rejection is dealt with when the answer is asked for.
      answer.catch(() => undefined);
      early.set(keyOf(method, input), answer);
    });
  };
  keep(questions, askAll(questions));
  void early.get(keyOf('settings.read', {}))?.then(
    (reply) => {
      if (early.size > 0)
        keep(
          afterSettings(reply),
          afterSettings(reply).map((one) => ask(one.method, one.input)),
        );
    },
    () => undefined,
  );
  return async (method, input) => {
    if (!ONLY_READS.includes(method) || monotonicMs() - askedMs > AHEAD_MS_MAX) early.clear();
    const key = keyOf(method, input);
    const answer = early.get(key);
    if (answer === undefined) return ask(method, input);
    if (!SAME_UNTIL_CHANGED.includes(method)) early.delete(key);
    const told = await answer.catch(() => null);
    return told === null || isFault(told) ? ask(method, input) : told;
  };
}

/** The same host, asked ahead. */
export function hostAhead(host: Host, questions: readonly Question[], monotonicMs?: () => number): Host {
  const ask = askAhead((method, input) => host.call(method, input as never), questions, { monotonicMs });
  return { call: ask as Host['call'] };
}

function keyOf(method: HostMethod, input: unknown): string {
  return `${method} ${JSON.stringify(input)}`;
}

/** The answers are read before zod is loaded. */
function fieldIn(answer: unknown, field: string): unknown {
  return typeof answer === 'object' && answer !== null ? Reflect.get(answer, field) : undefined;
}

/** True if an answer is a fault of the line, or contains one. */
function isFault(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null) return false;
  return ('ok' in answer && answer.ok === false) || ('output' in answer && isFault(answer.output));
}
