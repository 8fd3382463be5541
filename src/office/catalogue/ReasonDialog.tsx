import { Form, Input, Modal } from 'antd';
import { useWords } from '../shell/i18n.ts';

const REASON_LENGTH_MAX = 500;

/** Asks why; nothing is done without a reason. */
export function ReasonDialog(props: {
  readonly title: string;
  readonly about?: string;
  readonly label: string;
  readonly onReason: (reason: string) => void;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const [form] = Form.useForm<{ readonly reason: string }>();
  return (
    <Modal
      open
      title={props.title}
      okText={props.title}
      cancelText={t('shell.cancel')}
      onCancel={props.onClose}
      onOk={() => form.submit()}
    >
      {props.about !== undefined && <p>{props.about}</p>}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ reason }) => props.onReason(reason.trim())}
      >
        <Form.Item
          name="reason"
          label={props.label}
          rules={[{ required: true, whitespace: true, message: t('draft.wanted') }]}
        >
          <Input.TextArea autoFocus rows={3} maxLength={REASON_LENGTH_MAX} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
