import { useTranslation } from 'react-i18next';
import { courtNames } from '../../domain/lease.ts';
import { yuanText } from '../../domain/money.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useDesk } from '../kiosk-context.ts';
import type { DeskScreen } from '../stores/desk-state.ts';
import css from './desk-screen.module.css';
import { BandDetail, VerdictBand } from './VerdictBand.tsx';

type Recorded = Extract<DeskScreen, { kind: 'recorded' }>;
type Voided = Extract<DeskScreen, { kind: 'voided' }>;
type NotRecorded = Extract<DeskScreen, { kind: 'not-recorded' }>;

/** The use is on disk; printing and undoing are in reach until the next card. */
export function RecordedPane({ screen }: { readonly screen: Recorded }) {
  return screen.entry.body.kind === 'request' ? (
    <RequestedPane screen={screen} />
  ) : (
    <UsedPane screen={screen} />
  );
}

/** Without a line the right could not be claimed: nothing is used, and the district will see the request. */
function RequestedPane({ screen }: { readonly screen: Recorded }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <div className={css['answer']} data-screen="requested" data-seq={screen.entry.seq}>
      <VerdictBand verdict="ask" headline={t('recorded.requested')}>
        <BandDetail>
          {screen.item.name[language]} · {t('recorded.requestedNext')}
        </BandDetail>
      </VerdictBand>
      <p className={css['next']}>{t('recorded.next')}</p>
    </div>
  );
}

function UsedPane({ screen }: { readonly screen: Recorded }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const askToVoid = useDesk((desk) => desk.askToVoid);
  const { entry, item } = screen;
  const totalFen = entry.body.kind === 'use' ? entry.body.totalFen : null;
  return (
    <div className={css['answer']} data-screen="recorded" data-seq={entry.seq}>
      <VerdictBand verdict="yes" headline={t('recorded.title')}>
        <BandDetail>
          {t('recorded.slip', { seq: entry.seq })} · {item.name[language]}
          {item.courts.length > 0 && ` · ${courtNames(item.courts)[language]}`}
          {item.choice.quantity > 1 && ` × ${item.choice.quantity}`}
          {totalFen !== null && totalFen > 0 && (
            <>
              {' · '}
              {t('item.total')} <strong>{yuanText(totalFen)}</strong>
            </>
          )}
        </BandDetail>
      </VerdictBand>
      <div className={css['buttons']}>
        <button type="button" className={css['button']} onClick={() => window.print()}>
          {t('recorded.print')} P
        </button>
        <button type="button" className={css['button']} onClick={() => askToVoid(entry.seq)}>
          {t('recorded.undo')} F8
        </button>
      </div>
      <p className={css['next']}>{t('recorded.next')}</p>
    </div>
  );
}

/** A sale was taken back: what to give back to the customer. */
export function VoidedPane({ screen }: { readonly screen: Voided }) {
  const { t } = useTranslation();
  const { seq, refundFen } = screen;
  return (
    <div className={css['answer']} data-screen="voided" data-seq={seq}>
      <VerdictBand verdict="info" headline={t('recorded.voided', { seq })}>
        {refundFen > 0 && <BandDetail>{t('void.refund', { yuan: yuanText(refundFen) })}</BandDetail>}
      </VerdictBand>
      <p className={css['next']}>{t('recorded.next')}</p>
    </div>
  );
}

/** Nothing was recorded, or nobody can tell: what the clerk does now. */
export function NotRecordedPane({ screen }: { readonly screen: NotRecorded }) {
  const { t } = useTranslation();
  return (
    <div className={css['answer']} data-screen="not-recorded" data-reason={screen.reason}>
      <VerdictBand
        verdict={screen.reason === 'host' ? 'ask' : 'no'}
        headline={screen.reason === 'host' ? t('verdict.ask') : t('fault.title')}
      >
        <BandDetail>{t(`fault.${screen.reason}`)}</BandDetail>
      </VerdictBand>
      <p className={css['next']}>{t('app.wayBack')}</p>
      <p className={css['technical']}>{screen.detail}</p>
    </div>
  );
}
