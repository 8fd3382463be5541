import { useTranslation } from 'react-i18next';
import { type BegunWork, isFree, type LeftBehind } from '../../../desk/left-behind.ts';
import { yuanText } from '../../../domain/base/money.ts';
import { courtNames } from '../../../domain/decision/court-words.ts';
import { courtsGivenIn } from '../../../domain/decision/item-details.ts';
import { refundFenOf } from '../../../domain/records/possible-steps.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useDesk } from '../../kiosk-context.ts';
import { useShortNumber } from '../../use-use-words.ts';
import { faultWords } from './fault-words.ts';
import css from './left-behind.module.css';

/**
 * Says what became of records that the clerk did not wait for, and if one takes long. A failure stays until somebody
 * has read it.
 */
export function LeftBehindNotes() {
  const all = useDesk((desk) => desk.leftBehind);
  if (all.length === 0) return null;
  return (
    <ul className={css['notes']} role="status">
      {all.map((one) => (
        <Note key={one.id} one={one} />
      ))}
    </ul>
  );
}

function Note({ one }: { readonly one: LeftBehind }) {
  const { t } = useTranslation();
  const dismiss = useDesk((desk) => desk.dismissLeftBehind);
  const words = useOutcomeWords(one);
  const { outcome } = one;
  return (
    <li
      className={`${css['note']} ${css[outcome.kind]}`}
      data-left-behind={outcome.kind}
      data-slow={outcome.kind === 'pending' && outcome.isSlow ? true : undefined}
      data-reason={outcome.kind === 'not-recorded' ? outcome.reason : undefined}
    >
      <strong>{words}</strong>
      {outcome.kind === 'not-recorded' && <span className={css['technical']}>{outcome.detail}</span>}
      {outcome.kind !== 'pending' && (
        <button type="button" className={css['read']} onClick={() => dismiss(one.id)}>
          {t('behind.read')}
        </button>
      )}
    </li>
  );
}

function useOutcomeWords({ what, outcome }: LeftBehind): string {
  const { t } = useTranslation();
  const name = useWorkWords(what);
  const numberOf = useShortNumber();
  switch (outcome.kind) {
    case 'pending':
      if (!outcome.isSlow) return t('behind.pending', { name });
      return t(what.kind === 'void' ? 'behind.slowVoid' : 'behind.slow', { name });
    case 'recorded': {
      const { seq, body } = outcome.entry;
      if (body.kind === 'request') return t('behind.requested', { name });
      if (body.kind === 'court-requested') return t('behind.courtRequested', { name });
      if (what.kind !== 'void') return t('behind.recorded', { name, number: numberOf(seq) });
      const refundFen = refundFenOf(what.use);
      const refund = refundFen === 0 ? '' : t('void.refund', { yuan: yuanText(refundFen) });
      return `${t('behind.voided', { name })} ${refund}`;
    }
    case 'not-recorded':
      return `${t('behind.notRecorded', { name })} ${faultWords(t, { reason: outcome.reason, isVoid: what.kind === 'void', isFree: isFree(what) })}`;
  }
}

function useWorkWords(what: BegunWork): string {
  const { t } = useTranslation();
  const language = useLanguage();
  const numberOf = useShortNumber();
  if (what.kind === 'void') return t('behind.void', { number: numberOf(what.use.seq) });
  if (what.kind === 'step') return what.step.text[language];
  const { item } = what;
  const given = courtsGivenIn(item);
  const courts = given.length > 0 ? ` · ${courtNames(given, item)[language]}` : '';
  return `${item.name[language]}${courts}${item.choice.quantity > 1 ? ` × ${item.choice.quantity}` : ''}`;
}
