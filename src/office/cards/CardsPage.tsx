import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Input, Select, type TableColumnsType } from 'antd';
import { useEffect, useState } from 'react';
import { wallDateOf } from '../../domain/base/wall-time.ts';
import type { OfficeCard } from '../../protocol/wire-cards.ts';
import { AskFault } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { byField, OfficeTable } from '../shell/OfficeTable.tsx';
import { PageHead } from '../shell/PageHead.tsx';
import { AddCard } from './AddCard.tsx';
import { STANDINGS, StandingMark, standingOf } from './standing.tsx';
import { CARDS_SHOWN_MAX, useCards } from './use-cards.ts';

const route = getRouteApi('/cards');
/** A hand that types is not asked for at each letter. */
const TYPED_MS = 250;

/** Cardholders: found by number or name, ordered and filtered by the address. */
export function CardsPage() {
  const { t } = useWords();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [typed, setTyped] = useState(search.q ?? '');
  useEffect(() => {
    const q = typed.trim() === '' ? undefined : typed.trim();
    const later = setTimeout(
      () => void navigate({ search: (before) => ({ ...before, q }), replace: true }),
      TYPED_MS,
    );
    return () => clearTimeout(later);
  }, [typed, navigate]);
  const cards = useCards(search.q ?? '');
  const today = wallDateOf(cards.data?.serverTimeMs ?? Date.now());
  const all = cards.data?.cards ?? [];
  const rows =
    search.status === undefined ? all : all.filter((card) => standingOf(card, today) === search.status);
  const isNarrowed = search.q !== undefined || search.status !== undefined;
  const columns = useColumns(today);
  return (
    <>
      <PageHead title={t('cards.title')} about={t('cards.about')}>
        <Button
          type="primary"
          onClick={() => void navigate({ search: (before) => ({ ...before, add: true }) })}
        >
          {t('cards.add')}
        </Button>
        <Button onClick={() => void navigate({ to: '/cards/import' })}>{t('cards.import')}</Button>
        <Button onClick={() => void navigate({ to: '/cards/erasures' })}>{t('erasure.title')}</Button>
      </PageHead>
      <div className="bar">
        <Input
          style={{ width: '22rem' }}
          aria-label={t('cards.searchLabel')}
          placeholder={t('cards.searchLabel')}
          allowClear
          autoFocus
          maxLength={60}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Select
          style={{ width: '10rem' }}
          aria-label={t('cards.fact.status')}
          value={search.status ?? ''}
          onChange={(value) =>
            void navigate({ search: (before) => ({ ...before, status: value === '' ? undefined : value }) })
          }
          options={[
            { value: '', label: t('shell.allOf', { name: t('cards.fact.status') }) },
            ...STANDINGS.map((value) => ({ value, label: t(`cards.status.${value}`) })),
          ]}
        />
        <span className="soft" role="status">
          {cards.data !== undefined && t('cards.found', { count: rows.length })}
          {all.length >= CARDS_SHOWN_MAX && ` · ${t('cards.foundMost', { count: CARDS_SHOWN_MAX })}`}
        </span>
      </div>
      <AskFault asked={cards} />
      <OfficeTable<OfficeCard>
        label={t('cards.title')}
        columns={columns}
        rows={rows}
        rowKey={({ cardNumber }) => cardNumber}
        isLoading={cards.isLoading}
        empty={isNarrowed ? t('cards.emptyFound') : t('cards.empty')}
        sorted={search}
        onSort={({ sort, order }) => void navigate({ search: (before) => ({ ...before, sort, order }) })}
      />
      <AddCard
        isOpen={search.add === true}
        onClose={() => void navigate({ search: ({ add: _add, ...rest }) => rest })}
      />
    </>
  );
}

function useColumns(today: string): TableColumnsType<OfficeCard> {
  const { t } = useWords();
  return [
    {
      key: 'cardNumber',
      title: t('cards.fact.cardNumber'),
      width: 170,
      sorter: byField((card) => card.cardNumber),
      render: (_value, { cardNumber }) => (
        <Link to="/cards/$cardNumber" params={{ cardNumber }}>
          {cardNumber}
        </Link>
      ),
    },
    {
      key: 'name',
      title: t('cards.fact.name'),
      width: 120,
      dataIndex: 'name',
      sorter: byField((card) => card.name),
    },
    {
      key: 'status',
      title: t('cards.fact.status'),
      width: 120,
      sorter: byField((card) => standingOf(card, today)),
      render: (_value, card) => <StandingMark standing={standingOf(card, today)} />,
    },
    {
      key: 'tier',
      title: t('cards.fact.tier'),
      width: 80,
      dataIndex: 'tier',
      sorter: byField((card) => card.tier),
    },
    {
      key: 'validFrom',
      title: t('cards.fact.validFrom'),
      width: 130,
      dataIndex: 'validFrom',
      sorter: byField((card) => card.validFrom),
    },
    {
      key: 'validUntil',
      title: t('cards.fact.validUntil'),
      width: 130,
      dataIndex: 'validUntil',
      sorter: byField((card) => card.validUntil),
    },
    { key: 'spouse', title: t('cards.fact.spouse'), width: 110, dataIndex: 'spouse' },
    {
      key: 'children',
      title: t('cards.fact.children'),
      width: 90,
      sorter: byField((card) => card.children),
      render: (_value, { children }) => (children === 0 ? '' : t('cards.childrenCount', { count: children })),
    },
  ];
}
