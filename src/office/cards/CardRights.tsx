import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Select, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { wallDateOf, yearOf } from '../../domain/base/wall-time.ts';
import { rightLimitOf } from '../../domain/decision/limited-items.ts';
import type { CardReply } from '../../protocol/wire-cards.ts';
import { RightReply } from '../../protocol/wire-limits.ts';
import { call } from '../api/call.ts';
import { useNames } from '../catalogue/use-catalogue.ts';
import { FormDialog } from '../shell/FormDialog.tsx';
import { useWords } from '../shell/i18n.ts';
import { Mark } from '../shell/Mark.tsx';
import { OfficeTable } from '../shell/OfficeTable.tsx';
import { CARDS_KEY } from './use-cards.ts';

type Right = Omit<CardReply['rights'][number], 'siteId'> & { readonly siteId: string | null };

/** What the holder may have at one of several sites this year, and had in earlier years; the office moves what is unused. */
export function CardRights({ detail }: { readonly detail: CardReply }) {
  const { t } = useWords();
  const { items, itemName, siteName } = useNames();
  const [moving, setMoving] = useState<Right | null>(null);
  const year = yearOf(wallDateOf(detail.serverTimeMs));
  const known = detail.rights;
  const open = items
    .filter((item) => rightLimitOf(item) !== null)
    .filter(({ id }) => !known.some((right) => right.itemId === id && right.year === year))
    .map(({ id }): Right => ({ itemId: id, year, siteId: null, isUsed: false }));
  const rows: readonly Right[] = [...open, ...known];
  if (rows.length === 0) return null;
  const columns: TableColumnsType<Right> = [
    { key: 'year', title: t('cards.rightYear'), width: 90, dataIndex: 'year' },
    { key: 'item', title: t('cards.useItem'), width: 200, render: (_value, { itemId }) => itemName(itemId) },
    {
      key: 'site',
      title: t('cards.rightSite'),
      render: (_value, { siteId }) =>
        siteId === null ? <span className="soft">{t('cards.rightNone')}</span> : siteName(siteId),
    },
    {
      key: 'state',
      title: t('cards.useState'),
      width: 120,
      render: (_value, { isUsed }) => (
        <Mark tone={isUsed ? 'plain' : 'good'}>{t(isUsed ? 'cards.rightUsed' : 'cards.rightUnused')}</Mark>
      ),
    },
    {
      key: 'do',
      title: t('cards.rightDo'),
      width: 110,
      render: (_value, right) =>
        right.isUsed || right.year !== year || detail.card === null ? null : (
          <Button size="small" onClick={() => setMoving(right)}>
            {t(right.siteId === null ? 'cards.rightChoose' : 'cards.rightMove')}
          </Button>
        ),
    },
  ];
  return (
    <section className="panel">
      <h2>{t('cards.rights')}</h2>
      <OfficeTable<Right>
        label={t('cards.rights')}
        columns={columns}
        rows={rows}
        rowKey={(right) => `${right.year}/${right.itemId}`}
        empty={t('cards.rightNone')}
      />
      {moving !== null && (
        <MoveRight cardNumber={detail.cardNumber} right={moving} onClose={() => setMoving(null)} />
      )}
    </section>
  );
}

interface MoveFields {
  readonly siteId: string;
}

function MoveRight({
  cardNumber,
  right,
  onClose,
}: {
  readonly cardNumber: string;
  readonly right: Right;
  readonly onClose: () => void;
}) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const { items, sites, siteName, itemName } = useNames();
  const [form] = Form.useForm<MoveFields>();
  const queries = useQueryClient();
  const { itemId, year, siteId: before } = right;
  const moving = useMutation({
    mutationFn: ({ siteId }: MoveFields) =>
      call({
        method: 'POST',
        path: 'rights',
        body: { cardNumber, itemId, year, siteId },
        reply: RightReply,
      }),
    onSuccess: ({ outcome, right: now }) => {
      void queries.invalidateQueries({ queryKey: CARDS_KEY });
      if (outcome === 'granted') void message.success(t('cards.rightDone', { site: siteName(now.siteId) }));
      else void message.warning(t('cards.rightGone', { site: siteName(now.siteId) }));
      onClose();
    },
  });
  const given = items.find(({ id }) => id === itemId)?.siteIds ?? [];
  return (
    <FormDialog<MoveFields>
      title={`${t(before === null ? 'cards.rightChoose' : 'cards.rightMove')} · ${itemName(itemId)} ${year}`}
      okText={t('shell.save')}
      form={form}
      saving={moving}
      about={before !== null && <p>{t('cards.rightAbout', { site: siteName(before) })}</p>}
      onFinish={(fields) => moving.mutate(fields)}
      onClose={onClose}
    >
      <Form.Item
        name="siteId"
        label={t('cards.rightSite')}
        rules={[{ required: true, message: t('cards.rightWanted') }]}
      >
        <Select
          showSearch
          optionFilterProp="label"
          placeholder={t('cards.rightWanted')}
          options={sites
            .filter(({ id }) => given.includes(id) && id !== before)
            .map(({ id, name }) => ({ value: id, label: say(name) }))}
        />
      </Form.Item>
    </FormDialog>
  );
}
