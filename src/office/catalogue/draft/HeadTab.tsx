import { Button, Form } from 'antd';
import { useState } from 'react';
import { useWords } from '../../shell/i18n.ts';
import { EditDrawer } from './EditDrawer.tsx';
import { DateField, TelephoneField, TextField } from './fields.tsx';
import { useDraftDesk } from './use-draft.ts';

interface Fields {
  readonly title: { readonly zh: string; readonly en: string };
  readonly hotline: string;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
}

/** What holds for the whole catalogue: its name, the hotline, and from when to when it is in force. */
export function HeadTab() {
  const { t, say } = useWords();
  const { catalogue, mayEdit } = useDraftDesk();
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="panel">
      <dl className="facts">
        <dt>{t('draft.head.title')}</dt>
        <dd>{say(catalogue.title)}</dd>
        <dt>{t('draft.head.hotline')}</dt>
        <dd>{catalogue.hotline}</dd>
        <dt>{t('draft.head.validFrom')}</dt>
        <dd>{catalogue.validFrom ?? t('catalogue.startsNow')}</dd>
        <dt>{t('draft.head.validUntil')}</dt>
        <dd>{catalogue.validUntil ?? t('catalogue.always')}</dd>
      </dl>
      {mayEdit && <Button onClick={() => setOpen(true)}>{t('draft.edit')}</Button>}
      {isOpen && <HeadForm onClose={() => setOpen(false)} />}
    </section>
  );
}

function HeadForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords();
  const { catalogue } = useDraftDesk();
  const [form] = Form.useForm<Fields>();
  const { title, hotline, validFrom, validUntil } = catalogue;
  return (
    <EditDrawer<Fields>
      title={t('draft.tab.head')}
      form={form}
      initial={{ title, hotline, validFrom, validUntil }}
      width={640}
      onClose={onClose}
      change={(before, fields) => ({ ...before, ...fields })}
    >
      <TextField name="title" label={t('draft.head.title')} />
      <TelephoneField name="hotline" label={t('draft.head.hotline')} isWanted />
      <div className="field-grid">
        <DateField name="validFrom" label={t('draft.head.validFrom')} extra={t('draft.head.fromNote')} />
        <DateField
          name="validUntil"
          label={t('draft.head.validUntil')}
          after={['validFrom']}
          extra={t('draft.head.untilNote')}
        />
      </div>
    </EditDrawer>
  );
}
