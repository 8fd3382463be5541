import { create } from 'zustand';
import { unreachable } from '../../../domain/base/unreachable.ts';
import { CardJobReply, CardJobStarted } from '../../../protocol/wire-cards.ts';
import { call } from '../../api/call.ts';
import { queryClient } from '../../query.ts';
import { OVERVIEW_KEY } from '../../today/use-today.ts';
import { CARDS_KEY } from '../use-cards.ts';

const ASK_MS = 700;
/** The page gives up if more questions in a row than this have failed. */
const FAILURES_MAX = 20;

export type JobResult = NonNullable<CardJobReply['result']>;
export type Judged = Extract<JobResult, { kind: 'judged' }>;
type Progress = CardJobReply['progress'];

/** How far a list is. It goes on while its officer looks at other pages, since it lives outside of every page. */
export type Importing =
  | { readonly kind: 'idle' }
  | { readonly kind: 'judging'; readonly file: File; readonly progress: Progress | null }
  | { readonly kind: 'judged'; readonly file: File; readonly jobId: string; readonly result: Judged }
  | { readonly kind: 'taking'; readonly file: File; readonly progress: Progress | null }
  | { readonly kind: 'taken'; readonly fileName: string; readonly result: Judged }
  | { readonly kind: 'undoing'; readonly fileName: string }
  | { readonly kind: 'undone'; readonly result: Extract<JobResult, { kind: 'undone' }> }
  | { readonly kind: 'not-done'; readonly result: JobResult }
  | { readonly kind: 'fault'; readonly fault: unknown };

export const useImporting = create<{ readonly importing: Importing }>()(() => ({
  importing: { kind: 'idle' },
}));

function set(importing: Importing): void {
  useImporting.setState({ importing });
}

export function beginAnew(): void {
  set({ kind: 'idle' });
}

/** Judges each row, and takes nothing. */
export async function judgeFile(file: File): Promise<void> {
  set({ kind: 'judging', file, progress: null });
  await guarded(async () => {
    const jobId = await startedWith(file, true);
    const result = await resultOf(jobId, (progress) => set({ kind: 'judging', file, progress }));
    set(result.kind === 'judged' ? { kind: 'judged', file, jobId, result } : { kind: 'not-done', result });
  });
}

/** Takes the list that was judged: all of it, or none. */
export async function takeFile(file: File): Promise<void> {
  set({ kind: 'taking', file, progress: null });
  await guarded(async () => {
    const jobId = await startedWith(file, false);
    const result = await resultOf(jobId, (progress) => set({ kind: 'taking', file, progress }));
    refresh();
    if (result.kind !== 'judged') return set({ kind: 'not-done', result });
    // The roster has changed since it was judged, and now a row does not fit.
    if (result.importId === null) return set({ kind: 'judged', file, jobId, result });
    set({ kind: 'taken', fileName: file.name, result });
  });
}

export async function undoImport({
  importId,
  fileName,
}: {
  readonly importId: string;
  readonly fileName: string;
}): Promise<void> {
  set({ kind: 'undoing', fileName });
  await guarded(async () => {
    const path = `cards/imports/${encodeURIComponent(importId)}/undo`;
    const { jobId } = await call({ method: 'POST', path, body: {}, reply: CardJobStarted });
    const result = await resultOf(jobId, () => {});
    refresh();
    switch (result.kind) {
      case 'undone':
        return set({ kind: 'undone', result });
      case 'judged':
      case 'unreadable':
      case 'no-such-import':
      case 'undone-already':
      case 'failed':
        return set({ kind: 'not-done', result });
      default:
        return unreachable(result);
    }
  });
}

async function startedWith(file: File, isTrial: boolean): Promise<string> {
  const { jobId } = await call({
    method: 'POST',
    path: 'cards/imports',
    query: { fileName: file.name.slice(0, 200), dryRun: String(isTrial) },
    body: file,
    reply: CardJobStarted,
  });
  return jobId;
}

/** Asks until the district is done. A line that is away for a moment loses nothing: the work goes on over there. */
async function resultOf(jobId: string, onProgress: (progress: Progress) => void): Promise<JobResult> {
  for (let failures = 0; ; ) {
    try {
      const { progress, result } = await call({ path: `cards/jobs/${jobId}`, reply: CardJobReply });
      if (result !== null) return result;
      failures = 0;
      onProgress(progress);
    } catch (thrown) {
      failures += 1;
      if (failures > FAILURES_MAX) throw thrown;
    }
    await new Promise((resolve) => setTimeout(resolve, ASK_MS));
  }
}

async function guarded(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (fault) {
    set({ kind: 'fault', fault });
  }
}

function refresh(): void {
  void queryClient.invalidateQueries({ queryKey: CARDS_KEY });
  void queryClient.invalidateQueries({ queryKey: OVERVIEW_KEY });
}
