import { Form, type FormInstance, Modal } from 'antd';
import type { ReactNode } from 'react';
import { FaultNote } from './FaultNote.tsx';

/** A dialog with one form. Its button sends the form, and what went wrong is said below the fields. */
export function FormDialog<Fields extends object>(props: {
  readonly title: string;
  readonly okText: string;
  readonly form: FormInstance<Fields>;
  readonly initialValues?: Partial<Fields>;
  readonly saving: { readonly isPending: boolean; readonly error: unknown };
  /** Stands above the fields. */
  readonly about?: ReactNode;
  readonly isOpen?: boolean;
  readonly isDangerous?: boolean;
  readonly width?: number;
  readonly onFinish: (fields: Fields) => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { form, saving, initialValues = {}, isOpen = true, isDangerous = false, width } = props;
  return (
    <Modal
      open={isOpen}
      {...(width === undefined ? {} : { width })}
      title={props.title}
      okText={props.okText}
      okButtonProps={{ danger: isDangerous }}
      confirmLoading={saving.isPending}
      onOk={() => form.submit()}
      onCancel={props.onClose}
    >
      {props.about}
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initialValues}
        onFinish={props.onFinish}
      >
        {props.children}
      </Form>
      {saving.error !== null && <FaultNote fault={saving.error} />}
    </Modal>
  );
}
