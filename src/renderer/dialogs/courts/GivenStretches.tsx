import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { plusMinutes } from '../../../domain/base/wall-time.ts';
import type { ReadyResource } from '../../../domain/catalogue/resource.ts';
import { MINUTES_PER_DAY } from '../../../domain/catalogue/rulebook.ts';
import { PUBLIC_USES, type PublicStretch } from '../../../domain/shared/public-stretch.ts';
import { useRun } from '../../desk-command.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { useDesk } from '../../kiosk-context.ts';
import css from '../dialogs.module.css';
import './court-texts.ts';

/** Lists the courts that the venue has given to the public from today on, with a button that takes them back. */
export function GivenStretches({ resources }: { readonly resources: readonly ReadyResource[] }) {
  const { t } = useTranslation('courts');
  const run = useRun();
  const language = useLanguage();
  const stretches = useDesk((desk) => desk.publicStretches);
  const isWriting = useDesk((desk) => desk.isWriting);
  const nameOf = ({ resourceId }: PublicStretch) =>
    resources.find(({ id }) => id === resourceId)?.name[language] ?? resourceId;
  return (
    <section aria-label={t('given')}>
      <h2 className={css['part']}>{t('given')}</h2>
      {stretches.length === 0 && <p>{t('none')}</p>}
      <ul>
        {stretches.toSorted(inOrder).map((stretch) => {
          const use = PUBLIC_USES.find((one) => one === stretch.use);
          return (
            <li key={stretch.takenId} className={css['foot']} data-taken={stretch.takenId}>
              <span>
                {stretch.date} {timeOf(stretch, stretch.from)}–{timeOf(stretch, stretch.to)}
                {` · ${nameOf(stretch)} ${stretch.courts.join(language === 'zh' ? '、' : ', ')} · `}
                {use === undefined ? stretch.use : t(`uses.${use}`)}
              </span>
              <Button disabled={isWriting} onClick={() => run('free-courts', { takenId: stretch.takenId })}>
                {t('free')}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function inOrder(one: PublicStretch, other: PublicStretch): number {
  return one.date.localeCompare(other.date) || one.from - other.from;
}

function timeOf({ date }: PublicStretch, minute: number): string {
  return minute === MINUTES_PER_DAY ? '24:00' : plusMinutes(`${date}T00:00`, minute).slice(11);
}
