import { Form, Input, Modal } from 'antd';
import { FaultNote } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';

const NOTE_LENGTH_MAX = 500;
const ASKED_LENGTH_MAX = 100;

/** Asks for what was found before something is decided for good. */
export function NoteDialog(props: {
  readonly title: string;
  readonly about: string;
  readonly okText: string;
  readonly isPending: boolean;
  readonly fault: unknown;
  /** Whether it is asked too who is asked. */
  readonly hasAsked?: boolean;
  readonly onNote: (note: string, asked: string | null) => void;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const [form] = Form.useForm<{ note: string; asked?: string }>();
  return (
    <Modal
      open
      title={props.title}
      okText={props.okText}
      confirmLoading={props.isPending}
      onOk={() => form.submit()}
      onCancel={props.onClose}
    >
      <p>{props.about}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ note, asked = '' }) => props.onNote(note, asked.trim() === '' ? null : asked)}
      >
        <Form.Item
          name="note"
          label={t('discrepancies.note')}
          rules={[{ required: true, whitespace: true, message: t('discrepancies.noteWanted') }]}
        >
          <Input.TextArea autoFocus rows={3} maxLength={NOTE_LENGTH_MAX} />
        </Form.Item>
        {props.hasAsked === true && (
          <Form.Item name="asked" label={t('discrepancies.asked')} extra={t('discrepancies.askedHelp')}>
            <Input maxLength={ASKED_LENGTH_MAX} />
          </Form.Item>
        )}
      </Form>
      {props.fault !== null && <FaultNote fault={props.fault} />}
    </Modal>
  );
}
