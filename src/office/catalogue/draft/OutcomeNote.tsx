import { Alert } from 'antd';
import type { z } from 'zod';
import type { DraftSigned } from '../../../protocol/wire-drafts.ts';
import { FaultNote } from '../../shell/FaultNote.tsx';
import { useWords } from '../../shell/i18n.ts';

type Outcome = z.infer<typeof DraftSigned>;

/** Why a form or a removal was not saved: the district refused it, or did not answer. */
export function SavingNote(props: {
  readonly saving: { readonly outcome: Outcome | null; readonly error: unknown };
}) {
  const { outcome, error } = props.saving;
  return (
    <>
      <OutcomeNote outcome={outcome} />
      {error !== null && <FaultNote fault={error} />}
    </>
  );
}

/** Why a step did not come about, in words. */
export function OutcomeNote({ outcome }: { readonly outcome: Outcome | null }) {
  const { t, listed } = useWords();
  if (outcome === null || outcome.kind === 'done' || outcome.kind === 'published') return null;
  const words = (() => {
    switch (outcome.kind) {
      case 'changed-meanwhile':
        return t('draft.outcome.changed-meanwhile', { by: outcome.by });
      case 'wrong-state':
        return t('draft.outcome.wrong-state', { state: t(`draft.state.${outcome.state}`) });
      case 'bad-shape':
        return t('draft.outcome.bad-shape', { place: outcome.place, message: outcome.message });
      case 'has-errors':
        return t('draft.outcome.has-errors', { errors: outcome.errors });
      case 'own-draft':
        return t('draft.outcome.own-draft', { authors: listed(outcome.authors) });
      case 'not-trusted':
        return t('catalogue.notTrusted');
      case 'not-newer':
        return t('catalogue.notNewer', { held: outcome.held });
      case 'too-far-ahead':
        return t('catalogue.tooFar', { held: outcome.held });
      default:
        return t(`draft.outcome.${outcome.kind}`);
    }
  })();
  return <Alert type="error" showIcon role="alert" title={words} style={{ marginBlock: 12 }} />;
}
