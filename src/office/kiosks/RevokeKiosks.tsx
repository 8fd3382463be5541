import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { KiosksRevoked, type OfficeKiosk } from '../../protocol/wire-kiosks.ts';
import { call } from '../api/call.ts';
import { useWords } from '../shell/i18n.ts';
import { ReasonDialog } from '../shell/ReasonDialog.tsx';
import { KIOSKS_KEY } from './use-kiosks.ts';

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
  const { t, listed } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const revoking = useMutation({
    mutationFn: (reason: string) =>
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
  const names = `${listed(named)}${count > NAMED_MAX ? '…' : ''}`;
  return (
    <ReasonDialog
      title={t('kiosks.revokeTitle')}
      about={t('kiosks.revokeAbout', { count, names })}
      okText={t('kiosks.revokeDo', { count })}
      isDangerous
      label={t('kiosks.reason')}
      wanted={t('kiosks.reasonWanted')}
      isPending={revoking.isPending}
      fault={revoking.error}
      onReason={(reason) => revoking.mutate(reason)}
      onClose={onClose}
    />
  );
}
