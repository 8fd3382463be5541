import { useTranslation } from 'react-i18next';
import type { Verdict } from '../../domain/decision.ts';
import { unreachable } from '../../domain/unreachable.ts';
import type { Rejection } from '../stores/desk-state.ts';
import css from './desk-screen.module.css';
import { BandDetail, VerdictBand } from './VerdictBand.tsx';

/** What was shown is no card that can be decided upon: why, and what to do next. */
export function RejectedPane({ rejection }: { readonly rejection: Rejection }) {
  const { t } = useTranslation();
  const words = useWords(rejection);
  return (
    <div className={css['answer']} data-screen="rejected" data-rejection={rejection.kind}>
      <VerdictBand verdict={words.verdict} headline={t(`verdict.${words.verdict}`)}>
        <BandDetail>
          <strong>{words.what}</strong>
        </BandDetail>
      </VerdictBand>
      <p className={css['next']}>{words.next}</p>
      {rejection.kind === 'wrong-check' && rejection.suggestion !== null && (
        <p className={css['next']}>{t('reject.suggestion', { number: grouped(rejection.suggestion) })}</p>
      )}
      <p className={css['ways']}>{t('app.wayBack')}</p>
    </div>
  );
}

function useWords(rejection: Rejection): { verdict: Verdict; what: string; next: string } {
  const { t } = useTranslation();
  switch (rejection.kind) {
    case 'two-cards':
      return { verdict: 'ask', what: t('reject.twoCards'), next: t('reject.twoCardsNext') };
    case 'wrong-check': {
      const what = rejection.suspect
        ? t('reject.wrongCheckAt', { position: rejection.suspect.position })
        : t('reject.wrongCheck');
      return { verdict: 'no', what, next: t('reject.wrongCheckNext') };
    }
    case 'not-a-card':
      return { verdict: 'no', what: t('reject.notCard'), next: t('reject.notCardNext') };
    case 'signed-unsupported':
      return { verdict: 'ask', what: t('reject.signedUnsupported'), next: t('reject.signedUnsupportedNext') };
    case 'roster-damaged':
      return { verdict: 'ask', what: t('reject.cacheDamaged'), next: t('reject.cacheDamagedNext') };
    case 'no-catalogue':
      return { verdict: 'ask', what: t('idle.noCatalogue'), next: t('idle.noCatalogueNext') };
    default:
      return unreachable(rejection);
  }
}

/** In groups of four, as on the card. */
function grouped(number: string): string {
  return number.replace(/(.{4})(?=.)/g, '$1 ');
}
