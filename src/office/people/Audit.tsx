import { useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { App, AutoComplete, Button, type TableColumnsType } from 'antd';
import { plusDays, wallDateOf } from '../../domain/base/wall-time.ts';
import { type AuditRow, OfficeRole } from '../../protocol/wire-office.ts';
import { dayIn } from '../numbers/periods.ts';
import { DayInput } from '../shell/DayInput.tsx';
import { AskFault, FaultNote } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { OfficeTable } from '../shell/OfficeTable.tsx';
import { csvBlob, saveFile } from '../shell/save-file.ts';
import { minuteWords } from '../shell/times.ts';
import { actionWords, outcomeWords, subjectWords } from './audit-words.ts';
import { type AuditAsked, auditAfter, chainOf, useAuditPages } from './use-audit.ts';

const route = getRouteApi('/people');
const DAYS = 7;

/** Who did what and when, the newest first; the export has the rows in the order in which they were written. */
export function Audit() {
  const { t } = useWords();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const today = wallDateOf(Date.now());
  const asked: AuditAsked = {
    from: dayIn(search.from) ?? plusDays(today, 1 - DAYS),
    last: dayIn(search.last) ?? today,
    who: search.who ?? '',
  };
  const ask = (change: Partial<AuditAsked>) =>
    void navigate({ search: (before) => ({ ...before, ...asked, ...change }), replace: true });
  const pages = useAuditPages(asked);
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const columns: TableColumnsType<AuditRow> = useAuditCells().map(({ textOf, ...column }) => ({
    ...column,
    render: (_value, row) => textOf(row),
  }));
  const exporting = useAuditExport(asked);
  return (
    <>
      <div className="bar">
        <DayInput label={t('numbers.from')} value={asked.from} onChange={(from) => ask({ from })} />
        <DayInput label={t('people.last')} value={asked.last} onChange={(last) => ask({ last })} />
        <AutoComplete
          key={asked.who}
          style={{ width: '14rem' }}
          allowClear
          aria-label={t('people.whoFilter')}
          placeholder={t('people.whoFilter')}
          defaultValue={asked.who}
          options={[...new Set(rows.map(({ officer }) => officer))]
            .filter((name) => name !== '')
            .sort()
            .map((value) => ({ value }))}
          onSelect={(who) => ask({ who })}
          onClear={() => ask({ who: '' })}
          onBlur={({ target }) => ask({ who: (target as HTMLInputElement).value.trim() })}
          onInputKeyDown={({ key, currentTarget }) =>
            key === 'Enter' && ask({ who: (currentTarget as HTMLInputElement).value.trim() })
          }
        />
        <Button disabled={rows.length === 0} loading={exporting.isPending} onClick={() => exporting.mutate()}>
          {t('people.export')}
        </Button>
        <span className="soft">{t('people.exportOrder')}</span>
      </div>
      {exporting.error !== null && <FaultNote fault={exporting.error} />}
      <AskFault asked={pages} />
      <OfficeTable<AuditRow>
        label={t('people.tabs.audit')}
        columns={columns}
        rows={rows}
        rowKey={({ seq }) => String(seq)}
        isLoading={pages.isLoading}
        empty={t('people.auditEmpty')}
        width={1100}
      />
      {pages.hasNextPage && (
        <Button
          style={{ marginTop: 12 }}
          loading={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t('people.more')}
        </Button>
      )}
    </>
  );
}

interface AuditCell {
  readonly key: string;
  readonly title: string;
  readonly width?: number;
  readonly textOf: (row: AuditRow) => string;
}

/** What the table and the export say of a row. */
function useAuditCells(): readonly AuditCell[] {
  const { t, language } = useWords();
  const roleOf = (role: string) => {
    const known = OfficeRole.options.find((one) => one === role);
    return known === undefined ? role : t(`shell.role.${known}`);
  };
  return [
    { key: 'at', title: t('people.at'), width: 160, textOf: ({ atMs }) => minuteWords(atMs) },
    { key: 'who', title: t('people.who'), width: 150, textOf: ({ officer }) => officer },
    { key: 'role', title: t('people.role'), width: 120, textOf: ({ role }) => roleOf(role) },
    {
      key: 'action',
      title: t('people.action'),
      width: 240,
      textOf: ({ action }) => actionWords(action, language),
    },
    {
      key: 'subject',
      title: t('people.subject'),
      width: 260,
      textOf: ({ subject }) => subjectWords(subject, { language, roleOf }),
    },
    { key: 'detail', title: t('people.detail'), textOf: ({ detail }) => outcomeWords(detail, language) },
  ];
}

function useAuditExport(asked: AuditAsked) {
  const { t } = useWords();
  const { message } = App.useApp();
  const cells = useAuditCells();
  return useMutation({
    mutationFn: () => chainOf((after) => auditAfter(asked, after)),
    onSuccess: (chain) => {
      if (chain === null) {
        void message.warning(t('people.exportTooMany'));
        return;
      }
      saveFile(
        `${t('people.tabs.audit')} ${asked.from} ${asked.last}.csv`,
        csvBlob([
          [t('people.seq'), ...cells.map(({ title }) => title)],
          ...chain.map((row) => [String(row.seq), ...cells.map(({ textOf }) => textOf(row))]),
        ]),
      );
    },
  });
}
