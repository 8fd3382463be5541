import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber, Modal } from 'antd';
import { CODES_PER_REQUEST_MAX, CodesReply } from '../../protocol/wire-kiosks.ts';
import { KIOSK_NAME_LENGTH_MAX } from '../../protocol/wire-limits.ts';
import { call } from '../api/call.ts';
import { SitesField } from '../catalogue/SitesField.tsx';
import { FaultNote } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { QrCode } from '../shell/QrCode.tsx';
import { KIOSKS_KEY } from './use-kiosks.ts';

/** A code is read aloud in two groups. */
const CODE_GROUP = 4;

interface Fields {
  readonly siteIds: string[];
  readonly kioskName?: string;
  readonly count: number;
}

/** One-time codes for kiosks of some sites, in figures and as a QR. */
export function EnrolKiosk({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const making = useMutation({
    mutationFn: ({ siteIds, kioskName = '', count }: Fields) => {
      const name = kioskName.trim() === '' ? {} : { kioskName: kioskName.trim() };
      return call({
        method: 'POST',
        path: 'kiosks/codes',
        body: { siteIds, count, ...name },
        reply: CodesReply,
      });
    },
  });
  const close = () => {
    making.reset();
    // Somebody may have used the code meanwhile.
    void queries.invalidateQueries({ queryKey: KIOSKS_KEY });
    onClose();
  };
  return (
    <Modal open={isOpen} title={t('kiosks.codeTitle')} footer={null} onCancel={close} destroyOnHidden>
      {making.data === undefined ? (
        <>
          <p className="soft">{t('kiosks.codeAbout')}</p>
          <CodeForm isMaking={making.isPending} onMake={(fields) => making.mutate(fields)} />
          {making.error !== null && <FaultNote fault={making.error} />}
        </>
      ) : (
        <Codes codes={making.data.codes.map(({ code }) => code)} onMore={() => making.reset()} />
      )}
    </Modal>
  );
}

function CodeForm({
  isMaking,
  onMake,
}: {
  readonly isMaking: boolean;
  readonly onMake: (fields: Fields) => void;
}) {
  const { t } = useWords();
  return (
    <Form<Fields> layout="vertical" requiredMark={false} initialValues={{ count: 1 }} onFinish={onMake}>
      <SitesField label={t('kiosks.codeSites')} wanted={t('kiosks.codeSitesWanted')} />
      <Form.Item name="kioskName" label={t('kiosks.codeName')} extra={t('kiosks.codeNameHelp')}>
        <Input autoComplete="off" maxLength={KIOSK_NAME_LENGTH_MAX} />
      </Form.Item>
      <Form.Item name="count" label={t('kiosks.codeCount')}>
        <InputNumber min={1} max={CODES_PER_REQUEST_MAX} precision={0} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={isMaking}>
        {t('kiosks.codeMake')}
      </Button>
    </Form>
  );
}

function Codes({ codes, onMore }: { readonly codes: readonly string[]; readonly onMore: () => void }) {
  const { t } = useWords();
  const [only = ''] = codes;
  return (
    <div role="status">
      <p>{t('kiosks.codeUse', { address: location.origin })}</p>
      {codes.length === 1 ? (
        <>
          <p className="soft">{t('kiosks.codeIs')}</p>
          <p className="big-code" data-code>
            <span style={{ marginRight: '0.35em' }}>{only.slice(0, CODE_GROUP)}</span>
            <span>{only.slice(CODE_GROUP)}</span>
          </p>
          <QrCode text={only} label={t('kiosks.codeQr')} />
        </>
      ) : (
        <>
          <p className="soft">{t('kiosks.codeMany', { count: codes.length })}</p>
          <ol>
            {codes.map((code) => (
              <li key={code} data-code>
                {code}
              </li>
            ))}
          </ol>
        </>
      )}
      <p>
        <Button onClick={onMore}>{t('kiosks.codeMore')}</Button>
      </p>
    </div>
  );
}
