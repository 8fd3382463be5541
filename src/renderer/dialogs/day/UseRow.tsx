import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { NamedCard } from '../../../app/check/named-cards.ts';
import { papersOfSteps } from '../../../desk/matter-print.ts';
import { stepsTexts } from '../../../desk/record-words.ts';
import { yuanText } from '../../../domain/base/money.ts';
import { paidBy, paymentWords } from '../../../domain/base/payment-way.ts';
import { wallMinuteOf } from '../../../domain/base/wall-time.ts';
import type { EntryMaker, ListDetail } from '../../../domain/journal/fold/day-list.ts';
import type { RecordedUse } from '../../../domain/journal/fold/recorded-uses.ts';
import { MATTER_PAPER_NAMES } from '../../../domain/print/matter-paper.ts';
import { ROOM_PAPER_NAME } from '../../../domain/print/room-paper.ts';
import { CardWords } from '../../CardWords.tsx';
import { useRun } from '../../desk-command.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { useDesk, useKiosk } from '../../kiosk-context.ts';
import { useShortNumber, useUseWords } from '../../use-use-words.ts';
import dialogs from '../dialogs.module.css';
import css from './list.module.css';
import './list-texts.ts';

/** A use in the list of a day, with the member who recorded it and the member who took it back. */
export function UseRow(props: {
  readonly use: RecordedUse;
  /** Null if nobody can tell whose it was. */
  readonly card: NamedCard | null;
  readonly detail: ListDetail | undefined;
  readonly isDelivered: boolean;
  /** Null if nothing can be voided now. */
  readonly onVoid: (() => void) | null;
}) {
  const { use, card, detail, isDelivered } = props;
  const { t } = useTranslation();
  const list = useTranslation('list').t;
  const words = useUseWords();
  const printed = useTranslation('print').t;
  const language = useLanguage();
  const run = useRun();
  const numberOf = useShortNumber();
  const { totalFen, clause } = use.body;
  const way = paidBy(use);
  const isVoided = use.voidedBySeq !== null;
  const isPractice = useDesk((desk) => desk.practice !== null);
  const state = isVoided ? 'voided' : isDelivered ? 'delivered' : 'waiting';
  return (
    <tr className={isVoided ? css['voided'] : undefined} data-use={use.seq} data-state={state}>
      <td className={dialogs['number']}>{numberOf(use.seq)}</td>
      <td>{wallMinuteOf(use.recordedAt).slice(11)}</td>
      <td data-card={card?.tail}>
        <CardWords card={card} />
      </td>
      <td>
        {words(use)}
        {use.record !== undefined && (
          <span data-steps={use.record.steps.length - 1}>
            {stepsTexts(use.record).map((text) => ` · ${text[language]}`)}
          </span>
        )}
        {detail !== undefined && <Maker maker={detail} />}
        <span className={css['by']} data-clause>
          {list('clause', { clause })}
        </span>
      </td>
      <td className={dialogs['figure']}>
        {yuanText(totalFen ?? 0)}
        {way !== null && (
          <span className={css['by']} data-paid-by={way}>
            {paymentWords(way)[language]}
          </span>
        )}
      </td>
      <td className={css['plain']}>
        {isPractice && !isVoided ? t('practice.state') : list(`today.${state}`)}
        {detail?.voided != null && <Voided voided={detail.voided} />}
      </td>
      <td className={dialogs['figure']}>
        {props.onVoid !== null && (
          <button type="button" className={dialogs['small']} onClick={() => run('print', { seq: use.seq })}>
            {printed('again')}
          </button>
        )}{' '}
        {props.onVoid !== null && <MatterPapers use={use} />}
        {!isVoided && props.onVoid !== null && (
          <button type="button" className={dialogs['small']} onClick={props.onVoid}>
            {t('recorded.undo')}
          </button>
        )}
      </td>
    </tr>
  );
}

const PAPER_NAMES = { ...MATTER_PAPER_NAMES, application: ROOM_PAPER_NAME };

/** Prints the papers of the steps of a matter or a room again. */
function MatterPapers({ use: { seq, record } }: { readonly use: RecordedUse }) {
  const { t } = useTranslation('list');
  const language = useLanguage();
  const run = useRun();
  const { catalogue } = useKiosk();
  if (record === undefined) return null;
  return papersOfSteps(record, catalogue.current()?.items ?? []).map(({ kind, at }) => (
    <Fragment key={at.seq}>
      <button
        type="button"
        className={dialogs['small']}
        data-again={at.seq}
        onClick={() => run('print', { seq, step: at.seq })}
      >
        {t('again', { paper: PAPER_NAMES[kind][language] })}
      </button>{' '}
    </Fragment>
  ));
}

/** Names the member who recorded the use; shows nothing if nobody was signed in. */
function Maker({ maker }: { readonly maker: EntryMaker }) {
  const { t } = useTranslation('list');
  const nameOf = useMemberName();
  if (maker.by === null) return null;
  return (
    <span className={css['by']} data-by>
      {t('by')} {nameOf(maker.by)}
      {maker.approvedBy !== null && ` · ${t('approvedBy', { name: nameOf(maker.approvedBy) })}`}
    </span>
  );
}

function Voided({ voided }: { readonly voided: NonNullable<ListDetail['voided']> }) {
  const { t } = useTranslation('list');
  const desk = useTranslation().t;
  const nameOf = useMemberName();
  const { by, approvedBy, at, reason } = voided;
  const words = [
    ...(reason === null ? [] : [desk(`void.${reason}`)]),
    wallMinuteOf(at).slice(5).replace('T', ' '),
    ...(by === null ? [] : [t('voidedBy', { name: nameOf(by) })]),
    ...(approvedBy === null ? [] : [t('approvedBy', { name: nameOf(approvedBy) })]),
  ];
  return (
    <span className={css['by']} data-voided>
      {words.join(' · ')}
    </span>
  );
}

/** The name of a member; a member who has left is shown as gone, with the start of the id. */
function useMemberName(): (memberId: string) => string {
  const { t } = useTranslation('list');
  const members = useDesk((desk) => desk.staff.members);
  return (id) => members.find(({ memberId }) => memberId === id)?.name ?? `${t('gone')} ${id.slice(0, 4)}`;
}
