import { Button, type TableColumnsType } from 'antd';
import { useState } from 'react';
import type { QuarantinedEntry, QuarantinedJournal } from '../../protocol/wire-quarantine.ts';
import { AskFault, FaultNote } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { Mark } from '../shell/Mark.tsx';
import { OfficeTable } from '../shell/OfficeTable.tsx';
import { useEntryWords } from './EntryWords.tsx';
import { NoteDialog } from './NoteDialog.tsx';
import { useQuarantine, useQuarantined, useQuarantineSettling } from './use-discrepancies.ts';

const HOWS = ['merge', 'dismiss'] as const;

interface Order {
  readonly journalId: string;
  readonly how: 'merge' | 'dismiss';
  readonly count: number;
  /** The entries that are meant; absent for all that wait. */
  readonly hashes?: readonly string[];
}
type OnOrder = (order: Order) => void;

/** Second futures of journals: shown, then merged or dismissed with a note, all of one or entry by entry. */
export function Quarantine() {
  const { t } = useWords();
  const asked = useQuarantine();
  const [order, setOrder] = useState<Order | null>(null);
  const settling = useQuarantineSettling(() => setOrder(null));
  const columns: TableColumnsType<QuarantinedJournal> = [
    {
      key: 'kiosk',
      title: t('discrepancies.kiosk'),
      width: 220,
      render: (_value, { kioskName }) => kioskName ?? t('discrepancies.unknownKiosk'),
    },
    {
      key: 'counts',
      title: t('discrepancies.counts'),
      width: 220,
      render: (_value, { waiting, merged, dismissed }) => `${waiting} / ${merged} / ${dismissed}`,
    },
    {
      key: 'journal',
      title: t('discrepancies.journal'),
      render: (_value, { journalId }) => <span className="code">{journalId}</span>,
    },
    {
      key: 'do',
      title: t('discrepancies.entryCol.outcome'),
      width: 220,
      render: (_value, journal) =>
        journal.waiting > 0 && (
          <span className="bar" style={{ margin: 0 }}>
            {HOWS.map((how) => (
              <Button
                key={how}
                onClick={() => setOrder({ journalId: journal.journalId, how, count: journal.waiting })}
              >
                {t(`discrepancies.all.${how}`)}
              </Button>
            ))}
          </span>
        ),
    },
  ];
  return (
    <section className="panel" style={{ marginTop: 24 }}>
      <h2>{t('discrepancies.quarantine')}</h2>
      <p className="soft">{t('discrepancies.quarantineAbout')}</p>
      <AskFault asked={asked} />
      <OfficeTable<QuarantinedJournal>
        label={t('discrepancies.quarantine')}
        columns={columns}
        rows={asked.data?.journals ?? []}
        rowKey={({ journalId }) => journalId}
        isLoading={asked.isLoading}
        empty={t('discrepancies.quarantineEmpty')}
        detail={({ journalId }) => <Entries journalId={journalId} onOrder={setOrder} />}
      />
      {order !== null && (
        <NoteDialog
          title={t(order.how === 'merge' ? 'discrepancies.merge' : 'discrepancies.dismiss')}
          about={t(order.how === 'merge' ? 'discrepancies.mergeAbout' : 'discrepancies.dropAbout', {
            count: order.count,
          })}
          okText={t(order.how === 'merge' ? 'discrepancies.merge' : 'discrepancies.dismiss')}
          isPending={settling.isPending}
          fault={settling.error}
          onClose={() => setOrder(null)}
          onNote={(note) => settling.mutate({ ...order, note })}
        />
      )}
    </section>
  );
}

const TONES = { waiting: 'look', merged: 'good', dismissed: 'plain' } as const;

function Entries({ journalId, onOrder }: { readonly journalId: string; readonly onOrder: OnOrder }) {
  const { t } = useWords();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const asked = useQuarantined(journalId);
  const wordsOf = useEntryWords();
  const storedWords = ({ storedAs }: QuarantinedEntry) =>
    storedAs === 'same'
      ? t('discrepancies.storedSame')
      : storedAs === 'other'
        ? t('discrepancies.storedOther')
        : t('shell.none');
  const columns: TableColumnsType<QuarantinedEntry> = [
    {
      key: 'seq',
      title: t('discrepancies.entryCol.seq'),
      width: 80,
      render: (_value, { entry }) => entry.seq,
    },
    { key: 'what', title: t('discrepancies.entryCol.what'), render: (_value, { entry }) => wordsOf(entry) },
    {
      key: 'stored',
      title: t('discrepancies.entryCol.stored'),
      width: 260,
      render: (_value, one) => storedWords(one),
    },
    {
      key: 'outcome',
      title: t('discrepancies.entryCol.outcome'),
      width: 110,
      render: (_value, { outcome }) => (
        <Mark tone={TONES[outcome]}>{t(`discrepancies.outcome.${outcome}`)}</Mark>
      ),
    },
  ];
  if (asked.isError) return <FaultNote fault={asked.error} onRetry={() => void asked.refetch()} />;
  const entries = asked.data?.entries ?? [];
  const waiting = new Set(
    entries.filter(({ outcome }) => outcome === 'waiting').map(({ entry }) => entry.hash),
  );
  // What was decided meanwhile is chosen no more.
  const hashes = chosen.filter((hash) => waiting.has(hash));
  return (
    <>
      <OfficeTable<QuarantinedEntry>
        label={t('discrepancies.showEntries')}
        columns={columns}
        rows={entries}
        rowKey={({ entry }) => entry.hash}
        isLoading={asked.isLoading}
        empty={t('shell.none')}
        chosen={{
          keys: hashes,
          onChange: setChosen,
          isOpen: ({ outcome }) => outcome === 'waiting',
          labelOf: ({ entry }) => t('discrepancies.chooseEntry', { seq: entry.seq }),
        }}
      />
      <div className="bar" style={{ marginTop: 12 }}>
        {HOWS.map((how) => (
          <Button
            key={how}
            disabled={hashes.length === 0}
            onClick={() => onOrder({ journalId, how, hashes, count: hashes.length })}
          >
            {t(`discrepancies.chosen.${how}`, { count: hashes.length })}
          </Button>
        ))}
      </div>
    </>
  );
}
