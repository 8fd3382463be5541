import { getRouteApi, Link } from '@tanstack/react-router';
import { App, Button, Skeleton, type TableColumnsType } from 'antd';
import { DUE_SHOWN_MAX, type DueErasure, type ErasureCertificate } from '../../../protocol/wire-erasure.ts';
import { useStanding } from '../../api/standing.ts';
import { DayInput } from '../../shell/DayInput.tsx';
import { AskFault, FaultNote } from '../../shell/FaultNote.tsx';
import { useWords } from '../../shell/i18n.ts';
import { OfficeTable } from '../../shell/OfficeTable.tsx';
import { PageHead } from '../../shell/PageHead.tsx';
import { isOneOf } from '../../shell/pages.ts';
import { minuteWords } from '../../shell/times.ts';
import { Certificate } from './Certificate.tsx';
import { useErasing, useErasures } from './use-erasures.ts';

const route = getRouteApi('/cards/erasures');

/** Lists the cardholders whose data have to be erased now, and the certificates of what was erased. */
export function ErasuresPage() {
  const { t } = useWords();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const asked = useErasures(search.before);
  const reply = asked.data;
  const show = (id: string) => void navigate({ search: (before) => ({ ...before, id }) });
  const chosen = reply?.erasures.find(({ erasureId }) => erasureId === search.id);
  return (
    <>
      <div className="screen-only">
        <PageHead
          title={t('erasure.title')}
          about={
            <>
              <Link to="/cards">← {t('cards.title')}</Link> · {t('erasure.about')}
            </>
          }
        />
        <AskFault asked={asked} />
        {asked.isLoading && <Skeleton active />}
      </div>
      {chosen !== undefined && <Certificate certificate={chosen} />}
      {reply !== undefined && (
        <div className="screen-only">
          <Due
            due={reply.due}
            onDay={(before) => void navigate({ search: { before }, replace: true })}
            onErased={show}
          />
          <Past erasures={reply.erasures} onShow={show} />
        </div>
      )}
    </>
  );
}

function Due({
  due,
  onDay,
  onErased,
}: {
  readonly due: DueErasure;
  readonly onDay: (day: string) => void;
  readonly onErased: (erasureId: string) => void;
}) {
  const { t } = useWords();
  const { modal, message } = App.useApp();
  const { standing } = useStanding();
  const { endedBefore, cards, holders, kept, isCut, first } = due;
  const erasing = useErasing(({ certificate }) => {
    void message.success(t('erasure.done', { cards: certificate.cards }));
    onErased(certificate.erasureId);
  });
  const ask = () =>
    modal.confirm({
      title: t('erasure.title'),
      content: t('erasure.ask', { cards, holders }),
      okText: t('erasure.run', { cards }),
      cancelText: t('shell.cancel'),
      okButtonProps: { danger: true },
      onOk: () => erasing.mutate({ endedBefore, cards }),
    });
  const columns: TableColumnsType<DueErasure['first'][number]> = [
    { key: 'cardNumber', title: t('cards.fact.cardNumber'), width: 170, dataIndex: 'cardNumber' },
    { key: 'name', title: t('cards.fact.name'), dataIndex: 'name' },
    { key: 'validUntil', title: t('cards.fact.validUntil'), width: 150, dataIndex: 'validUntil' },
  ];
  return (
    <section className="panel">
      <h2>{t('erasure.due')}</h2>
      <div className="bar">
        <span>{t('erasure.before')}</span>
        <DayInput label={t('erasure.before')} value={endedBefore} onChange={onDay} />
        <strong role="status">
          {cards === 0 ? t('erasure.none') : t('erasure.dueWords', { day: endedBefore, cards, holders })}
        </strong>
      </div>
      {kept.newerCard + kept.openRecord > 0 && <p className="soft">{t('erasure.kept', kept)}</p>}
      {isCut && <p>{t('erasure.cut')}</p>}
      {cards > 0 && (
        <>
          <OfficeTable<DueErasure['first'][number]>
            label={t('erasure.first', { count: DUE_SHOWN_MAX })}
            columns={columns}
            rows={first}
            rowKey={({ cardNumber }) => cardNumber}
            empty={t('shell.none')}
          />
          <div className="bar" style={{ marginTop: 12, marginBottom: 0 }}>
            {isOneOf(standing, ['administrator']) ? (
              <Button danger loading={erasing.isPending} onClick={() => void ask()}>
                {t('erasure.run', { cards })}
              </Button>
            ) : (
              <span className="soft">{t('erasure.adminOnly')}</span>
            )}
          </div>
        </>
      )}
      {erasing.error !== null && <FaultNote fault={erasing.error} />}
    </section>
  );
}

function Past({
  erasures,
  onShow,
}: {
  readonly erasures: readonly ErasureCertificate[];
  readonly onShow: (erasureId: string) => void;
}) {
  const { t } = useWords();
  const columns: TableColumnsType<ErasureCertificate> = [
    { key: 'when', title: t('erasure.when'), width: 170, render: (_value, { atMs }) => minuteWords(atMs) },
    { key: 'who', title: t('erasure.who'), dataIndex: 'officer' },
    { key: 'before', title: t('erasure.before'), width: 150, dataIndex: 'endedBefore' },
    { key: 'cards', title: t('erasure.cards'), width: 110, align: 'right', dataIndex: 'cards' },
    { key: 'holders', title: t('erasure.holders'), width: 130, align: 'right', dataIndex: 'holders' },
    {
      key: 'do',
      title: t('shell.details'),
      width: 130,
      render: (_value, { erasureId, atMs }) => (
        <Button
          size="small"
          aria-label={t('erasure.showOf', { when: minuteWords(atMs) })}
          onClick={() => onShow(erasureId)}
        >
          {t('erasure.show')}
        </Button>
      ),
    },
  ];
  return (
    <section className="panel">
      <h2>{t('erasure.past')}</h2>
      <OfficeTable<ErasureCertificate>
        label={t('erasure.past')}
        columns={columns}
        rows={erasures}
        rowKey={({ erasureId }) => erasureId}
        empty={t('erasure.pastEmpty')}
      />
    </section>
  );
}
