import { useTranslation } from 'react-i18next';
import { useRun } from '../desk-command.tsx';
import { useDesk } from '../kiosk-context.ts';
import css from './staff.module.css';

/** Who works here, and the way to hand over. Nothing where the district keeps no staff. */
export function StaffBadge() {
  const { t } = useTranslation('staff');
  const { session, members } = useDesk((desk) => desk.staff);
  const run = useRun();
  if (members.length === 0) return null;
  return (
    <button
      type="button"
      className={css['badge']}
      data-command="hand-over"
      data-signed-in={session?.member.name ?? ''}
      onClick={() => run('hand-over')}
    >
      {session === null ? <small>{t('badge.free')}</small> : <strong>{session.member.name}</strong>} F7{' '}
      {t(session === null ? 'badge.signIn' : 'badge.handOver')}
    </button>
  );
}

/** What was allowed a moment ago, until it is used. */
export function ApprovalNote() {
  const { t } = useTranslation('staff');
  const approval = useDesk((desk) => desk.staff.approval);
  if (approval === null || approval.permission === 'settings') return null;
  const { permission, member } = approval;
  const what = t(`approve.what.${permission}`);
  return (
    <p className={css['note']} role="status" data-approval={permission}>
      {t(permission === 'full-name' ? 'approve.doneName' : 'approve.done', { name: member.name, what })}
    </p>
  );
}

/** The demo's members and their PINs, which anybody may know. */
export function DemoMembers(props: {
  readonly members: readonly {
    readonly name: string;
    readonly role: 'clerk' | 'supervisor' | 'technician';
    readonly pin: string;
  }[];
}) {
  const { t } = useTranslation('staff');
  if (props.members.length === 0) return null;
  return (
    <p className={css['demo']} data-demo-members>
      <strong>{t('demo')}</strong>
      {props.members.map(({ name, role, pin }) => (
        <span key={name}>
          {name} {t(`role.${role}`)} PIN <code>{pin}</code>
        </span>
      ))}
    </p>
  );
}
