import { Link } from '@tanstack/react-router';
import { Alert } from 'antd';
import type { DraftReply } from '../../../protocol/wire-drafts.ts';
import { useStanding } from '../../api/standing.ts';
import { useWords } from '../../shell/i18n.ts';
import { useDraftRights } from './use-draft.ts';

/** Says that somebody else approves a draft, and whether there is anybody who could, before work goes into it. */
export function SecondPerson({ reply }: { readonly reply: DraftReply | undefined }) {
  const { t } = useWords();
  const { standing } = useStanding();
  const { writes } = useDraftRights();
  if (reply === undefined || reply.approvers === null || !writes) return null;
  const { draft, approvers } = reply;
  const isDecided = draft !== null && draft.state !== 'editing' && draft.state !== 'submitted';
  if (isDecided || (draft !== null && approvers > 0)) return null;
  const mayAdd = standing.kind === 'signed-in' && standing.officer.role === 'administrator';
  return (
    <Alert
      style={{ marginBottom: 16 }}
      showIcon
      type={approvers > 0 ? 'info' : 'warning'}
      title={approvers > 0 ? t('draft.second', { count: approvers }) : t('draft.secondNone')}
      description={
        approvers > 0 ? undefined : mayAdd ? (
          <Link to="/people" search={{ add: true }}>
            {t('draft.secondAdd')}
          </Link>
        ) : (
          t('draft.secondAsk')
        )
      }
    />
  );
}
