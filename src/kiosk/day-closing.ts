import { openDay } from '../app/record/close-day.ts';
import { type RecordPorts, record } from '../app/record/record.ts';
import type { ClosingWork } from '../desk/desk-work.ts';
import type { Instant } from '../domain/base/wall-time.ts';
import type { Catalogue } from '../domain/catalogue/catalogue.ts';
import type { StaffMember } from '../domain/staff/member.ts';
import type { Settings } from '../host-api/settings-api.ts';

export interface DayClosingParts extends RecordPorts {
  readonly catalogue: { current(): Catalogue | null };
  /** The kiosk's short name. */
  readonly kiosk: string | undefined;
  readonly settings: () => Settings;
  readonly members: () => readonly StaffMember[];
  readonly now: () => Instant;
  /** Is told of an entry: the district should have it soon. */
  readonly recorded: () => void;
}

/** Binds the end of the day to the journal and to paper. */
export function closingWork(parts: DayClosingParts): ClosingWork {
  const siteId = () => parts.settings().siteId ?? '';
  return {
    read: () => openDay(parts.journal, siteId(), parts.now()),
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
