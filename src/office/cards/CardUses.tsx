import type { TableColumnsType } from 'antd';
import { yuanText } from '../../domain/base/money.ts';
import type { CardReply } from '../../protocol/wire-cards.ts';
import { useNames } from '../catalogue/use-catalogue.ts';
import { useWords } from '../shell/i18n.ts';
import { Mark } from '../shell/Mark.tsx';
import { OfficeTable } from '../shell/OfficeTable.tsx';

type Use = CardReply['uses'][number];
const PERSONS = ['holder', 'spouse', 'child'] as const;
const TONES = {
  counts: 'good',
  'taken-back': 'plain',
  quarantined: 'look',
  cancelled: 'plain',
  missed: 'plain',
  returned: 'plain',
  collided: 'look',
} as const;

/** What a card was used for, the newest first. */
export function CardUses({ uses }: { readonly uses: readonly Use[] }) {
  const { t } = useWords();
  const { siteName, itemName } = useNames();
  const personWords = (person: string) => {
    const known = PERSONS.find((one) => one === person);
    return known === undefined ? person : t(`cards.person.${known}`);
  };
  const columns: TableColumnsType<Use> = [
    {
      key: 'start',
      title: t('cards.useStart'),
      width: 150,
      render: (_value, { start }) => start.replace('T', ' '),
    },
    { key: 'site', title: t('cards.useSite'), width: 180, render: (_value, { siteId }) => siteName(siteId) },
    {
      key: 'item',
      title: t('cards.useItem'),
      width: 200,
      render: (_value, { itemId, otherCard }) => (
        <>
          {itemName(itemId)}
          {otherCard !== undefined && <div className="soft">{t('cards.usedCard', { card: otherCard })}</div>}
        </>
      ),
    },
    {
      key: 'person',
      title: t('cards.usePerson'),
      width: 90,
      render: (_value, { person }) => personWords(person),
    },
    { key: 'quantity', title: t('cards.useQuantity'), width: 70, align: 'right', dataIndex: 'quantity' },
    {
      key: 'paid',
      title: t('cards.usePaid'),
      width: 110,
      align: 'right',
      render: (_value, { totalFen }) => (totalFen === null ? t('shell.none') : yuanText(totalFen)),
    },
    {
      key: 'state',
      title: t('cards.useState'),
      width: 120,
      render: (_value, { state }) => <Mark tone={TONES[state]}>{t(`cards.state.${state}`)}</Mark>,
    },
  ];
  return (
    <section className="panel">
      <h2>{t('cards.uses')}</h2>
      <OfficeTable<Use>
        label={t('cards.uses')}
        columns={columns}
        rows={uses}
        rowKey={({ journalId, seq }) => `${journalId}#${seq}`}
        empty={t('cards.usesEmpty')}
      />
    </section>
  );
}
