import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { type Rejection, verdictOfRejection } from '../../../desk/desk-state.ts';
import { unreachable } from '../../../domain/base/unreachable.ts';
import type { CardQrFaultKind } from '../../../domain/card/card-qr.ts';
import type { ScannerAdditions } from '../../../domain/card/scanner-additions.ts';
import type { Verdict } from '../../../domain/decision/decision.ts';
import css from '../desk-screen.module.css';
import { BandDetail, VerdictBand } from './VerdictBand.tsx';

/** The code that was shown is no card that the desk can decide on: says why, and what to do next. */
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

function useWords(rejection: Rejection): { verdict: Exclude<Verdict, 'yes'>; what: string; next: string } {
  const { t } = useTranslation();
  const verdict = verdictOfRejection(rejection);
  switch (rejection.kind) {
    case 'two-cards':
      return { verdict, what: t('reject.twoCards'), next: t('reject.twoCardsNext') };
    case 'wrong-check': {
      const what = rejection.suspect
        ? t('reject.wrongCheckAt', { position: rejection.suspect.position })
        : t('reject.wrongCheck');
      return { verdict, what, next: t('reject.wrongCheckNext') };
    }
    case 'misread':
      return { verdict, ...wordsOfMisread(t, rejection.added) };
    case 'not-a-card':
      return { verdict, what: t('reject.notCard'), next: t('reject.notCardNext') };
    case 'signed-refused':
      return { verdict, ...wordsOfRefusedQr(t, rejection.why) };
    case 'roster-damaged':
      return { verdict, what: t('reject.cacheDamaged'), next: t('reject.cacheDamagedNext') };
    case 'practice-card':
      return { verdict, what: t('reject.practiceCard'), next: t('reject.practiceCardNext') };
    case 'no-catalogue':
      return { verdict, what: t('idle.noCatalogue'), next: t('idle.noCatalogueNext') };
    default:
      return unreachable(rejection);
  }
}

/** Something was lost on the way, or a scanner adds something that nobody has taught this desk to take off. */
function wordsOfMisread(t: TFunction, added: ScannerAdditions | null): { what: string; next: string } {
  if (added === null) return { what: t('reject.misread'), next: t('reject.misreadNext') };
  const sides = { prefix: added.prefix, suffix: added.suffix };
  const what =
    added.suffix === ''
      ? t('reject.addedPrefix', sides)
      : added.prefix === ''
        ? t('reject.addedSuffix', sides)
        : t('reject.addedBoth', sides);
  return { what, next: t('reject.addedNext') };
}

/**
 * The clerk must know which of three is so: the code was not read in full, it is forged, or it cannot be checked here.
 */
function wordsOfRefusedQr(t: TFunction, why: CardQrFaultKind): { what: string; next: string } {
  switch (why) {
    case 'not-base45':
    case 'bad-shape':
      return { what: t('reject.qrUnreadable'), next: t('reject.qrUnreadableNext') };
    case 'bad-signature':
      return { what: t('reject.qrForged'), next: t('reject.qrForgedNext') };
    default:
      return { what: t('reject.qrUnproved'), next: t('reject.qrUnprovedNext') };
  }
}

/** In groups of four, as on the card. */
function grouped(number: string): string {
  return number.replace(/(.{4})(?=.)/g, '$1 ');
}
