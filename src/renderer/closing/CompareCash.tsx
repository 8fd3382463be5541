import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { DIFFERENCE_REASONS } from '../../desk/closing-commands.ts';
import { type CountedDay, needsReason } from '../../desk/day-closing.ts';
import { yuanText } from '../../domain/base/money.ts';
import { paymentWords } from '../../domain/base/payment-way.ts';
import { Person } from '../../domain/card/family.ts';
import { differenceFen, expectedFen } from '../../domain/journal/closing-body.ts';
import { useRun } from '../desk-command.tsx';
import { DayChart } from '../dialogs/day/DayChart.tsx';
import { useLanguage } from '../i18n/use-language.ts';
import { useDesk, useSettings } from '../kiosk-context.ts';
import { useItemName } from '../use-catalogue.ts';
import css from './closing.module.css';

/** Shows what was counted beside what is recorded, and asks for the reason if they differ. */
export function CompareCash({ closing }: { readonly closing: CountedDay }) {
  const { t } = useTranslation('closing');
  const run = useRun();
  const { day, countedFen, floatFen } = closing;
  const { sums } = day;
  const difference = differenceFen({ ...sums, countedFen });
  const row = (name: string, value: string, isStrong = false) => (
    <tr className={isStrong ? css['strong'] : undefined}>
      <th scope="row">{name}</th>
      <td />
      <td>{value}</td>
    </tr>
  );
  const recount = (
    <Button size="large" type="link" onClick={() => run('recount')}>
      {t('compare.recount')}
    </Button>
  );
  return (
    <>
      <div className={css['rows']}>
        <table className={css['table']}>
          <ItemRows closing={closing} />
          <MemberRows closing={closing} />
          <PersonRows closing={closing} />
          <PaymentRows closing={closing} />
          <tbody>
            {row(t('compare.voids'), String(sums.voids))}
            {row(t('compare.saved'), yuanText(sums.listFen - sums.totalFen))}
            {sums.reversals > 0 &&
              row(t('compare.reversals', { count: sums.reversals }), yuanText(sums.reversedFen))}
            {row(t('compare.expected'), yuanText(expectedFen(sums)), true)}
            {row(
              t('compare.counted'),
              countedFen === null ? t('compare.noCash') : yuanText(countedFen),
              true,
            )}
            {countedFen !== null && floatFen > 0 && row(t('compare.float'), yuanText(floatFen))}
            {difference !== null && row(t('compare.difference'), differenceWords(t, difference), true)}
          </tbody>
        </table>
        <ChartOfToday closing={closing} />
      </div>
      {sums.unclear > 0 && <p role="alert">{t('compare.unclear', { count: sums.unclear })}</p>}
      {needsReason(closing) ? (
        <>
          <p role="alert">{t('compare.why')}</p>
          <div className={css['reasons']}>
            {DIFFERENCE_REASONS.map((reason, index) => (
              <Button
                key={reason}
                size="large"
                data-reason={reason}
                onClick={() => run('difference-reason', { reason })}
              >
                <kbd>{index + 1}</kbd> {t(`reason.${reason}`)}
              </Button>
            ))}
            {recount}
          </div>
        </>
      ) : (
        <div className={css['reasons']}>
          <Button size="large" type="primary" autoFocus data-primary onClick={() => run('close-day')}>
            {t('compare.sign')} ⏎
          </Button>
          {recount}
        </div>
      )}
    </>
  );
}

/** Charts the uses of today in this closing. Uses of an earlier day that was not closed are in the table alone. */
function ChartOfToday({ closing }: { readonly closing: CountedDay }) {
  const { t } = useTranslation('closing');
  const today = useDesk((desk) => desk.today);
  const lastSeq = closing.day.last?.seq ?? 0;
  const uses = today.filter(({ seq }) => seq > lastSeq);
  if (uses.length === 0) return null;
  return (
    <details className={css['chart']}>
      <summary>{t('compare.chart')}</summary>
      <DayChart uses={uses} />
    </details>
  );
}

function differenceWords(t: ReturnType<typeof useTranslation<'closing'>>['t'], difference: number): string {
  if (difference === 0) return t('compare.even');
  const yuan = yuanText(Math.abs(difference));
  return difference > 0 ? t('compare.over', { yuan }) : t('compare.short', { yuan });
}

function ItemRows({ closing }: { readonly closing: CountedDay }) {
  const { t } = useTranslation('closing');
  const language = useLanguage();
  const itemName = useItemName();
  const { siteId } = useSettings();
  const sums = closing.day.sums.items.map(({ itemId, ...sum }) => ({
    ...sum,
    id: itemId,
    name: itemName(siteId ?? '', itemId)[language],
  }));
  return <SumRows heading={t('compare.item')} mark="data-item-sum" sums={sums} />;
}

/** Shows nothing if nobody signed in that day. */
function MemberRows({ closing }: { readonly closing: CountedDay }) {
  const { t } = useTranslation('closing');
  const listed = useDesk(({ staff }) => staff.members);
  const { members } = closing.day.sums;
  if (members.every(({ staff }) => staff === null)) return null;
  const nameOf = (memberId: string) =>
    listed.find((member) => member.memberId === memberId)?.name ??
    `${t('compare.gone')} ${memberId.slice(0, 4)}`;
  const sums = members.map(({ staff, ...sum }) => ({
    ...sum,
    id: staff ?? '',
    name: staff === null ? t('compare.nobody') : nameOf(staff),
  }));
  return <SumRows heading={t('compare.member')} mark="data-member-sum" sums={sums} />;
}

/** Shows nothing if only holders came. */
function PersonRows({ closing }: { readonly closing: CountedDay }) {
  const { t } = useTranslation('closing');
  const desk = useTranslation().t;
  const { persons = [] } = closing.day.sums;
  if (persons.length === 0) return null;
  const sums = persons.map(({ person, people, totalFen }) => {
    const known = Person.safeParse(person);
    return { id: person, name: known.success ? desk(`card.${known.data}`) : person, uses: people, totalFen };
  });
  return (
    <SumRows heading={t('compare.person')} counted={t('compare.people')} mark="data-person-sum" sums={sums} />
  );
}

/** Shows nothing at a site that records no way of payment. */
function PaymentRows({ closing }: { readonly closing: CountedDay }) {
  const { t } = useTranslation('closing');
  const language = useLanguage();
  const { payments = [] } = closing.day.sums;
  if (payments.length === 0) return null;
  const sums = payments.map(({ way, ...sum }) => ({
    ...sum,
    id: way ?? '',
    name: paymentWords(way)[language],
  }));
  return <SumRows heading={t('compare.payment')} mark="data-payment-sum" sums={sums} />;
}

interface SumRow {
  readonly id: string;
  readonly name: string;
  readonly uses: number;
  readonly totalFen: number;
}

/** A part of the table with the names of its columns. `mark` is the attribute that gives each row its id. */
function SumRows(props: {
  readonly heading: string;
  /** What is counted; uses if it is absent. */
  readonly counted?: string;
  readonly mark: `data-${string}`;
  readonly sums: readonly SumRow[];
}) {
  const { t } = useTranslation('closing');
  return (
    <tbody>
      <tr>
        <th scope="col">{props.heading}</th>
        <th scope="col">{props.counted ?? t('compare.uses')}</th>
        <th scope="col">{t('compare.amount')}</th>
      </tr>
      {props.sums.map(({ id, name, uses, totalFen }) => (
        <tr key={id} {...{ [props.mark]: id }}>
          <td>{name}</td>
          <td>{uses}</td>
          <td>{yuanText(totalFen)}</td>
        </tr>
      ))}
    </tbody>
  );
}
