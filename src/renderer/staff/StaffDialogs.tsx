import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Overlay } from '../../desk/desk-state.ts';
import { approversOf } from '../../desk/staff-view.ts';
import { useRun } from '../desk-command.tsx';
import { WaitingCardNote } from '../dialogs/dialog-parts.tsx';
import { useDesk } from '../kiosk-context.ts';
import { type GivenPins, PinForm } from './PinForm.tsx';
import css from './staff.module.css';
import './texts.ts';

const WIDTH = '46rem';

/** The desk is locked, or nobody has signed in yet: it opens by a member and a PIN. */
export function LockScreen() {
  const { t } = useTranslation('staff');
  const staff = useDesk((desk) => desk.staff);
  const signIn = useSignIn();
  const { session, members } = staff;
  return (
    <div
      className={css['lock']}
      data-screen="lock"
      role="dialog"
      aria-modal="true"
      aria-label={t('lock.title')}
    >
      <div className={css['panel']}>
        <h1>{t(session === null ? 'lock.start' : 'lock.title')}</h1>
        {members.length === 0 ? (
          <p>
            <strong>{t('lock.nobody')}</strong> {t('lock.nobodyNext')}
          </p>
        ) : (
          <>
            <p>{t('lock.about')}</p>
            <PinForm
              members={members}
              likely={session?.member.memberId ?? null}
              okWords={t(session === null ? 'signIn' : 'unlock')}
              asksNext={false}
              onGiven={signIn}
            />
          </>
        )}
      </div>
    </div>
  );
}

/** 交接班: the next clerk signs in, and what is open stays. */
export function HandOverDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('staff');
  const run = useRun();
  const staff = useDesk((desk) => desk.staff);
  const signIn = useSignIn();
  const { session, members, isRequired, pinsWaiting } = staff;
  return (
    <Modal
      open
      width={WIDTH}
      title={t(session === null ? 'handOver.signIn' : 'handOver.title')}
      onCancel={onClose}
      footer={
        <>
          {session !== null && (
            <>
              <Button onClick={() => run('change-pin')}>{t('changePin.title')}</Button>
              <Button onClick={() => run('sign-out')}>{t('handOver.signOut')}</Button>
            </>
          )}
          <Button onClick={onClose}>{t('cancel')} Esc</Button>
        </>
      }
    >
      <WaitingCardNote />
      <p>{t('handOver.about')}</p>
      {!isRequired && <p>{t('handOver.free')}</p>}
      {pinsWaiting > 0 && <p>{t('changePin.waiting', { count: pinsWaiting })}</p>}
      <PinForm members={members} likely={null} okWords={t('signIn')} asksNext={false} onGiven={signIn} />
    </Modal>
  );
}

/** Asks for the PIN of somebody who may allow what the clerk wants to do. */
export function ApproveDialog(props: {
  readonly overlay: Extract<Overlay, { readonly kind: 'approve' }>;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('staff');
  const badge = useTranslation('badge').t;
  const { permission } = props.overlay;
  const staff = useDesk((desk) => desk.staff);
  const approve = useDesk((desk) => desk.approve);
  const approvers = approversOf(staff, permission);
  const [only] = approvers;
  return (
    <Modal
      open
      width={WIDTH}
      title={t(permission === 'settings' ? 'approve.settingsTitle' : 'approve.title')}
      onCancel={props.onClose}
      footer={<Button onClick={props.onClose}>{t('cancel')} Esc</Button>}
    >
      <WaitingCardNote />
      <p>
        <strong>{badge(`what.${permission}`)}</strong>
      </p>
      {only === undefined ? (
        <p>{t('approve.nobody')}</p>
      ) : (
        <>
          <p>{t('approve.about')}</p>
          <PinForm
            members={approvers}
            likely={approvers.length === 1 ? only.memberId : null}
            okWords={t('approve.ok')}
            asksNext={false}
            onGiven={({ memberId, pin }) => approve({ memberId, pin })}
          />
        </>
      )}
    </Modal>
  );
}

/** Lets a member change the own PIN at the desk. */
export function ChangePinDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('staff');
  const staff = useDesk((desk) => desk.staff);
  const changePin = useDesk((desk) => desk.changePin);
  const { session } = staff;
  return (
    <Modal
      open
      width={WIDTH}
      title={t('changePin.title')}
      onCancel={onClose}
      footer={<Button onClick={onClose}>{t('cancel')} Esc</Button>}
    >
      <WaitingCardNote />
      {session?.isPinAllotted === true && <p>{t('changePin.allotted')}</p>}
      <PinForm
        members={session === null ? staff.members : [session.member]}
        likely={session?.member.memberId ?? null}
        okWords={t('changePin.ok')}
        asksNext
        onGiven={changePin}
      />
    </Modal>
  );
}

/** Signs in. A PIN that must be changed is changed first, and the new one signs in. */
function useSignIn(): (given: GivenPins) => Promise<boolean> {
  const signIn = useDesk((desk) => desk.signIn);
  const changePin = useDesk((desk) => desk.changePin);
  return async ({ memberId, pin, next }) => {
    if (next === '') return signIn({ memberId, pin });
    return (await changePin({ memberId, pin, next })) && signIn({ memberId, pin: next });
  };
}
