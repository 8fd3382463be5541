/** npm, and `npm start`, pass on a Ctrl-C that the terminal gave us already: within this time it is the same one. */
const ONE_STOP_MS_MAX = 1_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Aborts at Ctrl-C, at a closing terminal and at a supervisor's word, so that everything ends in order. If somebody
 * does not want to wait for that, a second signal ends the process, once a second has passed.
 */
export function abortOnSignals(stopping: AbortController): void {
  const stop = (): void => stopping.abort();
  for (const signal of SIGNALS) process.on(signal, stop);
  const letGo = (): void => {
    for (const signal of SIGNALS) process.off(signal, stop);
  };
  stopping.signal.addEventListener('abort', () => setTimeout(letGo, ONE_STOP_MS_MAX).unref(), { once: true });
}
