import { useTranslation } from 'react-i18next';
import type { NamedCard } from '../../../app/check/named-cards.ts';
import type { NewerEntry } from '../../../app/record/right-requests.ts';
import { wallMinuteOf } from '../../../domain/base/wall-time.ts';
import type { PastRequest } from '../../../domain/decision/decision.ts';
import type { ListDetail } from '../../../domain/journal/fold/day-list.ts';
import type { RecordedUse } from '../../../domain/journal/fold/recorded-uses.ts';
import { CardWords } from '../../CardWords.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { useItemName } from '../../use-catalogue.ts';
import { useShortNumber } from '../../use-use-words.ts';
import css from '../dialogs.module.css';
import { UseRow } from './UseRow.tsx';
import './list-texts.ts';

/** The lines of the list, newest first. */
export function DayRows(props: {
  readonly uses: readonly RecordedUse[];
  readonly details: ReadonlyMap<number, ListDetail>;
  readonly newer: readonly NewerEntry[];
  readonly asked: readonly PastRequest[];
  readonly cards: ReadonlyMap<string, NamedCard | null>;
  readonly deliveredUpToSeq: number;
  /** True if the newest uses may be missing; nothing can be voided then. */
  readonly isUncounted: boolean;
  readonly onVoid: (seq: number) => void;
}) {
  const { t } = useTranslation('list');
  const desk = useTranslation().t;
  return (
    <table className={css['table']}>
      <thead>
        <tr>
          <th>{t('today.number')}</th>
          <th>{t('today.time')}</th>
          <th>{t('today.card')}</th>
          <th>{t('today.item')}</th>
          <th className={css['figure']}>{t('today.amount')}</th>
          <th>{t('today.state')}</th>
          <th>
            <span className="unseen">{desk('recorded.undo')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {props.newer.map((entry) => (
          <NewerRow key={entry.seq} entry={entry} />
        ))}
        {props.asked.map((request) => (
          <RequestRow key={request.seq} request={request} card={props.cards.get(request.cardRef) ?? null} />
        ))}
        {props.uses.map((use) => (
          <UseRow
            key={use.seq}
            use={use}
            card={props.cards.get(use.body.cardRef) ?? null}
            detail={props.details.get(use.seq)}
            isDelivered={use.seq <= props.deliveredUpToSeq}
            onVoid={props.isUncounted ? null : () => props.onVoid(use.seq)}
          />
        ))}
      </tbody>
    </table>
  );
}

function NewerRow({ entry }: { readonly entry: NewerEntry }) {
  const { t } = useTranslation('list');
  const numberOf = useShortNumber();
  return (
    <tr data-newer={entry.seq}>
      <td className={css['number']}>{numberOf(entry.seq)}</td>
      <td>{wallMinuteOf(entry.recordedAt).slice(11)}</td>
      <td />
      <td colSpan={4}>{t('today.newer')}</td>
    </tr>
  );
}

/** A request counts as no use, so there is nothing to void. */
function RequestRow({ request, card }: { readonly request: PastRequest; readonly card: NamedCard | null }) {
  const { t } = useTranslation('list');
  const language = useLanguage();
  const itemName = useItemName();
  const numberOf = useShortNumber();
  const { seq, siteId, itemId, recordedAt, start } = request;
  return (
    <tr data-request={seq}>
      <td className={css['number']}>{numberOf(seq)}</td>
      <td>{wallMinuteOf(recordedAt).slice(11)}</td>
      <td data-card={card?.tail}>
        <CardWords card={card} />
      </td>
      <td>{itemName(siteId, itemId)[language]}</td>
      <td>{start?.replace('T', ' ')}</td>
      <td>{t('today.requested')}</td>
      <td />
    </tr>
  );
}
