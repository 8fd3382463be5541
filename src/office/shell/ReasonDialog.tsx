import { Form, Input } from 'antd';
import { FormDialog } from './FormDialog.tsx';

const REASON_LENGTH_MAX = 500;
const ASKED_LENGTH_MAX = 100;

/** Asks for a reason in words before something is decided for good. */
export function ReasonDialog(props: {
  readonly title: string;
  readonly about?: string;
  readonly okText: string;
  readonly isDangerous?: boolean;
  readonly label: string;
  /** What is said if the field is left empty. */
  readonly wanted: string;
  readonly isPending: boolean;
  readonly fault: unknown;
  /** A second field, which may stay empty. */
  readonly asked?: { readonly label: string; readonly help: string };
  readonly onReason: (reason: string, asked: string | null) => void;
  readonly onClose: () => void;
}) {
  const [form] = Form.useForm<{ reason: string; asked?: string }>();
  return (
    <FormDialog
      title={props.title}
      okText={props.okText}
      isDangerous={props.isDangerous === true}
      form={form}
      saving={{ isPending: props.isPending, error: props.fault }}
      about={props.about !== undefined && <p>{props.about}</p>}
      onFinish={({ reason, asked = '' }) => props.onReason(reason, asked.trim() === '' ? null : asked)}
      onClose={props.onClose}
    >
      <Form.Item
        name="reason"
        label={props.label}
        rules={[{ required: true, whitespace: true, message: props.wanted }]}
      >
        <Input.TextArea autoFocus rows={3} maxLength={REASON_LENGTH_MAX} />
      </Form.Item>
      {props.asked !== undefined && (
        <Form.Item name="asked" label={props.asked.label} extra={props.asked.help}>
          <Input maxLength={ASKED_LENGTH_MAX} />
        </Form.Item>
      )}
    </FormDialog>
  );
}
