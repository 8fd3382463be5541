import { useNavigate } from '@tanstack/react-router';
import { Alert, App, Button } from 'antd';
import { useState } from 'react';
import type { CatalogueDraft } from '../../../protocol/wire-drafts.ts';
import { FaultNote } from '../../shell/FaultNote.tsx';
import { useWords } from '../../shell/i18n.ts';
import { Mark, type Tone } from '../../shell/Mark.tsx';
import { ReasonDialog } from '../../shell/ReasonDialog.tsx';
import { saveFile } from '../../shell/save-file.ts';
import { minuteWords } from '../../shell/times.ts';
import { OutcomeNote } from './OutcomeNote.tsx';
import { useDraftRights, useDraftStep } from './use-draft.ts';

const TONES: Readonly<Record<CatalogueDraft['state'], Tone>> = {
  editing: 'plain',
  submitted: 'look',
  approved: 'good',
  published: 'good',
  dropped: 'plain',
};

/** Where the draft stands, and the steps that it may take from there. */
export function DraftBar({ draft, canSign }: { readonly draft: CatalogueDraft; readonly canSign: boolean }) {
  const { t, listed } = useWords();
  const { state, version, authors, approvedBy, comment, changedBy, changedAtMs, baseVersion } = draft;
  const step = useDraftStep();
  const isDemo = state === 'approved' && canSign;
  const about = t(
    `draft.stateAbout.${isDemo ? 'approvedDemo' : state === 'approved' || state === 'submitted' ? state : 'editing'}`,
    {
      authors: listed(authors),
      by: approvedBy ?? '',
    },
  );
  return (
    <section className="panel">
      <div className="bar" style={{ marginBottom: 4 }}>
        <h2 style={{ margin: 0 }}>{t('draft.version', { version })}</h2>
        <Mark tone={TONES[state]}>{t(`draft.state.${state}`)}</Mark>
        <span className="soft">
          {t('draft.facts', { base: baseVersion, by: changedBy, when: minuteWords(changedAtMs) })}
        </span>
      </div>
      <p style={{ margin: '4px 0 8px' }}>{about}</p>
      {comment !== null && state === 'editing' && (
        <Alert type="warning" showIcon title={t('draft.returned', { comment })} style={{ marginBottom: 8 }} />
      )}
      <Steps draft={draft} canSign={canSign} step={step} />
      {state === 'approved' && !canSign && (
        <p className="soft code">{t('draft.signNext', { file: fileNameOf(draft) })}</p>
      )}
      <OutcomeNote outcome={step.data ?? null} />
      {step.error !== null && <FaultNote fault={step.error} />}
    </section>
  );
}

function Steps(props: {
  readonly draft: CatalogueDraft;
  readonly canSign: boolean;
  readonly step: ReturnType<typeof useDraftStep>;
}) {
  const { t } = useWords();
  const { draft, canSign, step } = props;
  const { modal } = App.useApp();
  const navigate = useNavigate();
  const rights = useDraftRights();
  const [isReturning, setReturning] = useState(false);
  const { state, revision, version } = draft;
  if (!rights.writes) return null;
  const take = (name: 'submit' | 'approve' | 'drop' | 'sign') =>
    step.mutate({ step: name, body: { revision } });
  const ask = (name: 'approve' | 'drop', content: string) =>
    modal.confirm({
      title: t(`draft.${name}`),
      content,
      okText: t(`draft.${name}`),
      cancelText: t('shell.cancel'),
      ...(name === 'drop' ? { okButtonProps: { danger: true } } : {}),
      onOk: () => take(name),
    });
  return (
    <div className="bar" style={{ margin: 0 }}>
      {state === 'editing' && (
        <Button type="primary" loading={step.isPending} onClick={() => take('submit')}>
          {t('draft.submit')}
        </Button>
      )}
      {state === 'submitted' && (
        <Button
          type="primary"
          loading={step.isPending}
          onClick={() => void ask('approve', t('draft.approveAsk', { version }))}
        >
          {t('draft.approve')}
        </Button>
      )}
      {state === 'approved' && canSign && rights.publishes && (
        <Button type="primary" loading={step.isPending} onClick={() => take('sign')}>
          {t('draft.sign')}
        </Button>
      )}
      {state === 'approved' && (
        <>
          <Button onClick={() => saveFile(fileNameOf(draft), fileOf(draft))}>{t('draft.download')}</Button>
          {rights.publishes && !canSign && (
            <Button onClick={() => void navigate({ to: '/catalogue' })}>{t('draft.uploadSigned')}</Button>
          )}
        </>
      )}
      {(state === 'submitted' || state === 'approved') && (
        <Button onClick={() => setReturning(true)}>{t('draft.giveBack')}</Button>
      )}
      <Button type="text" danger onClick={() => void ask('drop', t('draft.dropAsk'))}>
        {t('draft.drop')}
      </Button>
      {isReturning && (
        <ReasonDialog
          title={t('draft.giveBack')}
          okText={t('draft.giveBack')}
          label={t('draft.giveBackWhy')}
          wanted={t('draft.wanted')}
          isPending={step.isPending}
          fault={step.error}
          onClose={() => setReturning(false)}
          onReason={(comment) =>
            step.mutate(
              { step: 'return', body: { revision, comment } },
              { onSuccess: () => setReturning(false) },
            )
          }
        />
      )}
    </div>
  );
}

function fileNameOf({ version }: CatalogueDraft): string {
  return `catalogue-${version}.json`;
}

/** As `npm run catalogue -- sign` takes it: a payload that is not signed yet. */
function fileOf({ payload }: CatalogueDraft): Blob {
  return new Blob([`${JSON.stringify({ payload }, null, 2)}\n`], { type: 'application/json' });
}
