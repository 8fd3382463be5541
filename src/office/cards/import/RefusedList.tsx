import { Alert, Button } from 'antd';
import type { Text } from '../../../domain/base/text.ts';
import { useWords } from '../../shell/i18n.ts';
import { beginAnew, type JobResult } from './importing.ts';

interface RefusedRow {
  readonly sheet: string | null;
  readonly row: number;
  readonly column: string;
  readonly why: Text;
}

/** Rows that were refused, each with its reason. */
export function RefusedList({
  title,
  rows,
}: {
  readonly title: string;
  readonly rows: readonly RefusedRow[];
}) {
  const { t, say } = useWords();
  const whereOf = useRowWords();
  return (
    <section className="panel">
      <h2>{title}</h2>
      <ul>
        {rows.map((row) => (
          <li key={`${row.sheet} ${row.row} ${row.column}`}>
            {whereOf(row)} · {t('cards.refusedWhy', { column: row.column, why: say(row.why) })}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function useRowWords(): (row: { readonly sheet: string | null; readonly row: number }) => string {
  const { t } = useWords();
  return ({ sheet, row }) =>
    sheet === null ? t('cards.plainRow', { row }) : t('cards.sheetRow', { sheet, row });
}

/** Why nothing came of a list or of taking one back. */
export function NotDoneNote({ result }: { readonly result: JobResult }) {
  const { t, say } = useWords();
  const words =
    result.kind === 'unreadable'
      ? t('cards.unreadable', { why: say(result.why) })
      : result.kind === 'undone-already'
        ? t('cards.undoAlready')
        : t('cards.failed');
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      style={{ marginBottom: 16 }}
      title={words}
      action={<Button onClick={beginAnew}>{t('cards.another')}</Button>}
    />
  );
}
