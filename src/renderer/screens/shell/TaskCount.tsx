import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { commandOf } from '../../../desk/commands.ts';
import { type Instant, wallMinuteOf } from '../../../domain/base/wall-time.ts';
import { useRun } from '../../desk-command.tsx';
import { useDesk, useSettings } from '../../kiosk-context.ts';
import { useCatalogue } from '../../use-catalogue.ts';
import css from './status-bar.module.css';

/** How much is due at this desk, in amber if some of it is late; nothing if nothing is due. */
export function TaskCount() {
  const { t } = useTranslation();
  const count = useDesk((desk) => desk.tasks.length);
  const late = useDesk((desk) => desk.tasks.filter(({ isLate }) => isLate).length);
  const isPossible = useDesk(commandOf('tasks').isPossible);
  const run = useRun();
  if (count === 0) return null;
  return (
    <button
      type="button"
      className={late === 0 ? css['key'] : `${css['key']} ${css['offer']}`}
      data-tasks={count}
      data-late={late}
      disabled={!isPossible}
      onClick={() => run('tasks')}
    >
      {commandOf('tasks').keyNames} {t('status.tasks', { count })}
      {late > 0 && t('status.tasksLate', { count: late })}
    </button>
  );
}

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
