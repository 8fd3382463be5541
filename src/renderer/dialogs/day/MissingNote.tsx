import { Alert } from 'antd';
import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { missingUses } from '../../../kiosk/window-trouble.ts';
import { useDesk, useKiosk } from '../../kiosk-context.ts';
import { useShortNumber } from '../../use-use-words.ts';
import css from '../dialogs.module.css';
import './list-texts.ts';

/** Entries of this kiosk that were lost here: the dialog cannot list them, and says so. */
export function MissingNote() {
  const { t } = useTranslation('list');
  const { health } = useKiosk();
  const numberOf = useShortNumber();
  const { lost, isUnreadable } = missingUses(useSyncExternalStore(health.subscribe, health.troubles));
  // Damage found since the start is fetched when somebody opens the list.
  useEffect(() => health.look(), [health]);
  const isPractice = useDesk((desk) => desk.practice !== null);
  // The note is about records of work, which practice does not show.
  if (isPractice) return null;
  return (
    <>
      {lost.map(({ fromSeq, toSeq }) => {
        const values = { count: toSeq - fromSeq + 1, from: numberOf(fromSeq), to: numberOf(toSeq) };
        return (
          <div key={fromSeq} className={css['notice']} role="alert" data-missing={values.count}>
            <Alert type="error" showIcon title={t('today.lost', values)} />
          </div>
        );
      })}
      {isUnreadable && (
        <div className={css['notice']} role="alert" data-missing="unreadable">
          <Alert type="error" showIcon title={t('today.unreadable')} />
        </div>
      )}
    </>
  );
}

/** The journal could not be read: the newest uses may be missing from what this dialog shows. */
export function UncountedNote() {
  const { t } = useTranslation('list');
  return (
    <div className={css['notice']} role="alert" data-uncounted>
      <Alert type="error" showIcon title={t('today.uncounted')} />
    </div>
  );
}
