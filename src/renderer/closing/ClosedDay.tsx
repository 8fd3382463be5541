import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DayClosed } from '../../domain/journal/closing-body.ts';
import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import type { UsesExport } from '../../kiosk/export-uses.ts';
import { useRun } from '../desk-command.tsx';
import { useDesk, useKiosk } from '../kiosk-context.ts';
import { useShortNumber } from '../use-use-words.ts';
import css from './closing.module.css';

/** The day is signed off: its paper and its file. */
export function ClosedDay({ entry, body }: { readonly entry: JournalEntry; readonly body: DayClosed }) {
  const { t } = useTranslation('closing');
  const run = useRun();
  const { exportClosing } = useKiosk();
  const numberOf = useShortNumber();
  const approver = useDesk(({ staff }) => staff.members.find((one) => one.memberId === entry.approvedBy));
  const isPractice = useDesk((desk) => desk.practice !== null);
  const [exported, setExported] = useState<UsesExport | null>(null);
  return (
    <>
      <p role="status" data-closed={entry.seq}>
        <strong>{t('closed.done', { number: numberOf(entry.seq) })}</strong>
      </p>
      {approver !== undefined && <p>{t('closed.approved', { name: approver.name })}</p>}
      <div className={css['reasons']}>
        <Button size="large" type="primary" autoFocus data-primary onClick={() => run('print-day-end')}>
          {t('closed.print')} ⏎
        </Button>
        {(isPractice ? [] : (['xlsx', 'csv'] as const)).map((format) => (
          <Button
            key={format}
            size="large"
            data-export-closing={format}
            onClick={() => void exportClosing({ entry, body }, format).then(setExported)}
          >
            {t(`closed.${format}`)}
          </Button>
        ))}
      </div>
      <p role="status" data-exported={exported?.kind}>
        {exported?.kind === 'downloaded' && t('closed.exported', { file: exported.file })}
        {exported?.kind === 'fault' && t('closed.fault', { detail: exported.detail })}
      </p>
    </>
  );
}
