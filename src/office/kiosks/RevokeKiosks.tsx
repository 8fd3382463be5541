import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, Modal } from 'antd';
import { KiosksRevoked, type OfficeKiosk } from '../../protocol/wire-kiosks.ts';
import { call } from '../api/call.ts';
import { FaultNote } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { KIOSKS_KEY } from './use-kiosks.ts';

const REASON_LENGTH_MAX = 500;
const NAMED_MAX = 8;

/** Shuts kiosks out, with a reason, after saying what that means and for how many. */
export function RevokeKiosks({
  kiosks,
  onClose,
  onDone,
}: {
  readonly kiosks: readonly OfficeKiosk[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { t, language } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<{ reason: string }>();
  const revoking = useMutation({
    mutationFn: ({ reason }: { reason: string }) =>
      call({
        method: 'POST',
        path: 'kiosks/revoke',
        body: { kioskIds: kiosks.map(({ kioskId }) => kioskId), reason },
        reply: KiosksRevoked,
      }),
    onSuccess: ({ revoked, already }) => {
      void queries.invalidateQueries({ queryKey: KIOSKS_KEY });
      void message.success(t('kiosks.revokeDone', { count: revoked.length }));
      if (already.length > 0) void message.info(t('kiosks.revokeAlready', { count: already.length }));
      onDone();
    },
  });
  const count = kiosks.length;
  const named = kiosks.slice(0, NAMED_MAX).map(({ name }) => name);
  const names = `${named.join(language === 'zh' ? '、' : ', ')}${count > NAMED_MAX ? '…' : ''}`;
  return (
    <Modal
      open
      title={t('kiosks.revokeTitle')}
      okText={t('kiosks.revokeDo', { count })}
      okButtonProps={{ danger: true }}
      confirmLoading={revoking.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{t('kiosks.revokeAbout', { count, names })}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(fields) => revoking.mutate(fields)}>
        <Form.Item
          name="reason"
          label={t('kiosks.reason')}
          rules={[{ required: true, whitespace: true, message: t('kiosks.reasonWanted') }]}
        >
          <Input.TextArea autoFocus rows={3} maxLength={REASON_LENGTH_MAX} />
        </Form.Item>
      </Form>
      {revoking.error !== null && <FaultNote fault={revoking.error} />}
    </Modal>
  );
}
