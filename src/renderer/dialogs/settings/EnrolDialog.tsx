import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useKiosk } from '../../kiosk-context.ts';
import { EnrolForm } from '../../screens/enrol/EnrolForm.tsx';
import { RootFingerprints } from '../../screens/enrol/RootFingerprints.tsx';
import { LineTrustNote } from '../../screens/shell/LineTrustNote.tsx';
import { WaitingCardNote } from '../dialog-parts.tsx';

/** For a desk that its district does not know any more, as after a restore: what was recorded stays and is sent. */
export function EnrolDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { info, pinnedTrust, enrolAgain } = useKiosk();
  return (
    <Modal open title={t('enrol.again')} footer={null} onCancel={onClose}>
      <WaitingCardNote />
      <p>{t('enrol.againBody')}</p>
      <EnrolForm districtUrl={info.districtUrl} onEnrol={enrolAgain} />
      <LineTrustNote {...info} />
      <RootFingerprints pinnedTrust={pinnedTrust} />
    </Modal>
  );
}
