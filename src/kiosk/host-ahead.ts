import type { Host, HostInput, HostMethod, HostOutput } from '../host-api/host-api.ts';

/** One question to the host; where it changes anything it must not be asked ahead. */
export type Question = {
  [M in HostMethod]: { readonly method: M; readonly input: HostInput<M> };
}[HostMethod];

/** What every start asks, though one answer after another is needed. */
export const AT_START: readonly Question[] = [
  { method: 'settings.read', input: {} },
  { method: 'kiosk.info', input: {} },
  { method: 'kiosk.trust', input: {} },
  { method: 'vault.read', input: {} },
  { method: 'journal.status', input: {} },
  { method: 'demo.cards', input: {} },
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
  ];
}

/** A host that may have the answers already. */
export interface HostAhead extends Host {
  /** Asks anew from now on: somebody else may have changed what the answers say. */
  forget(): void;
}

/** What may be asked meanwhile: it changes nothing. */
const ONLY_READS: readonly HostMethod[] = [
  'clock.read',
  'demo.cards',
  'journal.read',
  'journal.status',
  'kiosk.health',
  'kiosk.info',
  'kiosk.trust',
  'names.read',
  'settings.read',
  'vault.read',
  'district.catalogue',
  'district.denied',
  'district.keys',
  'district.rosterPage',
];
/** A question that comes later than this is about how things are then. */
const AHEAD_MS_MAX = 10_000;

/**
 * The same host, which is asked all these questions at once: on an old machine each answer takes its time. An answer
 * goes to the first who asks the same. Whatever may change what the answers say ends what is kept; an answer that is a
 * fault is asked for anew.
 */
export function askAhead(host: Host, questions: readonly Question[]): HostAhead {
  const askedMs = performance.now();
  const early = new Map<string, Promise<unknown>>();
  for (const { method, input } of questions) {
    const answer = host.call(method, input as never);
    // A rejection is dealt with when the answer is asked for.
    answer.catch(() => undefined);
    early.set(keyOf(method, input), answer);
  }
  return {
    forget: () => early.clear(),
    async call<M extends HostMethod>(method: M, input: HostInput<M>): Promise<HostOutput<M>> {
      if (!ONLY_READS.includes(method) || performance.now() - askedMs > AHEAD_MS_MAX) early.clear();
      const key = keyOf(method, input);
      const answer = early.get(key) as Promise<HostOutput<M>> | undefined;
      if (answer === undefined) return host.call(method, input);
      early.delete(key);
      const told = await answer.catch(() => null);
      return told === null || isFault(told) ? host.call(method, input) : told;
    },
  };
}

function keyOf(method: HostMethod, input: unknown): string {
  return `${method} ${JSON.stringify(input)}`;
}

function isFault(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false;
}
