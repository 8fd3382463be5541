import { turns } from '../../domain/base/turns.ts';
import type { HandoverHolder } from '../../domain/handover/handover.ts';
import type { EntryRef } from '../../domain/journal/entry-body.ts';
import type { HandoverLetter } from '../../host-api/handover-api.ts';
import type { Delivery } from './delivery.ts';
import type { HandoverFiles } from './handover-files.ts';
import type { HandoverJob } from './handover-job.ts';
import { afterDelivery, againNow, cancelOf, dismissed, isOver, letterOf } from './job-changes.ts';

interface BookParts {
  readonly files: HandoverFiles;
  /** The high-water mark of time. */
  readonly nowMs: () => number;
  readonly newId: () => string;
}

/** What is prepared before the entry is written. */
export interface PreparedHandover {
  readonly siteId: string;
  readonly holder: Omit<HandoverHolder, 'fullName'>;
  /** Null if the full name does not go over. */
  readonly fullName: string | null;
  readonly atMs: number;
  readonly proof: HandoverJob['proof'];
}

/**
 * The queue of messages: in memory, and each sealed in a file of its own. A message is on the disk before its entry is in
 * the journal, and is counted as tried before the first attempt, so that no crash makes it unseen.
 */
export class HandoverBook {
  readonly #parts: BookParts;
  readonly #jobs: Map<string, HandoverJob>;
  readonly #inTurn = turns();
  #lastOrder: number;

  constructor(parts: BookParts, jobs: readonly HandoverJob[]) {
    this.#parts = parts;
    this.#jobs = new Map(jobs.map((job) => [job.id, job]));
    this.#lastOrder = Math.max(0, ...jobs.map(({ order }) => order));
  }

  /** In the order of the desk. */
  all(): readonly HandoverJob[] {
    return [...this.#jobs.values()].sort((one, other) => one.order - other.order);
  }

  /** The next message of a site; null if none waits. */
  next(siteId: string): HandoverJob | null {
    return this.all().find((job) => job.siteId === siteId && job.state === 'waiting') ?? null;
  }

  letters(): readonly HandoverLetter[] {
    return this.all().flatMap((job) => letterOf(job) ?? []);
  }

  /** Rejects if the disk does not take it: then nothing may be recorded either. */
  async prepare(draft: PreparedHandover): Promise<string> {
    const id = this.#parts.newId();
    const { siteId, holder, fullName, atMs, proof } = draft;
    this.#lastOrder += 1;
    await this.#keep({
      ...{ format: 1, id, order: this.#lastOrder, siteId, action: 'arrive', of: id },
      holder: {
        cardNumber: holder.cardNumber,
        name: fullName ?? holder.maskedName,
        isFullName: fullName !== null,
      },
      ...{ atMs, proof, entry: null, state: 'prepared', attempts: 0, refusals: 0 },
      ...{ trouble: null, endedMs: null, reason: null },
    });
    return id;
  }

  /** Its entry is in the journal. Never rejects: the next start finds it if the disk does not keep this. */
  recorded(id: string, entry: EntryRef): void {
    const job = this.#jobs.get(id);
    if (job !== undefined) this.#keepLater({ ...job, entry, state: 'waiting' });
  }

  /** Nothing was recorded. Never rejects. */
  drop(id: string): void {
    this.#jobs.delete(id);
    void this.#inTurn(() => this.#parts.files.destroy(id)).catch(() => undefined);
  }

  /**
   * The desk took the entry back. What was never tried is removed. What may have arrived is followed by a message that
   * takes it back, and that one is on the disk before the other changes.
   */
  async voided(entry: Pick<EntryRef, 'seq'>): Promise<void> {
    const job = this.all().find((one) => one.entry?.seq === entry.seq && one.action === 'arrive');
    if (job === undefined || job.state === 'dismissed' || this.#isCancelled(job)) return;
    // If each attempt was refused, nothing arrived.
    const neverArrived = job.attempts === 0 || (job.state === 'dead' && job.attempts === job.refusals);
    if (neverArrived) return this.drop(job.id);
    this.#lastOrder += 1;
    await this.#keep(
      cancelOf(job, { id: this.#parts.newId(), order: this.#lastOrder, atMs: this.#parts.nowMs() }),
    );
  }

  /** It may arrive from now on. Rejects if the disk does not keep that. */
  async attempting(job: HandoverJob): Promise<void> {
    const next = { ...job, attempts: job.attempts + 1 };
    // At once: a void that comes while the disk writes must see it.
    this.#jobs.set(job.id, next);
    if (job.attempts > 0) return;
    try {
      await this.#keep(next);
    } catch (error) {
      if (this.#jobs.get(job.id) === next) this.#jobs.set(job.id, job);
      throw error;
    }
  }

  /** Returns true if the next message may go. */
  async told(id: string, delivery: Delivery): Promise<boolean> {
    const job = this.#jobs.get(id);
    // Meanwhile a technician may have dismissed it.
    if (job === undefined || job.state !== 'waiting') return true;
    const next = afterDelivery(job, delivery, this.#parts.nowMs());
    if (next.state === 'waiting') {
      this.#jobs.set(id, next);
      return false;
    }
    // If the disk does not keep that it arrived, it is sent again under the same id after the next start.
    this.#keepLater(next);
    await this.#inTurn(async () => undefined);
    return true;
  }

  /** Null for all that has not arrived. */
  again(id: string | null): void {
    const due = this.all().filter((job) => letterOf(job) !== null && (id === null || job.id === id));
    for (const job of due) this.#keepLater(againNow(job));
  }

  async dismiss(id: string, reason: string): Promise<void> {
    const job = this.#jobs.get(id);
    if (job !== undefined && letterOf(job) !== null)
      await this.#keep(dismissed(job, reason, this.#parts.nowMs()));
  }

  /** Removes what has had its end. Never rejects. */
  tend(): void {
    const nowMs = this.#parts.nowMs();
    for (const job of this.all()) if (isOver(job, nowMs)) this.drop(job.id);
  }

  /** Forgets all in memory; the files are removed by whoever calls. */
  async forget(): Promise<void> {
    this.#jobs.clear();
    await this.#inTurn(async () => undefined);
  }

  async settled(): Promise<void> {
    await this.#inTurn(async () => undefined);
  }

  #isCancelled({ id }: HandoverJob): boolean {
    return this.all().some((job) => job.action === 'cancel' && job.of === id);
  }

  async #keep(job: HandoverJob): Promise<void> {
    await this.#inTurn(async () => {
      await this.#parts.files.write(job);
      this.#jobs.set(job.id, job);
    });
  }

  #keepLater(job: HandoverJob): void {
    this.#jobs.set(job.id, job);
    void this.#inTurn(async () => {
      // It may have changed again, or be gone, since.
      const present = this.#jobs.get(job.id);
      if (present !== undefined) await this.#parts.files.write(present);
    }).catch(() => undefined);
  }
}
