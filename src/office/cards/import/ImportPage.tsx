import { Link } from '@tanstack/react-router';
import { Alert, App, Button, Progress, Upload } from 'antd';
import { unreachable } from '../../../domain/base/unreachable.ts';
import { CARDS_FILE_BYTES_MAX } from '../../../protocol/wire-cards.ts';
import { FaultNote } from '../../shell/FaultNote.tsx';
import { useWords } from '../../shell/i18n.ts';
import { PageHead } from '../../shell/PageHead.tsx';
import { Imports } from './Imports.tsx';
import { beginAnew, type Importing, judgeFile, useImporting } from './importing.ts';
import { Preview } from './Preview.tsx';
import { NotDoneNote, RefusedList } from './RefusedList.tsx';
import { downloadTemplate } from './template.ts';

/** A list of cardholders: dropped, judged row by row, taken on a word, and taken back on another. */
export function ImportPage() {
  const { t } = useWords();
  const { importing } = useImporting();
  return (
    <>
      <PageHead
        title={t('cards.importTitle')}
        about={
          <>
            <Link to="/cards">← {t('cards.title')}</Link> · {t('cards.importAbout')}
          </>
        }
      >
        <Button onClick={() => void downloadTemplate(t('cards.templateName'), 'xlsx')}>
          {t('cards.template')} (.xlsx)
        </Button>
        <Button onClick={() => void downloadTemplate(t('cards.templateName'), 'csv')}>
          {t('cards.template')} (.csv)
        </Button>
      </PageHead>
      <Step importing={importing} />
      <Imports />
    </>
  );
}

function Step({ importing }: { readonly importing: Importing }) {
  const { t } = useWords();
  switch (importing.kind) {
    case 'idle':
      return <DropPlace />;
    case 'judging':
    case 'taking':
      return <Working importing={importing} />;
    case 'undoing':
      return <Working importing={{ ...importing, progress: null }} />;
    case 'judged':
      return <Preview {...importing} />;
    case 'taken': {
      const { added, changed, same } = importing.result;
      const words = t('cards.taken', { file: importing.fileName, added, changed, same });
      return <Ended type="success" words={words} />;
    }
    case 'undone': {
      const { undone, refused } = importing.result;
      return (
        <>
          <Ended type="success" words={t('cards.undoDone', { count: undone })} />
          {refused.length > 0 && (
            <RefusedList title={t('cards.undoKept', { count: refused.length })} rows={refused} />
          )}
        </>
      );
    }
    case 'not-done':
      return <NotDoneNote result={importing.result} />;
    case 'fault':
      return (
        <section className="panel">
          <FaultNote fault={importing.fault} onRetry={beginAnew} />
        </section>
      );
    default:
      return unreachable(importing);
  }
}

function Ended({ type, words }: { readonly type: 'success'; readonly words: string }) {
  const { t } = useWords();
  return (
    <Alert
      type={type}
      showIcon
      role="status"
      style={{ marginBottom: 16 }}
      title={words}
      action={<Button onClick={beginAnew}>{t('cards.another')}</Button>}
    />
  );
}

function DropPlace() {
  const { t } = useWords();
  const { message } = App.useApp();
  return (
    <section className="panel">
      <Upload.Dragger
        accept=".csv,.xlsx"
        maxCount={1}
        showUploadList={false}
        beforeUpload={(file: File) => {
          if (!/\.(csv|xlsx)$/i.test(file.name)) void message.error(t('cards.notList'));
          else if (file.size > CARDS_FILE_BYTES_MAX) void message.error(t('cards.tooLarge'));
          else void judgeFile(file);
          // The page itself sends it, so that it can show how far it is.
          return false;
        }}
      >
        <p style={{ fontSize: '1.25rem', margin: '1.5rem 0 0.5rem' }}>{t('cards.drop')}</p>
        <p className="soft" style={{ marginBottom: '1.5rem' }}>
          {t('cards.dropHint')}
        </p>
      </Upload.Dragger>
    </section>
  );
}

function Working({
  importing,
}: {
  readonly importing:
    | Extract<Importing, { kind: 'judging' | 'taking' }>
    | { readonly kind: 'undoing'; readonly fileName: string; readonly progress: null };
}) {
  const { t } = useWords();
  const file = importing.kind === 'undoing' ? importing.fileName : importing.file.name;
  const { progress } = importing;
  const rows = progress === null ? 0 : progress.rows;
  const isReading = importing.kind === 'judging' || progress?.phase === 'reading';
  const part = progress?.of ? Math.floor((100 * progress.rows) / progress.of) : null;
  return (
    <section className="panel" role="status">
      <h2>{t(isReading ? 'cards.reading' : 'cards.taking', { file, rows })}</h2>
      <Progress
        percent={part ?? 100}
        status="active"
        showInfo={part !== null}
        aria-label={t(isReading ? 'cards.reading' : 'cards.taking', { file, rows })}
      />
      <p className="soft">{t('cards.leave')}</p>
    </section>
  );
}
