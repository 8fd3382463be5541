import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { chosenItemOf, type DecidedScreen } from '../../../desk/desk-state.ts';
import { onlyOneAdmitted, recordsOfCard } from '../../../desk/known-records.ts';
import { wallMinuteOf } from '../../../domain/base/wall-time.ts';
import { dataTrustOf } from '../../../domain/card/card-standing.ts';
import type { DeskManner } from '../../../domain/catalogue/green-channel.ts';
import type { Decision, ItemDecision, Verdict } from '../../../domain/decision/decision.ts';
import { useRun } from '../../desk-command.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { useDesk } from '../../kiosk-context.ts';
import css from '../desk-screen.module.css';
import type { OrderWait } from '../order/ConfirmButton.tsx';
import { OrderBar } from '../order/OrderBar.tsx';
import { CardFacts } from './CardFacts.tsx';
import { OfferList } from './OfferList.tsx';
import { RecordRows } from './RecordRows.tsx';
import { BandDetail, VerdictBand } from './VerdictBand.tsx';

/** The verdict on a card, what it may have here, and the item being sold. */
export function DecidedPane({
  screen,
  manner,
}: {
  readonly screen: DecidedScreen;
  readonly manner: DeskManner;
}) {
  const { t } = useTranslation();
  const run = useRun();
  const courtAsk = useDesk((desk) => desk.courtAsk);
  const wait = useOrderWait();
  const { decision } = screen.check;
  const { cardReason, lookup } = decision;
  const records = useMemo(() => recordsOfCard(screen), [screen]);
  const admission = onlyOneAdmitted(records);
  const chosen = chosenItemOf(screen);
  // Once an item is chosen, the verdict is about the item; before that, it is about the card.
  const verdict = verdictShown(chosen, decision);
  const isRefused = cardReason !== null;
  const headline = useHeadline(chosen, decision, manner);
  return (
    <div className={css['answer']} data-screen="decided">
      <VerdictBand
        verdict={verdict}
        headline={headline}
        badge={manner === 'priority' && !isRefused ? t('green.banner') : null}
      >
        <VerdictDetails decision={decision} hasItem={chosen !== null} />
      </VerdictBand>
      {isRefused && (
        <RecordRows
          records={records}
          now={wallMinuteOf(decision.at)}
          admitsByEnter={admission?.record.recordId ?? null}
        />
      )}
      {!isRefused && (
        <OfferList
          decision={decision}
          records={records}
          admitsByEnter={admission?.record.recordId ?? null}
          chosenItemId={chosen && screen.itemId}
          onChoose={(item) => run('choose', { item })}
        />
      )}
      {chosen && (
        <OrderBar
          item={chosen}
          lookup={lookup}
          today={decision.date}
          wait={wait}
          courtNews={courtAsk?.itemId === chosen.itemId && courtAsk.kind !== 'asking' ? courtAsk.kind : null}
          onChange={(choice) => run('set', choice)}
          telephone={screen.telephone}
        />
      )}
      {!chosen && (
        <p className={css['next']}>
          {t(isRefused ? 'app.wayBack' : manner === 'priority' ? 'green.choose' : 'item.choose')}
          <span className={css['more']}>{t('item.more')}</span>
        </p>
      )}
    </div>
  );
}

/** The lines below the verdict: why the card is refused, or what else the clerk must know about it. */
function VerdictDetails({ decision, hasItem }: { readonly decision: Decision; readonly hasItem: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { cardReason, lookup } = decision;
  const isTooOld = cardReason === null && dataTrustOf(decision.dataAgeMs) === 'info-only';
  const isProvisional = lookup.kind === 'provisional' && cardReason === null && !isTooOld;
  return (
    <>
      {cardReason && (
        <BandDetail>
          <strong data-reason={cardReason.kind}>{cardReason.text[language]}</strong>
        </BandDetail>
      )}
      {decision.closed !== null && !hasItem && (
        <BandDetail>
          <strong data-closed={decision.closed.opensAt ?? 'open-end'}>{t('verdict.cardValid')}</strong>
        </BandDetail>
      )}
      {isTooOld && (
        <BandDetail>
          <strong>{t('verdict.tooOld')}</strong>
        </BandDetail>
      )}
      {isProvisional && (
        <BandDetail>
          <strong data-provisional>{t('verdict.provisional', { date: lookup.claim.validUntil })}</strong>
        </BandDetail>
      )}
      {lookup.kind === 'found' && <CardFacts record={lookup.record} />}
    </>
  );
}

function useOrderWait(): OrderWait | null {
  return useDesk(({ isWriting, leftBehind, courtAsk }) => {
    if (courtAsk?.kind === 'asking') return 'askingCourt';
    if (!isWriting) return null;
    return leftBehind.some(({ outcome }) => outcome.kind === 'pending' && !outcome.isHere)
      ? 'stillWriting'
      : 'writing';
  });
}

/** The answer to the question at hand: the item once one is chosen, the card before. Red is for a card alone. */
function verdictShown(chosen: ItemDecision | null, { verdict }: Decision): Verdict {
  if (chosen === null) return verdict;
  return chosen.kind === 'no' ? 'ask' : chosen.kind;
}

function useHeadline(chosen: ItemDecision | null, decision: Decision, manner: DeskManner): string {
  const { t } = useTranslation();
  const language = useLanguage();
  if (chosen?.kind === 'no') return t('verdict.notNow');
  if (chosen === null && decision.closed !== null) return decision.closed.text[language];
  const isNothing =
    decision.cardReason === null && decision.items.every(({ kind }) => kind === 'no' || kind === 'info');
  if (chosen === null && decision.verdict === 'ask' && isNothing) return t('verdict.nothingNow');
  const verdict = verdictShown(chosen, decision);
  return t(verdict === 'yes' ? `yes.${manner}` : `verdict.${verdict}`);
}
