import { Link } from '@tanstack/react-router';
import type { TableColumnsType } from 'antd';
import { yuanText } from '../../domain/base/money.ts';
import type { RecordStanding } from '../../domain/records/record-standing.ts';
import type { OfficeRecord } from '../../protocol/wire-office-records.ts';
import { useNames } from '../catalogue/use-catalogue.ts';
import { useWords } from '../shell/i18n.ts';
import { Mark, type Tone } from '../shell/Mark.tsx';
import { byField } from '../shell/OfficeTable.tsx';
import { kindText, statusText } from './record-words.ts';

const TONES: Readonly<Record<RecordStanding, Tone>> = {
  open: 'good',
  due: 'look',
  late: 'bad',
  over: 'plain',
};

/** The number of a matter and its days, the late ones said to be so. */
function matterWords(
  { number, promisedOn, isLate, finishedOn, correctBy, supplyBy }: NonNullable<OfficeRecord['matter']>,
  { t, today }: { readonly t: ReturnType<typeof useWords>['t']; readonly today: string },
): string[] {
  const given = (text: string, day: string) => (day < today ? t('records.passed', { text }) : text);
  return [
    ...(number === null ? [] : [number]),
    ...(promisedOn !== null && isLate ? [t('records.lateMatter', { day: promisedOn })] : []),
    ...(promisedOn !== null && !isLate && finishedOn === null
      ? [t('records.promised', { day: promisedOn })]
      : []),
    ...(correctBy === null ? [] : [given(t('records.correctBy', { day: correctBy }), correctBy)]),
    ...(supplyBy === null ? [] : [given(t('records.supplyBy', { day: supplyBy }), supplyBy)]),
  ];
}

export function useRecordColumns(seesCards: boolean, today: string): TableColumnsType<OfficeRecord> {
  const { t, say, apart } = useWords();
  const { siteName, itemName } = useNames();
  const columns: TableColumnsType<OfficeRecord> = [
    {
      key: 'endsOn',
      title: t('records.col.endsOn'),
      width: 110,
      sorter: byField(({ endsOn }) => endsOn),
      render: (_value, { endsOn, matter }) =>
        endsOn ?? t(matter === undefined ? 'records.noEnd' : 'records.noDeadline'),
    },
    {
      key: 'state',
      title: t('records.col.state'),
      width: 140,
      sorter: byField(({ standing, status }) => `${standing} ${status}`),
      render: (_value, { standing, status }) => (
        <Mark tone={TONES[standing]}>
          {t(`records.show.${standing}`)} · {say(statusText(status))}
        </Mark>
      ),
    },
    {
      key: 'matter',
      title: t('records.col.matter'),
      width: 190,
      sorter: byField(({ matter }) => matter?.number ?? null),
      render: (_value, { matter }) => (matter === undefined ? '' : apart(matterWords(matter, { t, today }))),
    },
    {
      key: 'site',
      title: t('records.col.site'),
      width: 150,
      sorter: byField(({ siteId }) => siteName(siteId)),
      render: (_value, { siteId }) => siteName(siteId),
    },
    {
      key: 'item',
      title: t('records.col.item'),
      width: 170,
      sorter: byField(({ itemId }) => itemName(itemId)),
      render: (_value, { itemId, courts, quantity }) =>
        apart([
          itemName(itemId),
          ...(courts.length === 0 ? [] : [t('records.courts', { courts: courts.join(', ') })]),
          ...(quantity === 1 ? [] : [t('records.quantity', { count: quantity })]),
        ]),
    },
    {
      key: 'kind',
      title: t('records.col.kind'),
      width: 75,
      sorter: byField(({ kind }) => kind),
      render: (_value, { kind }) => say(kindText(kind)),
    },
    {
      key: 'start',
      title: t('records.col.start'),
      width: 145,
      sorter: byField(({ start }) => start),
      render: (_value, { start }) => start.replace('T', ' '),
    },
    {
      key: 'paid',
      title: t('records.col.paid'),
      width: 95,
      align: 'right',
      sorter: byField(({ totalFen }) => totalFen),
      render: (_value, { totalFen }) => (totalFen === null ? t('shell.none') : yuanText(totalFen)),
    },
  ];
  return seesCards ? [...columns, cardColumn(t)] : columns;
}

function cardColumn(t: ReturnType<typeof useWords>['t']): TableColumnsType<OfficeRecord>[number] {
  return {
    key: 'card',
    title: t('records.col.card'),
    width: 140,
    sorter: byField<OfficeRecord>(({ cardNumber }) => cardNumber),
    render: (_value, { cardNumber }) =>
      cardNumber === null ? (
        t('shell.none')
      ) : (
        <Link to="/cards/$cardNumber" params={{ cardNumber }}>
          {cardNumber}
        </Link>
      ),
  };
}
