import { Table, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from './i18n.ts';

/** Longer tables draw only the rows in sight. */
const DRAWN_MAX = 200;
const PIXELS_ABOVE = 330;
/** A small page would make a column without a width one character wide. So it gets at least this many pixels. */
const FREE_COLUMN_PIXELS = 140;
/** The column that opens a row, or chooses it. */
const MARK_COLUMN_PIXELS = 48;
/** The key of the column with what can be done: it stays in sight. */
const ACTION_KEY = 'do';
/** A row is no branch of a tree: a cardholder's children are a number. */
const NO_TREE = { childrenColumnName: 'rows-below' };

interface Sort {
  readonly sort?: string | undefined;
  readonly order?: 'asc' | 'desc' | undefined;
}

interface OfficeTableProps<Row extends object> {
  readonly label: string;
  readonly columns: TableColumnsType<Row>;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly empty: ReactNode;
  readonly isLoading?: boolean;
  readonly sorted?: Sort;
  readonly onSort?: (sort: Sort) => void;
  /** The table's least width, where it is wider than a small page. */
  readonly width?: number;
  readonly chosen?: {
    readonly keys: readonly string[];
    readonly onChange: (keys: readonly string[]) => void;
    readonly isOpen: (row: Row) => boolean;
    readonly labelOf: (row: Row) => string;
  };
  readonly detail?: (row: Row) => ReactNode;
  /** The cells of a last row that stays last in any order. */
  readonly total?: readonly ReactNode[];
}

/** A table that remembers its order in the address, and says what would be in it where it is empty. */
export function OfficeTable<Row extends object>(props: OfficeTableProps<Row>) {
  const { t } = useWords();
  const { label, columns, rows, rowKey, empty, sorted, onSort, chosen, width = 0, detail, total } = props;
  const isLong = rows.length > DRAWN_MAX;
  const shown = columns.map((column) => ({
    ...column,
    ...(column.width === undefined ? { minWidth: FREE_COLUMN_PIXELS } : {}),
    ...(column.key === ACTION_KEY ? { fixed: 'end' as const } : {}),
    ...(sorted === undefined || !('sorter' in column)
      ? {}
      : { sortOrder: column.key === sorted.sort ? orderOf(sorted.order) : null }),
  }));
  const marks = (detail === undefined ? 0 : 1) + (chosen === undefined ? 0 : 1);
  const least = Math.max(width, leastWidth(columns) + marks * MARK_COLUMN_PIXELS);
  return (
    <section aria-label={label}>
      <Table<Row>
        size="middle"
        columns={shown}
        dataSource={[...rows]}
        rowKey={rowKey}
        pagination={false}
        showSorterTooltip={false}
        loading={props.isLoading === true && rows.length === 0}
        locale={{ emptyText: <div className="soft">{empty}</div> }}
        virtual={isLong}
        scroll={isLong ? { x: least, y: Math.max(320, window.innerHeight - PIXELS_ABOVE) } : { x: least }}
        expandable={{
          ...NO_TREE,
          ...(detail === undefined
            ? {}
            : {
                expandedRowRender: detail,
                columnTitle: <span className="unseen">{t('shell.details')}</span>,
              }),
        }}
        {...(chosen === undefined
          ? {}
          : {
              rowSelection: {
                selectedRowKeys: [...chosen.keys],
                onChange: (keys) => chosen.onChange(keys.map(String)),
                // Its box for all would stand a second time in a hidden row, where it still takes the focus.
                hideSelectAll: true,
                columnTitle: <span className="unseen">{t('shell.choose')}</span>,
                getCheckboxProps: (row: Row) => ({
                  disabled: !chosen.isOpen(row),
                  'aria-label': chosen.labelOf(row),
                }),
              },
            })}
        {...(total === undefined || rows.length === 0
          ? {}
          : { summary: () => <TotalRow cells={total} columns={columns} /> })}
        onChange={(_pages, _filters, sorter) => {
          const [one] = Array.isArray(sorter) ? sorter : [sorter];
          if (onSort === undefined || one === undefined) return;
          const order = one.order === 'ascend' ? 'asc' : one.order === 'descend' ? 'desc' : undefined;
          onSort(order === undefined ? {} : { sort: String(one.columnKey), order });
        }}
      />
    </section>
  );
}

function leastWidth<Row>(columns: TableColumnsType<Row>): number {
  return columns.reduce(
    (sum, { width }) => sum + (typeof width === 'number' ? width : FREE_COLUMN_PIXELS),
    0,
  );
}

function TotalRow<Row>({
  cells,
  columns,
}: {
  readonly cells: readonly ReactNode[];
  readonly columns: TableColumnsType<Row>;
}) {
  return (
    <Table.Summary.Row>
      {columns.map(({ key, align }, index) => (
        <Table.Summary.Cell key={key} index={index} {...(align === undefined ? {} : { align })}>
          <strong>{cells[index]}</strong>
        </Table.Summary.Cell>
      ))}
    </Table.Summary.Row>
  );
}

function orderOf(order: Sort['order']): 'ascend' | 'descend' | null {
  if (order === 'asc') return 'ascend';
  return order === 'desc' ? 'descend' : null;
}

/** Orders by a text or a number of a row; nothing comes last. */
export function byField<Row>(
  fieldOf: (row: Row) => string | number | null,
): (one: Row, other: Row) => number {
  return (one, other) => {
    const [a, b] = [fieldOf(one), fieldOf(other)];
    if (a === b) return 0;
    if (a === null) return 1;
    if (b === null) return -1;
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    return String(a).localeCompare(String(b), 'zh-CN');
  };
}
