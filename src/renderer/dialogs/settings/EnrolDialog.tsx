import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useKiosk } from '../../kiosk-context.ts';
import { EnrolForm } from '../../screens/enrol/EnrolForm.tsx';
import '../../screens/enrol/texts.ts';
import { RootFingerprints } from '../../screens/enrol/RootFingerprints.tsx';
import { LineTrustNote } from '../../screens/shell/LineTrustNote.tsx';
import { WaitingCardNote } from '../dialog-parts.tsx';

/** Enrols a desk that its district no longer knows, for example after a restore. Records stay and are sent. */
export function EnrolDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const words = useTranslation('enrol').t;
  const { info, pinnedTrust, enrolAgain } = useKiosk();
  return (
    <Modal open title={t('enrol.again')} footer={null} onCancel={onClose}>
      <WaitingCardNote />
      <p>{words('againBody')}</p>
      <EnrolForm districtUrl={info.districtUrl} onEnrol={enrolAgain} />
      <LineTrustNote {...info} />
      <RootFingerprints pinnedTrust={pinnedTrust} />
    </Modal>
  );
}
