import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Alert, App, Button, Select } from 'antd';
import { wallDateOf } from '../../domain/base/wall-time.ts';
import { SettlementReply } from '../../protocol/wire-reports.ts';
import { call } from '../api/call.ts';
import { faultKindOf } from '../api/fault.ts';
import { useNames } from '../catalogue/use-catalogue.ts';
import { FaultNote } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { PageHead } from '../shell/PageHead.tsx';
import { MonthInput } from './MonthInput.tsx';
import { monthBefore, monthIn } from './periods.ts';
import { SettlementPreview } from './SettlementPreview.tsx';
import { SettlementSheet } from './SettlementSheet.tsx';

const route = getRouteApi('/numbers/settlement');

/** A site's month: looked at first, then closed on a word; printable, and reopened with a reason. */
export function SettlementPage() {
  const { t, say } = useWords();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { sites } = useNames();
  const today = wallDateOf(Date.now());
  const month = monthIn(search.month) ?? monthBefore(today);
  const siteId = search.site ?? null;
  return (
    <>
      <PageHead
        title={t('numbers.setTitle')}
        about={
          <span className="screen-only">
            <Link to="/numbers">← {t('numbers.title')}</Link> · {t('numbers.setAbout')}
          </span>
        }
      />
      <div className="bar screen-only">
        <Select
          style={{ width: '20rem' }}
          aria-label={t('numbers.site')}
          placeholder={t('numbers.site')}
          value={siteId}
          options={sites.map((site) => ({ value: site.id, label: say(site.name) }))}
          onChange={(site: string) => void navigate({ search: (before) => ({ ...before, site }) })}
        />
        <MonthInput
          value={month}
          onChange={(next) => void navigate({ search: (before) => ({ ...before, month: next }) })}
        />
      </div>
      {siteId === null ? (
        <Alert type="info" showIcon title={t('numbers.choose')} />
      ) : (
        <SiteMonth
          key={`${siteId} ${month}`}
          siteId={siteId}
          month={month}
          isOver={month < today.slice(0, 7)}
        />
      )}
    </>
  );
}

function SiteMonth(props: { readonly siteId: string; readonly month: string; readonly isOver: boolean }) {
  const { t } = useWords();
  const { modal } = App.useApp();
  const { siteName } = useNames();
  const { siteId, month, isOver } = props;
  const settling = useMutation({
    mutationFn: (isEmpty: boolean) =>
      call({
        method: 'POST',
        path: 'settlements',
        body: { siteId, month, ...(isEmpty ? { empty: true } : {}) },
        reply: SettlementReply,
      }),
  });
  const words = { site: siteName(siteId), month };
  const ask = (isEmpty: boolean) => {
    if (!isOver) return settling.mutate(isEmpty);
    void modal.confirm({
      title: t('numbers.confirmTitle'),
      content: t('numbers.confirmAbout', words),
      okText: t('numbers.confirmDo'),
      cancelText: t('shell.cancel'),
      onOk: () => settling.mutate(isEmpty),
    });
  };
  if (settling.data !== undefined) {
    return <SettlementSheet reply={settling.data} onReopened={() => settling.reset()} />;
  }
  const isEmpty = faultKindOf(settling.error) === 'not-found';
  return (
    <>
      {settling.error !== null &&
        (isEmpty ? (
          <Alert
            type="warning"
            showIcon
            role="alert"
            style={{ marginBottom: 12 }}
            title={t('numbers.emptyMonth', words)}
            action={<Button onClick={() => ask(true)}>{t('numbers.emptyDo')}</Button>}
          />
        ) : (
          <FaultNote fault={settling.error} />
        ))}
      <SettlementPreview siteId={siteId} month={month}>
        <Button type="primary" loading={settling.isPending} onClick={() => ask(false)}>
          {t(isOver ? 'numbers.confirmDo' : 'numbers.look')}
        </Button>
      </SettlementPreview>
    </>
  );
}
