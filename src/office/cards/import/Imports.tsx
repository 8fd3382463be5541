import { App, Button, type TableColumnsType } from 'antd';
import type { CardImportsReply } from '../../../protocol/wire-cards.ts';
import { AskFault } from '../../shell/FaultNote.tsx';
import { useWords } from '../../shell/i18n.ts';
import { OfficeTable } from '../../shell/OfficeTable.tsx';
import { minuteWords } from '../../shell/times.ts';
import { useImports } from '../use-cards.ts';
import { undoImport, useImporting } from './importing.ts';

type Row = CardImportsReply['imports'][number];

/** Lists that were taken, the newest first; each may be taken back. */
export function Imports() {
  const { t } = useWords();
  const { modal } = App.useApp();
  const { importing } = useImporting();
  const asked = useImports();
  const isBusy = ['judging', 'taking', 'undoing'].includes(importing.kind);
  const fileOf = ({ fileName }: Row) => (fileName === '' ? t('shell.none') : fileName);
  const ask = (row: Row) =>
    modal.confirm({
      title: t('cards.undo'),
      content: t('cards.undoAsk', { file: fileOf(row), added: row.added, changed: row.changed }),
      okText: t('cards.undo'),
      okButtonProps: { danger: true },
      cancelText: t('shell.cancel'),
      onOk: () => void undoImport({ importId: row.importId, fileName: fileOf(row) }),
    });
  const columns: TableColumnsType<Row> = [
    { key: 'when', title: t('cards.when'), width: 150, render: (_value, { atMs }) => minuteWords(atMs) },
    { key: 'file', title: t('cards.file'), render: (_value, row) => fileOf(row) },
    { key: 'who', title: t('cards.who'), width: 110, dataIndex: 'officer' },
    {
      key: 'result',
      title: t('cards.result'),
      width: 260,
      render: (_value, row) => t('cards.resultWords', row),
    },
    {
      key: 'undo',
      title: t('cards.undo'),
      width: 240,
      render: (_value, row) =>
        row.undoneAtMs === null ? (
          <Button
            disabled={isBusy}
            onClick={() => void ask(row)}
            aria-label={`${t('cards.undo')} ${fileOf(row)}`}
          >
            {t('cards.undo')}
          </Button>
        ) : (
          <span className="soft">
            {t('cards.undone', { who: row.undoneBy ?? t('shell.none'), when: minuteWords(row.undoneAtMs) })}
          </span>
        ),
    },
  ];
  return (
    <section className="panel">
      <h2>{t('cards.imports')}</h2>
      <AskFault asked={asked} />
      <OfficeTable<Row>
        label={t('cards.imports')}
        columns={columns}
        rows={asked.data?.imports ?? []}
        rowKey={({ importId }) => importId}
        isLoading={asked.isLoading}
        empty={t('cards.importsEmpty')}
      />
    </section>
  );
}
