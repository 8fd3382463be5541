import type { CardJobReply, JudgedRow } from '../../protocol/wire-cards.ts';
import { JUDGED_PAGE_MAX } from '../../protocol/wire-cards.ts';
import type { Services } from '../services.ts';

/** Results of this many are kept for whoever asks. */
const JOBS_KEPT_MAX = 3;

export type JobResult = NonNullable<CardJobReply['result']>;
type Progress = CardJobReply['progress'];

/** Long work that goes on while whoever asked for it comes back for the result. */
interface Job {
  progress: Progress;
  result: JobResult | null;
  /** Pages of judged rows, as bytes outside the heap. */
  readonly pages: Buffer[];
  open: JudgedRow[];
}

/** What a job may tell while it works. */
export interface JobReport {
  progress(progress: Progress): void;
  row(row: JudgedRow): void;
}

/**
 * One job of this process after the other: two files at once would need the memory of both. Behind a load balancer the
 * office must ask the process that took the file.
 */
export function createCardJobs({ secrets, log }: Pick<Services, 'secrets' | 'log'>) {
  const jobs = new Map<string, Job>();
  let isBusy = false;

  async function run(job: Job, work: (report: JobReport) => Promise<JobResult>): Promise<void> {
    try {
      job.result = await work({
        progress: (progress) => {
          job.progress = progress;
        },
        row: (row) => {
          job.open.push(row);
          if (job.open.length === JUDGED_PAGE_MAX) closePage(job);
        },
      });
    } catch (thrown) {
      log({ kind: 'request-failed', request: 'a job on cards', thrown });
      job.result = { kind: 'failed' };
    } finally {
      closePage(job);
      isBusy = false;
    }
  }

  return {
    /** The id of the job, or null while another one runs. */
    start(work: (report: JobReport) => Promise<JobResult>): string | null {
      if (isBusy) return null;
      isBusy = true;
      const job: Job = {
        progress: { phase: 'reading', rows: 0, of: null },
        result: null,
        pages: [],
        open: [],
      };
      const jobId = secrets.uuid();
      for (const oldest of [...jobs.keys()].slice(0, Math.max(0, jobs.size + 1 - JOBS_KEPT_MAX))) {
        jobs.delete(oldest);
      }
      jobs.set(jobId, job);
      void run(job, work);
      return jobId;
    },
    /** Null if there is no such job, or no longer. */
    stateOf(jobId: string): Pick<CardJobReply, 'progress' | 'result'> | null {
      const job = jobs.get(jobId);
      return job === undefined ? null : { progress: job.progress, result: job.result };
    },
    /** A page of judged rows, and whether there are more; null for no such job. */
    rowsOf(jobId: string, page: number): { readonly rows: JudgedRow[]; readonly more: boolean } | null {
      const job = jobs.get(jobId);
      if (job === undefined) return null;
      const bytes = job.pages[page];
      const rows: JudgedRow[] = bytes === undefined ? [] : JSON.parse(bytes.toString());
      return { rows, more: page + 1 < job.pages.length };
    },
  };
}

function closePage(job: Job): void {
  if (job.open.length === 0) return;
  job.pages.push(Buffer.from(JSON.stringify(job.open)));
  job.open = [];
}
