import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { type NamedCard, tailOf } from '../../../app/check/named-cards.ts';
import type { DeskScreen } from '../../../desk/desk-state.ts';
import { yuanText } from '../../../domain/base/money.ts';
import { paidBy, paymentWords } from '../../../domain/base/payment-way.ts';
import { type CardLookup, cardNumberIn } from '../../../domain/card/card-record.ts';
import type { DeskManner } from '../../../domain/catalogue/green-channel.ts';
import { effectOf, type RecordedUse } from '../../../domain/journal/fold/recorded-uses.ts';
import { bodyOf, type JournalEntry } from '../../../domain/journal/journal-entry.ts';
import { CardWords } from '../../CardWords.tsx';
import { useRun } from '../../desk-command.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { useShortNumber, useUseWords } from '../../use-use-words.ts';
import css from '../desk-screen.module.css';
import { BandDetail, VerdictBand } from '../verdict/VerdictBand.tsx';
import { faultWords } from './fault-words.ts';

type Recorded = Extract<DeskScreen, { kind: 'recorded' }>;
type Voided = Extract<DeskScreen, { kind: 'voided' }>;
type NotRecorded = Extract<DeskScreen, { kind: 'not-recorded' }>;

/** The use is on disk; printing and undoing are in reach until the next card. */
export function RecordedPane({ screen, manner }: { readonly screen: Recorded; readonly manner: DeskManner }) {
  const isRequest = effectOf(screen.entry).kind === 'request';
  return isRequest ? <RequestedPane screen={screen} /> : <UsedPane screen={screen} manner={manner} />;
}

/**
 * Says that only a request was recorded: without a line the right could not be claimed, or the court of a later day not
 * be booked. Nothing is used, and the district will see the request.
 */
function RequestedPane({ screen }: { readonly screen: Recorded }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const numberOf = useShortNumber();
  const body = bodyOf(screen.entry);
  const court = body?.kind === 'court-requested' ? body : null;
  return (
    <div className={css['answer']} data-screen="requested" data-seq={screen.entry.seq}>
      <VerdictBand
        verdict="ask"
        headline={t(court === null ? 'recorded.requested' : 'recorded.courtRequested')}
      >
        <BandDetail>
          <strong data-number>{t('recorded.request', { number: numberOf(screen.entry.seq) })}</strong>
          {' · '}
          <CardWords card={cardOf(screen.check.decision.lookup)} />
          {' · '}
          {screen.item.name[language]}
          {court !== null && ` · ${court.start.replace('T', ' ')}`}
          {' · '}
          {t(court === null ? 'recorded.requestedNext' : 'recorded.courtRequestedNext')}
        </BandDetail>
        {screen.isTelephoneLost && <TelephoneLost />}
      </VerdictBand>
      <p className={css['next']}>{t('recorded.next')}</p>
    </div>
  );
}

/** The record stands, and the telephone that the clerk wrote down with it is lost. */
function TelephoneLost() {
  const { t } = useTranslation();
  return (
    <BandDetail>
      <strong data-telephone-lost>{t('note.lost')}</strong>
    </BandDetail>
  );
}

function UsedPane({ screen, manner }: { readonly screen: Recorded; readonly manner: DeskManner }) {
  const { t } = useTranslation();
  const run = useRun();
  const { entry } = screen;
  const numberOf = useShortNumber();
  const words = useUseWords();
  const recorded = recordedUseOf(entry);
  const language = useLanguage();
  const totalFen = recorded?.body.totalFen ?? null;
  const way = recorded === null ? null : paidBy(recorded);
  return (
    <div className={css['answer']} data-screen="recorded" data-seq={entry.seq}>
      <VerdictBand verdict="yes" headline={t('recorded.title')}>
        <BandDetail>
          <strong data-number>{t('recorded.slip', { number: numberOf(entry.seq) })}</strong>
          {' · '}
          <CardWords card={cardOf(screen.check.decision.lookup)} />
          {' · '}
          {recorded !== null && words(recorded)}
          {totalFen !== null && totalFen > 0 && (
            <>
              {' · '}
              {t('item.total')} <strong>{yuanText(totalFen)}</strong>
              {way !== null && <span data-paid-by={way}> {paymentWords(way)[language]}</span>}
            </>
          )}
        </BandDetail>
        {screen.isTelephoneLost && <TelephoneLost />}
      </VerdictBand>
      <div className={css['buttons']}>
        <button type="button" className={css['button']} onClick={() => run('print', { seq: entry.seq })}>
          {recorded?.body.kind === 'agreement-signed' ? t('agreement.print') : t(`recorded.print.${manner}`)}{' '}
          P
        </button>
        <button type="button" className={css['button']} onClick={() => run('void', { seq: entry.seq })}>
          {t('recorded.undo')} F8
        </button>
      </div>
      <p className={css['next']}>{t('recorded.next')}</p>
    </div>
  );
}

/** As today's list has it; null for an entry that is no use. */
function recordedUseOf(entry: JournalEntry): RecordedUse | null {
  const effect = effectOf(entry);
  return effect.kind === 'use' ? effect.use : null;
}

function cardOf(lookup: CardLookup): NamedCard {
  return {
    tail: tailOf(cardNumberIn(lookup)),
    maskedName: lookup.kind === 'found' ? lookup.record.maskedName : null,
  };
}

/** A sale was taken back: what to give back to the customer. */
export function VoidedPane({ screen }: { readonly screen: Voided }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const numberOf = useShortNumber();
  const { seq, refundFen, payment } = screen;
  return (
    <div className={css['answer']} data-screen="voided" data-seq={seq}>
      <VerdictBand verdict="info" headline={t('recorded.voided', { number: numberOf(seq) })}>
        {refundFen > 0 && (
          <BandDetail>
            {t('void.refund', { yuan: yuanText(refundFen) })}
            {payment !== null && ` · ${t('void.sameWay', { way: paymentWords(payment)[language] })}`}
          </BandDetail>
        )}
      </VerdictBand>
      <p className={css['next']}>{t('recorded.next')}</p>
    </div>
  );
}

/** Nothing was recorded, or nobody can tell: says what the clerk must do now. */
export function NotRecordedPane({ screen }: { readonly screen: NotRecorded }) {
  const { t } = useTranslation();
  return (
    <div className={css['answer']} data-screen="not-recorded" data-reason={screen.reason}>
      <VerdictBand verdict={screen.reason === 'host' ? 'ask' : 'no'} headline={headlineOf(t, screen)}>
        <BandDetail>{faultWords(t, screen)}</BandDetail>
      </VerdictBand>
      <p className={css['next']}>{t('app.wayBack')}</p>
      <p className={css['technical']}>{screen.detail}</p>
    </div>
  );
}

function headlineOf(t: TFunction, { reason, isVoid }: NotRecorded): string {
  if (reason === 'host') return t('verdict.ask');
  return t(isVoid ? 'fault.voidTitle' : 'fault.title');
}
