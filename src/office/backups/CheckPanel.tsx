import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { CheckReply } from '../../protocol/wire-backup.ts';
import { call } from '../api/call.ts';
import { useKioskOfJournal } from '../discrepancies/EntryWords.tsx';
import { FaultNote } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';

const COUNTS = ['cards', 'kiosks', 'journals', 'entries', 'openDiscrepancies', 'auditRows'] as const;

/** Has the district verify every journal. */
export function CheckPanel() {
  const { t } = useWords();
  const kioskOf = useKioskOfJournal();
  const checking = useMutation({ mutationFn: () => call({ path: 'check', reply: CheckReply }) });
  const { data } = checking;
  return (
    <section className="panel">
      <h2>{t('backups.check')}</h2>
      <p className="soft">{t('backups.checkAbout')}</p>
      <Button loading={checking.isPending} onClick={() => checking.mutate()}>
        {t(checking.isPending ? 'backups.checkRunning' : 'backups.checkDo')}
      </Button>
      {checking.error !== null && <FaultNote fault={checking.error} />}
      {data !== undefined && (
        <div role="status" style={{ marginTop: 12 }}>
          {data.faults.length === 0 ? (
            <Alert type="success" showIcon title={t('backups.checkGood', { entries: data.entries })} />
          ) : (
            <Alert
              type="error"
              showIcon
              title={t('backups.checkBad', { count: data.faults.length })}
              description={
                <ul>
                  {data.faults.map(({ kind, journalId, seq, detail }) => (
                    <li key={`${journalId}#${seq} ${kind}`}>
                      {t('backups.faultAt', {
                        kiosk: kioskOf(journalId),
                        seq,
                        words: t(`backups.fault.${kind}`),
                      })}
                      <div className="code">{`${journalId}#${seq} ${detail}`}</div>
                    </li>
                  ))}
                </ul>
              }
            />
          )}
          <dl className="facts" style={{ marginTop: 12 }}>
            {COUNTS.map((name) => (
              <div key={name} style={{ display: 'contents' }}>
                <dt>{t(`backups.counts.${name}`)}</dt>
                <dd>{data[name]}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
    </section>
  );
}
