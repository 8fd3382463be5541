import { useTranslation } from 'react-i18next';
import { useRun } from '../desk-command.tsx';
import { useDesk } from '../kiosk-context.ts';
import css from './staff-badge.module.css';

/** Says who works here, and hands over if it is pressed. Shows nothing if the district keeps no staff. */
export function StaffBadge() {
  const { t } = useTranslation('badge');
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
      {session === null ? <small>{t('free')}</small> : <strong>{session.member.name}</strong>} F7{' '}
      {t(session === null ? 'signIn' : 'handOver')}
    </button>
  );
}

/** Says what was allowed a moment ago, until it is used. */
export function ApprovalNote() {
  const { t } = useTranslation('badge');
  const approval = useDesk((desk) => desk.staff.approval);
  if (approval === null || approval.permission === 'settings') return null;
  const { permission, member } = approval;
  const what = t(`what.${permission}`);
  return (
    <p className={css['note']} role="status" data-approval={permission}>
      {t(permission === 'full-name' ? 'doneName' : 'done', { name: member.name, what })}
    </p>
  );
}
