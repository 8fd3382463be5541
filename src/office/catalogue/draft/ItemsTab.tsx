import { Button, Select } from 'antd';
import { useState } from 'react';
import type { Item } from '../../../domain/catalogue/catalogue.ts';
import { useWords } from '../../shell/i18n.ts';
import { withoutItem } from './edit-catalogue.ts';
import { ItemCard } from './ItemCard.tsx';
import { ItemForm } from './ItemForm.tsx';
import { SavingNote } from './OutcomeNote.tsx';
import { AddItem, OwnItem } from './OwnItem.tsx';
import { useDraftDesk, useRemoval } from './use-draft.ts';
import { YearNoticeForm } from './YearNoticeForm.tsx';

/** Which form is open on which item; items are told by their place in the list. */
type Opened =
  | { readonly kind: 'none' | 'add' }
  | { readonly kind: 'edit' | 'own' | 'notice'; readonly item: Item; readonly index: number }
  | { readonly kind: 'copy'; readonly item: Item };

/** The items of the draft, by site, with their prices. */
export function ItemsTab({
  siteId,
  onSite,
}: {
  readonly siteId: string | undefined;
  readonly onSite: (siteId: string | undefined) => void;
}) {
  const { t, say } = useWords();
  const { catalogue, mayEdit } = useDraftDesk();
  const [opened, open] = useState<Opened>({ kind: 'none' });
  const removing = useRemoval();
  const close = () => open({ kind: 'none' });
  const rows = catalogue.items
    .map((item, index) => ({ item, index }))
    .filter(({ item }) => siteId === undefined || item.siteIds.includes(siteId));
  const ask = (item: Item, index: number) =>
    removing.ask(t('draft.item.removeAsk', { name: say(item.name) }), (before) => withoutItem(before, index));
  return (
    <>
      <div className="bar">
        <Select
          style={{ width: '22rem' }}
          showSearch
          allowClear
          optionFilterProp="label"
          aria-label={t('draft.item.site')}
          placeholder={t('draft.item.all')}
          value={siteId ?? null}
          options={catalogue.sites.map(({ id, name }) => ({ value: id, label: say(name) }))}
          onChange={(value: string | null | undefined) => onSite(value ?? undefined)}
        />
        {mayEdit && <Button onClick={() => open({ kind: 'add' })}>{t('draft.item.add')}</Button>}
      </div>
      <SavingNote saving={removing} />
      {rows.map(({ item, index }) => (
        <ItemCard
          key={`${item.id} ${item.siteIds.join()}`}
          item={item}
          onOpen={(kind) => open({ kind, item, index })}
          onRemove={() => ask(item, index)}
        />
      ))}
      {opened.kind === 'add' && <AddItem onClose={close} onCopy={(item) => open({ kind: 'copy', item })} />}
      {opened.kind === 'copy' && <ItemForm item={opened.item} index={null} onClose={close} />}
      {opened.kind === 'edit' && <ItemForm item={opened.item} index={opened.index} onClose={close} />}
      {opened.kind === 'own' && <OwnItem item={opened.item} index={opened.index} onClose={close} />}
      {opened.kind === 'notice' && <YearNoticeForm item={opened.item} index={opened.index} onClose={close} />}
    </>
  );
}
