import { Form, Input, Modal } from 'antd';
import { FaultNote } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';

const REASON_LENGTH_MAX = 500;

/** Asks for what was found before something is decided for good. */
export function NoteDialog({
  onNote,
  ...dialog
}: {
  readonly title: string;
  readonly about: string;
  readonly okText: string;
  readonly isPending: boolean;
  readonly fault: unknown;
  readonly onNote: (note: string) => void;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const words = { label: t('discrepancies.note'), wanted: t('discrepancies.noteWanted') };
  return <ReasonDialog {...dialog} {...words} onReason={onNote} />;
}

/** Asks for a reason in words before something is decided for good. */
export function ReasonDialog(props: {
  readonly title: string;
  readonly about: string;
  readonly okText: string;
  readonly isDangerous?: boolean;
  readonly label: string;
  /** What is said if the field is left empty. */
  readonly wanted: string;
  readonly isPending: boolean;
  readonly fault: unknown;
  readonly onReason: (reason: string) => void;
  readonly onClose: () => void;
}) {
  const [form] = Form.useForm<{ reason: string }>();
  return (
    <Modal
      open
      title={props.title}
      okText={props.okText}
      okButtonProps={{ danger: props.isDangerous === true }}
      confirmLoading={props.isPending}
      onOk={() => form.submit()}
      onCancel={props.onClose}
    >
      <p>{props.about}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ reason }) => props.onReason(reason)}
      >
        <Form.Item
          name="reason"
          label={props.label}
          rules={[{ required: true, whitespace: true, message: props.wanted }]}
        >
          <Input.TextArea autoFocus rows={3} maxLength={REASON_LENGTH_MAX} />
        </Form.Item>
      </Form>
      {props.fault !== null && <FaultNote fault={props.fault} />}
    </Modal>
  );
}
