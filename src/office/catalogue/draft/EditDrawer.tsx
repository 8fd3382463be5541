import { Button, Drawer, Form, type FormInstance } from 'antd';
import type { ReactNode } from 'react';
import type { Catalogue } from '../../../domain/catalogue/catalogue.ts';
import { useWords } from '../../shell/i18n.ts';
import { SavingNote } from './OutcomeNote.tsx';
import { useSave } from './use-draft.ts';

/** A form on a part of the draft. It is closed once the district has it; nothing typed is lost if it is refused. */
export function EditDrawer<Fields extends object>(props: {
  readonly title: string;
  readonly form: FormInstance<Fields>;
  readonly initial: Fields;
  readonly change: (catalogue: Catalogue, fields: Fields) => Catalogue;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly width?: number;
}) {
  const { t } = useWords();
  const { title, form, initial, change, onClose, children, width = 880 } = props;
  const saving = useSave(onClose);
  return (
    <Drawer
      open
      size={width}
      title={title}
      onClose={onClose}
      destroyOnHidden
      footer={
        <div className="bar" style={{ margin: 0, justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>{t('shell.cancel')}</Button>
          <Button type="primary" loading={saving.isPending} onClick={() => form.submit()}>
            {t('draft.save')}
          </Button>
        </div>
      }
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        scrollToFirstError
        onFinish={() => saving.save((catalogue) => change(catalogue, form.getFieldsValue(true) as Fields))}
      >
        {children}
      </Form>
      <SavingNote saving={saving} />
    </Drawer>
  );
}
