import { useMutation } from '@tanstack/react-query';
import { App, Button, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { yuanText } from '../../domain/base/money.ts';
import { ReopenReply, type SettlementReply, type WrongAmount } from '../../protocol/wire-reports.ts';
import { call } from '../api/call.ts';
import { useNames } from '../catalogue/use-catalogue.ts';
import { useKioskOfJournal } from '../discrepancies/EntryWords.tsx';
import { NoteDialog } from '../discrepancies/NoteDialog.tsx';
import { useWords } from '../shell/i18n.ts';
import { Mark } from '../shell/Mark.tsx';
import { OfficeTable } from '../shell/OfficeTable.tsx';
import { saveWorkbook } from '../shell/save-file.ts';
import { minuteWords } from '../shell/times.ts';
import { ItemTable } from './ItemTable.tsx';
import { SettlementChanges } from './SettlementChanges.tsx';
import { settlementSheets } from './settlement-sheets.ts';

const SIGN_HERE = '________________';

/** A settlement as it is kept: what the district owes, what does not fit, and a sheet to print and sign. */
export function SettlementSheet({
  reply,
  onReopened,
}: {
  readonly reply: SettlementReply;
  readonly onReopened: () => void;
}) {
  const { t } = useWords();
  const names = useNames();
  const { siteName } = names;
  const { state, number, closedAtMs, settlement } = reply;
  const { siteId, month, items, total, disputedCount } = settlement;
  const yuan = (fen: number) => t('shell.yuan', { amount: yuanText(fen) });
  return (
    <section className="panel">
      <div className="print-only">
        <h1>{t('numbers.sheetTitle')}</h1>
      </div>
      <h2>
        {siteName(siteId)} · {month}
      </h2>
      <p>
        <Mark tone={state === 'open' ? 'look' : 'good'}>{t(`numbers.state.${state}`)}</Mark>{' '}
        {closedAtMs !== null && t('numbers.number', { number, when: minuteWords(closedAtMs) })}
      </p>
      <p>
        {t('numbers.owes')} <strong style={{ fontSize: '1.5rem' }}>{yuan(total.savedFen)}</strong>{' '}
        <span className="soft">{t('numbers.owesAbout')}</span>
      </p>
      <ItemTable rows={items} total={total} />
      <SettlementChanges reply={reply} />
      {disputedCount > 0 && <p>{t('numbers.disputed', { count: disputedCount })}</p>}
      <Recalculated reply={reply} />
      <div className="bar screen-only" style={{ marginTop: 12 }}>
        <Button type="primary" onClick={() => window.print()}>
          {t('numbers.print')}
        </Button>
        <Button
          onClick={() =>
            void saveWorkbook(
              `${t('numbers.setTitle')} ${siteName(siteId)} ${month}`,
              settlementSheets(reply, { t, ...names }),
            )
          }
        >
          {t('numbers.exportXlsx')}
        </Button>
        {state !== 'open' && <Reopen siteId={siteId} month={month} onReopened={onReopened} />}
      </div>
      <div className="print-only">
        <p>{t('shell.says', { name: t('numbers.signOffice'), value: SIGN_HERE })}</p>
        <p>{t('shell.says', { name: t('numbers.signSite'), value: SIGN_HERE })}</p>
        <p>{t('shell.says', { name: t('numbers.signDate'), value: SIGN_HERE })}</p>
      </div>
    </section>
  );
}

function Recalculated({ reply: { settlement } }: { readonly reply: SettlementReply }) {
  const { t } = useWords();
  const { itemName } = useNames();
  const kioskOf = useKioskOfJournal();
  const { recalculated, uncheckedCount, wrongAmounts, wrongCount } = settlement;
  const both = (sums: { readonly listFen: number | null; readonly paidFen: number | null } | null) =>
    sums === null
      ? t('shell.none')
      : [sums.listFen, sums.paidFen]
          .map((fen) => (fen === null ? t('shell.none') : yuanText(fen)))
          .join(' / ');
  const columns: TableColumnsType<WrongAmount> = [
    {
      key: 'entry',
      title: t('numbers.entry'),
      render: (_value, { journalId, seq }) => t('discrepancies.entryAt', { kiosk: kioskOf(journalId), seq }),
    },
    { key: 'item', title: t('numbers.item'), render: (_value, { itemId }) => itemName(itemId) },
    { key: 'recorded', title: t('numbers.recorded'), render: (_value, { recorded }) => both(recorded) },
    { key: 'expected', title: t('numbers.expected'), render: (_value, { expected }) => both(expected) },
  ];
  return (
    <>
      <h3>{t('numbers.recalculated')}</h3>
      <p>
        {t('numbers.recalculatedWords', {
          uses: recalculated.uses,
          expectedList: yuanText(recalculated.expected.listFen),
          expectedPaid: yuanText(recalculated.expected.paidFen),
          recordedList: yuanText(recalculated.recorded.listFen),
          recordedPaid: yuanText(recalculated.recorded.paidFen),
        })}{' '}
        {uncheckedCount > 0 && t('numbers.unchecked', { count: uncheckedCount })}
      </p>
      {wrongCount === 0 ? (
        <p>
          <Mark tone="good">{t('numbers.allRight')}</Mark>
        </p>
      ) : (
        <>
          <h3>{t('numbers.wrong', { count: wrongCount })}</h3>
          <OfficeTable<WrongAmount>
            label={t('numbers.wrong', { count: wrongCount })}
            columns={columns}
            rows={wrongAmounts}
            rowKey={({ journalId, seq }) => `${journalId}#${seq}`}
            empty={t('shell.none')}
            width={700}
          />
        </>
      )}
    </>
  );
}

function Reopen(props: { readonly siteId: string; readonly month: string; readonly onReopened: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const { siteId, month, onReopened } = props;
  const [isOpen, setIsOpen] = useState(false);
  const reopening = useMutation({
    mutationFn: (note: string) =>
      call({ method: 'POST', path: 'settlements/reopen', body: { siteId, month, note }, reply: ReopenReply }),
    onSuccess: ({ number }) => {
      setIsOpen(false);
      void message.success(t('numbers.reopened', { number }));
      onReopened();
    },
  });
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>{t('numbers.reopen')}</Button>
      {isOpen && (
        <NoteDialog
          title={t('numbers.reopen')}
          about={t('numbers.reopenAbout')}
          okText={t('numbers.reopen')}
          isPending={reopening.isPending}
          fault={reopening.error}
          onClose={() => setIsOpen(false)}
          onNote={(note) => reopening.mutate(note)}
        />
      )}
    </>
  );
}
