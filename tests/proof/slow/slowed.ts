import { signalProcesses } from '../../support/process-tree.ts';

const RUN_MS = 10;

/** Lets processes, all threads of theirs, run for one part in `times` of the time until it is told to stop. */
export function slowed(pids: readonly number[], times: number): { stop(): void } {
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  function run(): void {
    signalProcesses(pids, 'SIGCONT');
    if (!isStopped) timer = setTimeout(halt, RUN_MS);
  }
  function halt(): void {
    signalProcesses(pids, 'SIGSTOP');
    timer = setTimeout(run, RUN_MS * (times - 1));
  }
  halt();
  return {
    stop() {
      isStopped = true;
      clearTimeout(timer);
      run();
    },
  };
}
