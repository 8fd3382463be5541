import type { TimerPort } from '../app/ports.ts';
import { createListeners } from '../domain/base/listeners.ts';
import type { Host, HostInput, HostMethod, HostOutput } from '../host-api/host-api.ts';

/** If the program on this machine takes longer to answer, the screen says so. */
const ANSWER_MS_MAX = 2_000;
/** Calls that this machine answers alone: no district and no person is asked. The clock is read every few seconds. */
const WATCHED: readonly HostMethod[] = ['clock.read', 'journal.append', 'journal.status', 'journal.read'];

/** Whether the program on this machine answers. If it does not, the state of the line is out of date. */
export interface HostPulse {
  isSilent(): boolean;
  subscribe(listener: () => void): () => void;
}

/** Watches the calls of a host. It is silent from a call that fails or is late until a later call has its answer. */
export function watchedHost(
  host: Host,
  timer: TimerPort,
): { readonly host: Host; readonly pulse: HostPulse } {
  const listeners = createListeners();
  /** The numbers of the calls whose answers are late. */
  const late = new Set<number>();
  let asked = 0;
  let isGone = false;
  let isSilent = false;

  function tell(): void {
    const now = isGone || late.size > 0;
    if (now === isSilent) return;
    isSilent = now;
    listeners.tell();
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
      // The host answers again, so earlier calls that are still open were lost.
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
      subscribe: listeners.subscribe,
    },
  };
}
