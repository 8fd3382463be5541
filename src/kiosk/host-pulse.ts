import type { TimerPort } from '../app/ports.ts';
import type { Host, HostInput, HostMethod, HostOutput } from '../host-api/host-api.ts';

/** An answer from this machine that takes longer is worth a word. */
const ANSWER_MS_MAX = 2_000;
/** What neither the district nor a person is asked for. The clock is read every few seconds. */
const WATCHED: readonly HostMethod[] = ['clock.read', 'journal.append', 'journal.status', 'journal.read'];

/** Whether the program on this machine answers; the line's state is old news if it does not. */
export interface HostPulse {
  isSilent(): boolean;
  subscribe(listener: () => void): () => void;
}

/** A host whose silence is noticed: after an answer that is late, or none at all, until the next one. */
export function watchedHost(
  host: Host,
  timer: TimerPort,
): { readonly host: Host; readonly pulse: HostPulse } {
  const listeners = new Set<() => void>();
  /** Questions by their number that have had no answer for too long. */
  const late = new Set<number>();
  let asked = 0;
  let isGone = false;
  let isSilent = false;

  function tell(): void {
    const now = isGone || late.size > 0;
    if (now === isSilent) return;
    isSilent = now;
    for (const listener of listeners) listener();
  }

  async function watch<T>(answer: Promise<T>): Promise<T> {
    asked += 1;
    const own = asked;
    const cancel = timer.after(ANSWER_MS_MAX, () => {
      late.add(own);
      tell();
    });
    try {
      const value = await answer;
      isGone = false;
      // It answers: a question that was lost before is no sign of silence any more.
      for (const earlier of late) if (earlier < own) late.delete(earlier);
      return value;
    } catch (cause) {
      isGone = true;
      throw cause;
    } finally {
      cancel();
      late.delete(own);
      tell();
    }
  }

  return {
    host: {
      call<M extends HostMethod>(method: M, input: HostInput<M>): Promise<HostOutput<M>> {
        const answer = host.call(method, input);
        return WATCHED.includes(method) ? watch(answer) : answer;
      },
    },
    pulse: {
      isSilent: () => isSilent,
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
}
