import { Alert, Button, Modal } from 'antd';
import { useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportOutcome } from '../../kiosk/export-waiting.ts';
import { WaitingCardNote } from '../dialogs/dialog-parts.tsx';
import { useKiosk } from '../kiosk-context.ts';
import css from './records.module.css';
import './texts.ts';

/**
 * Writes the waiting records to the place that the clerk chooses, so that they can be carried to the district by hand.
 */
export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('records');
  const desk = useTranslation().t;
  const { syncLoop, exportWaiting } = useKiosk();
  const { waiting } = useSyncExternalStore(syncLoop.subscribe, syncLoop.status);
  const [outcome, setOutcome] = useState<ExportOutcome | null>(null);
  const [isWriting, setWriting] = useState(false);
  const isDone = outcome?.kind === 'saved' || outcome?.kind === 'downloaded';
  const start = async () => {
    if (isWriting) return;
    setWriting(true);
    setOutcome(null);
    setOutcome(await exportWaiting());
    setWriting(false);
  };
  return (
    <Modal
      open
      title={desk('status.export')}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('export.close')} Esc</Button>
          {!isDone && (
            <Button
              type="primary"
              autoFocus
              disabled={waiting === 0}
              loading={isWriting}
              data-export
              onClick={start}
            >
              {isWriting ? t('export.writing') : `${t('export.start')} ⏎`}
            </Button>
          )}
        </>
      }
    >
      <WaitingCardNote />
      <p>{waiting === 0 ? t('export.nothing') : t('export.body', { count: waiting })}</p>
      {outcome && <OutcomeWords outcome={outcome} />}
    </Modal>
  );
}

function OutcomeWords({ outcome }: { readonly outcome: ExportOutcome }) {
  const { t } = useTranslation('records');
  switch (outcome.kind) {
    case 'saved':
    case 'downloaded':
      return <DoneWords outcome={outcome} />;
    case 'fault':
      return (
        <div data-exported="fault" data-fault={outcome.fault.kind}>
          <Alert type="error" showIcon role="alert" title={t(`export.fault.${outcome.fault.kind}`)} />
          <small className={css['technical']}>{outcome.fault.detail}</small>
        </div>
      );
    case 'cancelled':
    case 'nothing':
      return (
        <div data-exported={outcome.kind}>
          <Alert type="info" showIcon title={t(`export.${outcome.kind}`)} />
        </div>
      );
  }
}

function DoneWords(props: { readonly outcome: Extract<ExportOutcome, { kind: 'saved' | 'downloaded' }> }) {
  const { t } = useTranslation('records');
  const { kind, fromSeq, toSeq, files, notes } = props.outcome;
  const count = toSeq - fromSeq + 1;
  return (
    <div className={css['outcome']} data-exported={kind} role="status">
      <Alert type="success" showIcon title={t('export.saved', { count, from: fromSeq, to: toSeq })} />
      {files.map((path) => (
        <p key={path} className={css['path']}>
          {kind === 'saved' ? t('export.savedTo', { path }) : t('export.downloaded', { path })}
        </p>
      ))}
      {notes && notes.carried > 0 && <p>{t('export.notesCarried', { count: notes.carried })}</p>}
      {notes && notes.left > 0 && <p>{t('export.notesLeft', { count: notes.left })}</p>}
      <p>{t('export.still')}</p>
    </div>
  );
}
