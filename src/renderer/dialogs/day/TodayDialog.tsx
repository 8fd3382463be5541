import { Button, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewerEntry } from '../../../app/record/right-requests.ts';
import { yuanText } from '../../../domain/base/money.ts';
import { paymentWords } from '../../../domain/base/payment-way.ts';
import { plusDays, type WallDate, wallDateOf } from '../../../domain/base/wall-time.ts';
import { isUnused } from '../../../domain/decision/card-story.ts';
import type { PastRequest } from '../../../domain/decision/decision.ts';
import { FIRST_DAY } from '../../../domain/decision/use-bounds.ts';
import { isWholeList } from '../../../domain/journal/fold/day-list.ts';
import { dayTotalsOf, takenByWay } from '../../../domain/journal/fold/day-totals.ts';
import { foundUses } from '../../../domain/journal/fold/find-uses.ts';
import { type RecordedUse, standing } from '../../../domain/journal/fold/recorded-uses.ts';
import { CommandKey, useRun } from '../../desk-command.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { useDesk, useKiosk, useSettings } from '../../kiosk-context.ts';
import { useNamedCards } from '../../use-named-cards.ts';
import { CloseButton } from '../dialog-parts.tsx';
import css from '../dialogs.module.css';
import { DayChart } from './DayChart.tsx';
import { DayField } from './DayField.tsx';
import { DayRows } from './DayRows.tsx';
import { ExportUses } from './ExportUses.tsx';
import { ListSearch } from './ListSearch.tsx';
import { MissingNote, UncountedNote } from './MissingNote.tsx';
import './list-texts.ts';

/** F6: what was recorded at this desk on a day, newest first, and whether the district has it. */
export function TodayDialog(props: {
  readonly uses: readonly RecordedUse[];
  /** Null for today. */
  readonly date: WallDate | null;
  readonly deliveredUpToSeq: number;
  /** The newest uses may be missing, and nothing can be voided. */
  readonly isUncounted: boolean;
  readonly onVoid: (seq: number) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('list');
  const filter = useDesk((desk) => desk.listFilter);
  const [isChart, setChart] = useState(false);
  const isPractice = useDesk((desk) => desk.practice !== null);
  const isWhole = isWholeList(filter);
  // The search looks in the details, too: when they arrive, it is made again.
  const details = useDesk((desk) => desk.listDetails);
  const found = useDesk((desk) => desk.foundUses)(foundUses);
  const { now } = useKiosk();
  const date = props.date ?? wallDateOf(now());
  const asked = useRequestsOf(date, props.uses);
  const newer = useNewerOf(date);
  const cards = useNamedCards([
    ...props.uses.map((use) => use.body.cardRef),
    ...asked.map((one) => one.cardRef),
  ]);
  const values = valuesOf(found);
  return (
    <Modal
      open
      title={props.date === null ? t('today.title') : t('today.titleOf', { date })}
      footer={
        <div className={css['foot']}>
          {isPractice ? <span /> : <ExportUses />}
          <CloseButton onClose={props.onClose} />
        </div>
      }
      width="64rem"
      onCancel={props.onClose}
    >
      {props.isUncounted && <UncountedNote />}
      <MissingNote />
      <DayChoice date={date}>
        {props.uses.length > 0 && (
          <Button aria-pressed={isChart} data-chart onClick={() => setChart(!isChart)}>
            {t('chart.open')}
          </Button>
        )}
        <CommandKey id="day-end" className={css['small']} />
      </DayChoice>
      {props.uses.length > 0 && <ListSearch uses={props.uses} />}
      <p>
        {props.uses.length + asked.length + newer.length === 0
          ? t(props.date === null ? 'today.empty' : 'today.emptyDay')
          : isWhole
            ? t('today.count', values)
            : t(found.length === 0 ? 'none' : 'found', {
                ...{ count: found.length, of: props.uses.length, yuan: values.yuan },
              })}
        <TakenByWay uses={found} />
        {isWhole && asked.length > 0 && t('today.requests', { count: asked.length })}
        {isWhole && newer.length > 0 && t('today.newerCount', { count: newer.length })}
      </p>
      <div className={css['rows']}>
        {isChart && props.uses.length > 0 ? (
          <DayChart uses={found} />
        ) : (
          <DayRows
            {...props}
            uses={found}
            details={details}
            newer={isWhole ? newer : []}
            asked={isWhole ? asked : []}
            cards={cards}
          />
        )}
      </div>
    </Modal>
  );
}

function valuesOf(uses: readonly RecordedUse[]) {
  const { uses: count, totalFen, savedFen } = dayTotalsOf(uses);
  return { count, yuan: yuanText(totalFen), saved: yuanText(savedFen) };
}

/** What was taken in each way; shows nothing at a site that records none. */
function TakenByWay({ uses }: { readonly uses: readonly RecordedUse[] }) {
  const language = useLanguage();
  const ways = takenByWay(uses);
  if (ways.every(({ way }) => way === null)) return null;
  return (
    <span data-ways={ways.length}>
      {ways.map(({ way, totalFen }) => ` · ${paymentWords(way)[language]} ${yuanText(totalFen)}`)}
    </span>
  );
}

/** Chooses another day: the one before, the one after, or one from the calendar. */
function DayChoice({ date, children }: { readonly date: WallDate; readonly children: ReactNode }) {
  const { t } = useTranslation('list');
  const run = useRun();
  const { now } = useKiosk();
  const today = wallDateOf(now());
  const choose = (wanted: WallDate) => run('list-day', { date: wanted >= today ? null : wanted });
  return (
    <p className={css['row']}>
      <Button data-day="before" disabled={date <= FIRST_DAY} onClick={() => choose(plusDays(date, -1))}>
        {t('today.before')}
      </Button>
      <DayField date={date} today={today} onDay={choose} />
      <Button data-day="after" disabled={date >= today} onClick={() => choose(plusDays(date, 1))}>
        {t('today.after')}
      </Button>
      {children}
      {date < today && <strong>{t('today.past')}</strong>}
    </p>
  );
}

/** The requests of the day that no use of the same card and item followed. */
function useRequestsOf(date: WallDate, uses: readonly RecordedUse[]): readonly PastRequest[] {
  const { requests } = useKiosk();
  const { siteId } = useSettings();
  const isPractice = useDesk((desk) => desk.practice !== null);
  if (isPractice) return [];
  return requests.on(siteId ?? '', date).filter((request) => {
    const ofCard = standing(uses).filter(({ body }) => body.cardRef === request.cardRef);
    return isUnused(
      request,
      ofCard.map(({ seq, body }) => ({ itemId: body.itemId, seq })),
    );
  });
}

/** The entries of that day that a newer version of this program made; this version cannot say what they are. */
function useNewerOf(date: WallDate): readonly NewerEntry[] {
  const { requests } = useKiosk();
  const { siteId } = useSettings();
  const isPractice = useDesk((desk) => desk.practice !== null);
  if (isPractice) return [];
  return requests.newerOn(siteId ?? '', date);
}
