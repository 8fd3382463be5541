import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { type Publication, WithdrawalReply } from '../../protocol/wire-drafts.ts';
import { call } from '../api/call.ts';
import { FaultNote } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { Mark, type Tone } from '../shell/Mark.tsx';
import { OfficeTable } from '../shell/OfficeTable.tsx';
import { ReasonDialog } from '../shell/ReasonDialog.tsx';
import { minuteWords } from '../shell/times.ts';
import { OutcomeNote } from './draft/OutcomeNote.tsx';
import {
  PUBLICATIONS_KEY,
  useDraft,
  useDraftRights,
  useDraftStep,
  usePublications,
} from './draft/use-draft.ts';

const TONES: Readonly<Record<Publication['state'], Tone>> = {
  'in-force': 'good',
  waiting: 'look',
  earlier: 'plain',
  withdrawn: 'bad',
};

/** The catalogues that the district has had: one that waits is taken back, an earlier one begins a draft. */
export function Publications() {
  const { t } = useWords();
  const queries = useQueryClient();
  const publications = usePublications();
  const [chosen, choose] = useState<number | null>(null);
  const begin = useDraftStep();
  const withdrawing = useMutation({
    mutationFn: ({ version, reason }: { readonly version: number; readonly reason: string }) =>
      call({
        method: 'POST',
        path: `catalogue/publications/${version}/withdraw`,
        body: { reason },
        reply: WithdrawalReply,
      }),
    onSuccess: () => choose(null),
    onSettled: () => queries.invalidateQueries({ queryKey: PUBLICATIONS_KEY }),
  });
  const navigate = useNavigate();
  const beginFrom = (fromVersion: number) =>
    begin.mutate(
      { step: 'begin', body: { fromVersion } },
      { onSuccess: ({ kind }) => kind === 'done' && void navigate({ to: '/catalogue/draft' }) },
    );
  const columns = useColumns(choose, beginFrom);
  const outcome = withdrawing.data;
  return (
    <section className="panel">
      <h2>{t('draft.publications.title')}</h2>
      <OfficeTable<Publication>
        label={t('draft.publications.label')}
        columns={columns}
        rows={publications.data?.publications ?? []}
        rowKey={({ version }) => String(version)}
        isLoading={publications.isLoading}
        empty={t('draft.publications.none')}
      />
      {outcome !== undefined && outcome.kind !== 'withdrawn' && (
        <Alert type="error" showIcon role="alert" title={t(`draft.publications.outcome.${outcome.kind}`)} />
      )}
      <OutcomeNote outcome={begin.data ?? null} />
      {[publications.error, begin.error].map(
        (fault) => fault !== null && <FaultNote key={String(fault)} fault={fault} />,
      )}
      {chosen !== null && (
        <ReasonDialog
          title={t('draft.publications.withdrawTitle', { version: chosen })}
          about={t('draft.publications.withdrawAbout')}
          okText={t('draft.publications.withdrawTitle', { version: chosen })}
          label={t('draft.publications.reason')}
          wanted={t('draft.wanted')}
          isPending={withdrawing.isPending}
          fault={withdrawing.error}
          onClose={() => {
            withdrawing.reset();
            choose(null);
          }}
          onReason={(reason) => withdrawing.mutate({ version: chosen, reason })}
        />
      )}
    </section>
  );
}

function useColumns(
  choose: (version: number) => void,
  beginFrom: (version: number) => void,
): TableColumnsType<Publication> {
  const { t } = useWords();
  const { writes, publishes } = useDraftRights();
  const { data } = useDraft();
  const isFree = data !== undefined && data.draft === null;
  return [
    { key: 'version', title: t('draft.publications.version'), width: 80, dataIndex: 'version' },
    {
      key: 'state',
      title: t('draft.publications.state'),
      width: 220,
      render: (_value, { state, withdrawnBy, withdrawnReason }) => (
        <>
          <Mark tone={TONES[state]}>{t(`draft.publications.states.${state}`)}</Mark>
          {withdrawnReason !== null && (
            <div className="soft">
              {t('draft.publications.withdrawnBy', { by: withdrawnBy ?? '', reason: withdrawnReason })}
            </div>
          )}
        </>
      ),
    },
    {
      key: 'from',
      title: t('draft.publications.from'),
      width: 120,
      render: (_value, { validFrom }) => validFrom ?? t('draft.publications.atOnce'),
    },
    {
      key: 'stored',
      title: t('draft.publications.stored'),
      width: 160,
      render: (_value, { storedAtMs }) => minuteWords(storedAtMs),
    },
    {
      key: 'by',
      title: t('draft.publications.by'),
      width: 130,
      render: (_value, { publishedBy }) => publishedBy ?? t('draft.publications.atStart'),
    },
    {
      key: 'approved',
      title: t('draft.publications.approved'),
      width: 150,
      render: (_value, { approvedBy }) => approvedBy ?? t('draft.publications.notHere'),
    },
    {
      key: 'do',
      title: <span className="unseen">{t('draft.edit')}</span>,
      render: (_value, { state, version }) => (
        <div className="bar" style={{ margin: 0 }}>
          {state === 'waiting' && publishes && (
            <Button size="small" onClick={() => choose(version)}>
              {t('draft.publications.withdraw')}
            </Button>
          )}
          {writes && isFree && (
            <Button size="small" onClick={() => beginFrom(version)}>
              {t('draft.beginFrom', { version })}
            </Button>
          )}
        </div>
      ),
    },
  ];
}
