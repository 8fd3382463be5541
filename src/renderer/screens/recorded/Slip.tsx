import { useTranslation } from 'react-i18next';
import { tailOf } from '../../../app/check/named-cards.ts';
import { yuanText } from '../../../domain/base/money.ts';
import { wallMinuteOf } from '../../../domain/base/wall-time.ts';
import { cardNumberIn } from '../../../domain/card/card-record.ts';
import { courtKindOf, courtNames } from '../../../domain/decision/court-words.ts';
import { bodyOf, recordedAtOf } from '../../../domain/journal/journal-entry.ts';
import { workflowOf } from '../../../domain/workflow/workflows.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useDesk } from '../../kiosk-context.ts';
import { useSiteName } from '../../use-catalogue.ts';
import { useShortNumber } from '../../use-use-words.ts';
import css from './slip.module.css';

/** The printed slip of the sale on the screen: masked name, service, date, number; nothing medical. */
export function Slip() {
  const { t } = useTranslation();
  const language = useLanguage();
  const siteName = useSiteName();
  const numberOf = useShortNumber();
  const screen = useDesk((desk) => desk.screen);
  const body = screen.kind === 'recorded' ? bodyOf(screen.entry) : null;
  if (screen.kind !== 'recorded' || body?.kind !== 'use') return null;
  const { entry, item, check } = screen;
  const { lookup } = check.decision;
  const rows: readonly (readonly [string, string])[] = [
    [t('slip.number'), numberOf(entry.seq)],
    [t('slip.site'), siteName(entry.siteId)],
    [t('slip.name'), (lookup.kind === 'found' ? lookup.record.maskedName : null) ?? '—'],
    [t('slip.card'), t('card.tail', { tail: tailOf(cardNumberIn(lookup)) })],
    [t('slip.service'), item.name[language]],
    [t('slip.date'), wallMinuteOf(recordedAtOf(entry)).replace('T', ' ')],
    ...(body.minutes !== null
      ? ([
          [
            t('slip.used'),
            `${body.start.replace('T', ' ')} · ${t('item.minutesValue', { count: body.minutes })}`,
          ],
        ] as const)
      : []),
    ...(body.courts
      ? ([[t(`place.${courtKindOf(item)}.name`), courtNames(body.courts, item)[language]]] as const)
      : []),
    ...(workflowOf(item).isPersonal ? ([[t('item.person'), t(`card.${body.person}`)]] as const) : []),
    ...(body.quantity > 1 ? ([[t('slip.quantity'), String(body.quantity)]] as const) : []),
    ...(body.totalFen ? ([[t('slip.amount'), yuanText(body.totalFen)]] as const) : []),
    ...(body.totalFen && body.listTotalFen
      ? ([[t('slip.saved'), yuanText(body.listTotalFen - body.totalFen)]] as const)
      : []),
  ];
  return (
    <section className={`${css['slip']} print-only`} data-slip={entry.seq}>
      <h1>{t('slip.title')}</h1>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <footer>{t('slip.footer')}</footer>
    </section>
  );
}
