import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { rulebookOf } from '../../../domain/catalogue/rulebook.ts';
import { CommandKey } from '../../desk-command.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { useDesk, useKiosk } from '../../kiosk-context.ts';
import { DeskTroubles } from '../../trust/DeskTroubles.tsx';
import { useCatalogue } from '../../use-catalogue.ts';
import { useLineTrouble, useNoCatalogueNext } from '../shell/line-trouble.ts';
import { DeskNotices } from './DeskNotices.tsx';
import css from './idle-pane.module.css';

/** Nobody is at the desk: what may be done here, or what is still missing before it may. */
export function IdlePane({
  siteId,
  greenChannel,
}: {
  readonly siteId: string;
  readonly greenChannel: boolean;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { syncLoop } = useKiosk();
  const { roster, progress, line } = useSyncExternalStore(syncLoop.subscribe, syncLoop.status);
  const catalogue = useCatalogue();
  const noCatalogueNext = useNoCatalogueNext();
  const trouble = useLineTrouble();
  const hasCourts = useDesk((desk) => desk.hasCourts);
  if (catalogue === null) return <Missing title={t('idle.noCatalogue')} next={noCatalogueNext} />;
  if (roster.pulledAt === null) {
    const received = progress?.kind === 'snapshot' ? progress.changes : 0;
    const waiting =
      line.kind === 'down' && trouble !== null
        ? t('idle.noRosterOffline', { trouble: trouble.words })
        : t('idle.noRosterNext');
    const next = received > 0 ? t('idle.receiving', { cards: received }) : waiting;
    return <Missing title={t('idle.noRoster')} next={next} />;
  }
  const offers = rulebookOf(catalogue).itemsBySite.get(siteId) ?? [];
  return (
    <div className={css['idle']} data-screen="idle">
      <DeskTroubles />
      <DeskNotices />
      {greenChannel && <div className={css['green']}>{t('idle.greenChannel')}</div>}
      <h1 className={css['title']}>{t('idle.title')}</h1>
      <p className={css['hint']}>{t('idle.offers')}</p>
      <ul className={css['offers']}>
        {offers.map(({ item }) => (
          <li key={item.id}>{item.name[language]}</li>
        ))}
      </ul>
      {hasCourts && <CommandKey id="courts" className={css['courts']} />}
    </div>
  );
}

function Missing({ title, next }: { readonly title: string; readonly next: string }) {
  return (
    <div className={css['idle']} data-screen="not-ready">
      <DeskTroubles />
      <h1 className={css['title']}>{title}</h1>
      <p className={css['hint']}>{next}</p>
    </div>
  );
}
