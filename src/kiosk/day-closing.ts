import { type RecordPorts, record } from '../app/record/record.ts';
import type { ClosingWork } from '../desk/desk-work.ts';
import type { Instant } from '../domain/base/wall-time.ts';
import type { ClosingFactsParts } from './closing-paper.ts';

interface DayClosingParts extends RecordPorts, ClosingFactsParts {
  readonly now: () => Instant;
  /** Is told of an entry: the district should have it soon. */
  readonly recorded: () => void;
}

/** Binds the end of the day to the journal and to paper. */
export function closingWork(parts: DayClosingParts): ClosingWork {
  const siteId = () => parts.settings().siteId ?? '';
  return {
    async read() {
      // No sale needs it.
      const { openDay } = await import('../app/record/close-day.ts');
      return openDay(parts.journal, siteId(), parts.now());
    },
    floatFen: () => parts.catalogue.current()?.sites.find(({ id }) => id === siteId())?.floatFen ?? 0,
    async record(body) {
      const result = await record(parts, { siteId: siteId(), body });
      if (result.kind === 'recorded') parts.recorded();
      return result;
    },
    async paper(entry, body, isReprint) {
      // It is loaded with the first closing, since no sale needs it.
      const { paperOfClosing } = await import('./closing-paper.ts');
      return paperOfClosing(parts, { entry, body }, isReprint);
    },
  };
}
