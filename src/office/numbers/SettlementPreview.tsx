import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useNames } from '../catalogue/use-catalogue.ts';
import { AskFault } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { ItemTable } from './ItemTable.tsx';
import { endOfMonth } from './periods.ts';
import { useUsage } from './use-numbers.ts';

/** What a site's month comes to now. Looking closes nothing. */
export function SettlementPreview(props: {
  readonly siteId: string;
  readonly month: string;
  readonly children: ReactNode;
}) {
  const { t } = useWords();
  const { siteName } = useNames();
  const { siteId, month, children } = props;
  const usage = useUsage({ from: `${month}-01`, to: endOfMonth(month), by: 'site,item' });
  const rows = (usage.data?.rows ?? []).filter(({ site }) => site === siteId);
  // Persons do not add up over items: one may have used two.
  const sites = useUsage({ from: `${month}-01`, to: endOfMonth(month), by: 'site' });
  const total = sites.data?.rows.find(({ site }) => site === siteId);
  return (
    <section className="panel">
      <h2>
        {siteName(siteId)} · {month}
      </h2>
      <AskFault asked={usage} />
      {usage.isLoading ? (
        <Skeleton active />
      ) : (
        <>
          <p className="soft">{t('numbers.previewNote')}</p>
          <ItemTable
            rows={rows.map((row) => ({ ...row, item: row.item ?? '' }))}
            {...(total === undefined ? {} : { total })}
          />
          <div className="bar" style={{ marginTop: 12 }}>
            {children}
          </div>
        </>
      )}
    </section>
  );
}
