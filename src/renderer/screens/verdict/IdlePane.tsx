import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { wallMinuteOf } from '../../../domain/base/wall-time.ts';
import { PRACTICE_CARDS } from '../../../domain/card/practice-card.ts';
import type { Catalogue } from '../../../domain/catalogue/catalogue.ts';
import { rulebookOf } from '../../../domain/catalogue/rulebook.ts';
import { closedNow } from '../../../domain/decision/closed-desk.ts';
import { CommandKey, useRun } from '../../desk-command.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { useDesk, useKiosk, useNow, useSettings } from '../../kiosk-context.ts';
import { DeskTroubles } from '../../trust/DeskTroubles.tsx';
import { useCatalogue } from '../../use-catalogue.ts';
import { useWholeRows } from '../order/whole-rows.ts';
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
      <SetupNote />
      {greenChannel && <div className={css['green']}>{t('idle.greenChannel')}</div>}
      <ClosedNote catalogue={catalogue} siteId={siteId} />
      <h1 className={css['title']}>{t('idle.title')}</h1>
      <p className={css['hint']}>{t('idle.offers')}</p>
      <Offers names={offers.map(({ item }) => item.name[language])} />
      {hasCourts && <CommandKey id="board" className={css['courts']} />}
      {hasCourts && <CommandKey id="courts" className={css['courts']} />}
      <PracticeCards />
    </div>
  );
}

/** Says in amber that the desk is closed and when it opens, as the verdict would say of a card. */
function ClosedNote({ catalogue, siteId }: { readonly catalogue: Catalogue; readonly siteId: string }) {
  const language = useLanguage();
  const now = useNow();
  const closed = closedNow(rulebookOf(catalogue), { siteId, now: wallMinuteOf(now) });
  if (closed === null) return null;
  return (
    <div className={css['closed']} role="status" data-closed={closed.opensAt ?? 'open-end'}>
      {closed.text[language]}
    </div>
  );
}

const OFFER_ROWS = { rows: 'li', isOptional: false };

function Offers({ names }: { readonly names: readonly string[] }) {
  const list = useWholeRows<HTMLUListElement>(OFFER_ROWS);
  return (
    <ul ref={list} className={css['offers']}>
      {names.map((name) => (
        <li key={name}>{name}</li>
      ))}
    </ul>
  );
}

/** Buttons that show a practice card of each kind, so that a clerk can practise without a card at hand. */
function PracticeCards() {
  const { t } = useTranslation();
  const run = useRun();
  const isPractice = useDesk((desk) => desk.practice !== null);
  if (!isPractice) return null;
  return (
    <div className={css['practice']}>
      {PRACTICE_CARDS.map(({ cardNumber, kind }) => (
        <button
          key={cardNumber}
          type="button"
          className={css['goOn']}
          data-practice-card={kind}
          onClick={() => run('scan', { text: cardNumber })}
        >
          {t(`practice.card.${kind}`)} <small>{cardNumber}</small>
        </button>
      ))}
    </div>
  );
}

/** Says that the first set-up was left before its end, and offers to go on with it. */
function SetupNote() {
  const { t } = useTranslation();
  const { setup } = useSettings();
  if (setup === null) return null;
  return (
    <p className={css['setup']}>
      {t('idle.setup')} <CommandKey id="setup" className={css['goOn']} />
    </p>
  );
}

function Missing({ title, next }: { readonly title: string; readonly next: string }) {
  return (
    <div className={css['idle']} data-screen="not-ready">
      <DeskTroubles />
      <SetupNote />
      <h1 className={css['title']}>{title}</h1>
      <p className={css['hint']}>{next}</p>
    </div>
  );
}
