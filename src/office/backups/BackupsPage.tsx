import { Alert, Button, Progress } from 'antd';
import { unreachable } from '../../domain/base/unreachable.ts';
import { FaultNote } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { Mark } from '../shell/Mark.tsx';
import { PageHead } from '../shell/PageHead.tsx';
import { minuteWords, useSince } from '../shell/times.ts';
import { useOverview } from '../today/use-today.ts';
import { CheckPanel } from './CheckPanel.tsx';
import { type Making, makeBackup, noteKept, useMaking } from './making.ts';

const MEGABYTE = 1024 * 1024;

/** The last good backup, another one, and a check of all data. */
export function BackupsPage() {
  const { t } = useWords();
  const { making } = useMaking();
  return (
    <>
      <PageHead title={t('backups.title')} about={t('backups.about')} />
      <LastBackup />
      <section className="panel">
        <h2>{t('backups.make')}</h2>
        <p className="soft">{t('backups.makeAbout')}</p>
        <Step making={making} />
        <p className="soft">{t('backups.restore')}</p>
      </section>
      <CheckPanel />
    </>
  );
}

function LastBackup() {
  const { t } = useWords();
  const since = useSince();
  const overview = useOverview();
  if (overview.isError) return <FaultNote fault={overview.error} onRetry={() => void overview.refetch()} />;
  if (overview.data === undefined) return null;
  const { lastBackup, serverTimeMs } = overview.data;
  return (
    <section className="panel">
      <h2>{t('backups.last')}</h2>
      {lastBackup === null ? (
        <Mark tone="bad">{t('backups.never')}</Mark>
      ) : (
        <>
          <strong>
            {t('backups.lastAt', {
              when: minuteWords(lastBackup.madeAtMs),
              since: since(lastBackup.madeAtMs, serverTimeMs),
            })}
          </strong>
          <div className="code">{t('backups.fingerprint', { sha256: lastBackup.sha256 })}</div>
        </>
      )}
    </section>
  );
}

function Step({ making }: { readonly making: Making }) {
  const { t } = useWords();
  switch (making.kind) {
    case 'idle':
      return (
        <Button type="primary" onClick={() => void makeBackup()}>
          {t('backups.make')}
        </Button>
      );
    case 'making':
    case 'checking':
      return <Working percent={null} words={t(`backups.${making.kind}`)} />;
    case 'fetching': {
      const [done, total] = [making.bytes, making.of].map(megabytes);
      const percent = making.of === 0 ? 0 : Math.floor((100 * making.bytes) / making.of);
      return <Working percent={percent} words={t('backups.fetching', { done, total })} />;
    }
    case 'ready':
      return (
        <>
          <Alert
            type="success"
            showIcon
            role="status"
            title={t('backups.ready', { file: making.fileName, size: megabytes(making.bytes) })}
            description={t('backups.readyNext')}
          />
          <div className="bar" style={{ marginTop: 12 }}>
            <Button type="primary" onClick={() => void noteKept(making.backupId)}>
              {t('backups.kept')}
            </Button>
            <Again />
          </div>
        </>
      );
    case 'kept':
      return (
        <>
          <Alert
            type="success"
            showIcon
            role="status"
            title={t('backups.keptDone', { when: minuteWords(making.madeAtMs) })}
          />
          <Again />
        </>
      );
    case 'refused':
      return (
        <>
          <Alert type="error" showIcon role="alert" title={t(`backups.${making.why}`)} />
          <Again />
        </>
      );
    case 'fault':
      return <FaultNote fault={making.fault} onRetry={() => void makeBackup()} />;
    default:
      return unreachable(making);
  }
}

function Again() {
  const { t } = useWords();
  return (
    <Button style={{ margin: '12px 0' }} onClick={() => void makeBackup()}>
      {t('backups.again')}
    </Button>
  );
}

function Working({ percent, words }: { readonly percent: number | null; readonly words: string }) {
  const { t } = useWords();
  return (
    <div role="status">
      <p>{words}</p>
      <Progress percent={percent ?? 100} status="active" showInfo={percent !== null} aria-label={words} />
      <p className="soft">{t('backups.leave')}</p>
    </div>
  );
}

function megabytes(bytes: number): string {
  return (bytes / MEGABYTE).toFixed(1);
}
