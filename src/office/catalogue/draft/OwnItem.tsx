import { Form, Modal, Select } from 'antd';
import { useState } from 'react';
import type { Item } from '../../../domain/catalogue/catalogue.ts';
import { useWords } from '../../shell/i18n.ts';
import { EditDrawer } from './EditDrawer.tsx';
import { withOwnItem } from './edit-catalogue.ts';
import { useDraftDesk } from './use-draft.ts';

/** Sets an item apart for one site, whose prices or hours are its own from then on. */
export function OwnItem({
  item,
  index,
  onClose,
}: {
  readonly item: Item;
  readonly index: number;
  readonly onClose: () => void;
}) {
  const { t, say } = useWords();
  const { catalogue } = useDraftDesk();
  const [form] = Form.useForm<{ readonly siteId: string }>();
  const sites = catalogue.sites.filter(({ id }) => item.siteIds.includes(id));
  return (
    <EditDrawer<{ readonly siteId: string }>
      title={t('draft.item.ownTitle', { name: say(item.name) })}
      form={form}
      initial={{ siteId: sites[0]?.id ?? '' }}
      width={560}
      onClose={onClose}
      change={(before, { siteId }) => withOwnItem(before, index, siteId)}
    >
      <p>{t('draft.item.ownAbout')}</p>
      <Form.Item name="siteId" label={t('draft.item.ownSite')}>
        <Select options={sites.map(({ id, name }) => ({ value: id, label: say(name) }))} />
      </Form.Item>
    </EditDrawer>
  );
}

/** A new item begins as a copy of one that is there: its workflow and unit are those of the copy. */
export function AddItem({
  onClose,
  onCopy,
}: {
  readonly onClose: () => void;
  readonly onCopy: (item: Item) => void;
}) {
  const { t, say } = useWords();
  const { catalogue } = useDraftDesk();
  const [place, setPlace] = useState(0);
  const siteName = (item: Item) => {
    const site = catalogue.sites.find(({ id }) => id === item.siteIds[0]);
    return site === undefined ? '' : say(site.name);
  };
  return (
    <Modal
      open
      title={t('draft.item.add')}
      okText={t('draft.next')}
      cancelText={t('shell.cancel')}
      onCancel={onClose}
      onOk={() => {
        const item = catalogue.items[place];
        if (item !== undefined) onCopy(item);
      }}
    >
      <p>{t('draft.item.addAbout')}</p>
      <Form layout="vertical">
        <Form.Item label={t('draft.item.model')} htmlFor="item-model">
          <Select
            id="item-model"
            showSearch
            optionFilterProp="label"
            value={place}
            options={catalogue.items.map((item, index) => ({
              value: index,
              label: `${siteName(item)} · ${say(item.name)}`,
            }))}
            onChange={setPlace}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
