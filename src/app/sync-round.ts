import type { CatalogueOffer, HeldCatalogue } from './held-catalogue.ts';
import type { DistrictPort, JournalPort, LineFault } from './ports.ts';
import { type PullRosterPorts, pullRoster, type RosterOutcome } from './pull-roster.ts';
import { type PushOutcome, pushJournal } from './push-journal.ts';

export interface SyncRoundPorts extends PullRosterPorts {
  readonly journal: Pick<JournalPort, 'status'>;
  readonly district: DistrictPort;
  readonly catalogue: Pick<HeldCatalogue, 'current' | 'offer'>;
}

type CatalogueOutcome =
  | CatalogueOffer
  | { readonly kind: 'current' }
  | { readonly kind: 'fault'; readonly fault: LineFault };

/** A step that was not reached, because the line went away or the loop was stopped before it. */
interface Skipped {
  readonly kind: 'skipped';
}

/** What one round did, step by step. */
export interface RoundReport {
  readonly push: PushOutcome;
  readonly catalogue: CatalogueOutcome | Skipped;
  readonly roster: RosterOutcome | Skipped;
}

/** How far a long step has come. */
export type RoundProgress =
  | { readonly kind: 'drain'; readonly delivered: number; readonly waiting: number }
  | { readonly kind: 'snapshot'; readonly changes: number };

const SKIPPED: Skipped = { kind: 'skipped' };

/**
 * One round: push the journal, then pull the catalogue, then the roster. The journal goes first because it
 * exists nowhere else. Where the district answers but will not have the journal (a fork), the pulls still
 * go on: a card reported lost must be refused here all the same.
 */
export async function syncRound(
  ports: SyncRoundPorts,
  signal: AbortSignal,
  onProgress: (progress: RoundProgress) => void,
): Promise<RoundReport> {
  const push = await pushJournal(ports, signal, (delivered, waiting) =>
    onProgress({ kind: 'drain', delivered, waiting }),
  );
  if (signal.aborted || (push.kind === 'fault' && endsRound(push.fault))) {
    return { push, catalogue: SKIPPED, roster: SKIPPED };
  }
  const catalogue = await pullCatalogue(ports);
  if (catalogue.kind === 'fault' && endsRound(catalogue.fault)) {
    return { push, catalogue, roster: SKIPPED };
  }
  const roster = await pullRoster(ports, signal, (changes) => onProgress({ kind: 'snapshot', changes }));
  return { push, catalogue, roster };
}

async function pullCatalogue(ports: SyncRoundPorts): Promise<CatalogueOutcome> {
  const reply = await ports.district.catalogue(ports.catalogue.current()?.version ?? 0);
  if (!reply.ok) return { kind: 'fault', fault: reply.fault };
  return reply.value.file === null ? { kind: 'current' } : ports.catalogue.offer(reply.value.file);
}

/** Only a district that refuses one thing and asks for no patience is worth another question. */
function endsRound(fault: LineFault): boolean {
  return fault.retryAfterMs !== null || (fault.kind !== 'fork' && fault.kind !== 'refused');
}
