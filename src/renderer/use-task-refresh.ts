import { useEffect } from 'react';
import { type Instant, wallMinuteOf } from '../domain/base/wall-time.ts';
import { useDesk, useSettings } from './kiosk-context.ts';
import { useCatalogue } from './use-catalogue.ts';

/**
 * Keeps the count of what is due: it is read again each minute, after each record, and with another site, day or
 * catalogue. While a card is on the screen it waits, so that no scan and no order waits for it.
 */
export function useTaskRefresh(now: Instant): void {
  const refreshTasks = useDesk((desk) => desk.refreshTasks);
  const isFree = useDesk((desk) => desk.screen.kind !== 'decided' && !desk.isWriting);
  const recorded = useDesk((desk) => desk.deskRecords);
  const { siteId } = useSettings();
  const catalogue = useCatalogue();
  const minute = wallMinuteOf(now);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of them may make something due, or end it
  useEffect(() => {
    if (isFree) void refreshTasks();
  }, [refreshTasks, isFree, recorded, siteId, catalogue, minute]);
}
