import { useTranslation } from 'react-i18next';
import { trustOf } from '../../domain/card-standing.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useDesk } from '../kiosk-context.ts';
import { chosenItemOf, type DecidedScreen } from '../stores/desk-state.ts';
import { CardFacts } from './CardFacts.tsx';
import type { OrderWait } from './ConfirmButton.tsx';
import css from './desk-screen.module.css';
import { ItemList } from './ItemList.tsx';
import { OrderBar } from './OrderBar.tsx';
import { BandDetail, VerdictBand } from './VerdictBand.tsx';

/** The verdict on a card, what it may have here, and the item being sold. */
export function DecidedPane({
  screen,
  greenChannel,
}: {
  readonly screen: DecidedScreen;
  readonly greenChannel: boolean;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const chooseItem = useDesk((desk) => desk.chooseItem);
  const change = useDesk((desk) => desk.change);
  const confirm = useDesk((desk) => desk.confirm);
  const courtAsk = useDesk((desk) => desk.courtAsk);
  const wait = useOrderWait();
  const { decision } = screen.check;
  const { cardReason, lookup } = decision;
  const chosen = chosenItemOf(screen);
  // The answer to the question at hand: the item once one is chosen, the card before.
  const verdict = chosen?.kind ?? decision.verdict;
  const isRefused = cardReason !== null;
  const isTooOld = !isRefused && trustOf(decision.dataAgeMs) === 'info-only';
  const isProvisional = lookup.kind === 'provisional' && !isRefused && !isTooOld;
  return (
    <div className={css['answer']} data-screen="decided">
      <VerdictBand
        verdict={verdict}
        headline={t(`verdict.${verdict}`)}
        badge={greenChannel && !isRefused ? t('green.banner') : null}
      >
        {cardReason && (
          <BandDetail>
            <strong data-reason={cardReason.kind}>{cardReason.text[language]}</strong>
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
      </VerdictBand>
      {!isRefused && (
        <div className={css['scroll']}>
          <ItemList items={decision.items} chosenItemId={screen.itemId} onChoose={chooseItem} />
        </div>
      )}
      {chosen && (
        <OrderBar
          item={chosen}
          lookup={lookup}
          today={decision.date}
          wait={wait}
          isCourtSlow={courtAsk?.kind === 'slow' && courtAsk.itemId === chosen.itemId}
          onChange={change}
          onConfirm={confirm}
        />
      )}
      {!chosen && (
        <p className={css['next']}>
          {t(isRefused ? 'app.wayBack' : greenChannel ? 'green.choose' : 'item.choose')}
        </p>
      )}
    </div>
  );
}

function useOrderWait(): OrderWait | null {
  return useDesk(({ isWriting, leftBehind, courtAsk }) => {
    if (courtAsk?.kind === 'asking') return 'askingCourt';
    if (!isWriting) return null;
    return leftBehind.some(({ outcome }) => outcome.kind === 'pending') ? 'stillWriting' : 'writing';
  });
}
