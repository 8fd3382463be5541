import { DAY_MS } from '../../domain/base/duration.ts';
import { wallDateOf } from '../../domain/base/wall-time.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import type { CardImportsReply } from '../../protocol/wire-cards.ts';
import type { OfficeKiosk } from '../../protocol/wire-kiosks.ts';
import type { OverviewReply } from '../../protocol/wire-overview.ts';
import { faultKindOf } from '../api/fault.ts';
import { useStanding } from '../api/standing.ts';
import { useImports } from '../cards/use-cards.ts';
import { useCatalogue } from '../catalogue/use-catalogue.ts';
import { type KioskTrouble, troublesOf, useKiosks } from '../kiosks/use-kiosks.ts';
import { useWords } from '../shell/i18n.ts';
import type { Tone } from '../shell/Mark.tsx';
import { mayOpen, seesQuarantine } from '../shell/pages.ts';
import { minuteWords, useSince } from '../shell/times.ts';
import { missingNoticeYear } from './calendar-notice.ts';
import { useOverview } from './use-today.ts';

/** A backup older than this is old. */
const BACKUP_OLD_MS = 7 * DAY_MS;
/** How many kiosks are named before the sentence gets too long to read. */
const NAMED_MAX = 4;
const ORDER: Readonly<Record<Tone, number>> = { bad: 0, look: 1, plain: 2, good: 3 };

export interface Todo {
  readonly key: string;
  readonly tone: Tone;
  readonly title: string;
  readonly words: string;
  readonly link: {
    readonly to: string;
    readonly search?: { readonly show?: string };
    readonly words: string;
  };
}

/** What the first page says, from what the other pages ask as well. */
export function useTodo() {
  const overview = useOverview();
  const kiosks = useKiosks();
  const imports = useImports();
  const catalogue = useCatalogue();
  const wordsOf = useTodoWords();
  const { standing } = useStanding();
  const now = overview.data?.serverTimeMs ?? null;
  const rows: Todo[] = [
    ...(overview.data === undefined
      ? []
      : wordsOf
          .overview(overview.data)
          .filter(({ key }) => (key !== 'quarantine' && key !== 'erasures') || seesQuarantine(standing))
          .filter(({ key }) => key !== 'backup' || mayOpen(standing, 'backups'))),
    ...(kiosks.data === undefined ? [] : wordsOf.kiosks(kiosks.data.kiosks, kiosks.data.serverTimeMs)),
    ...(catalogue.data === undefined || now === null ? [] : [wordsOf.calendar(catalogue.data, now)]),
    ...(imports.data === undefined || overview.data === undefined || overview.data.cards === null
      ? []
      : [wordsOf.cards(overview.data.cards, imports.data)]),
  ];
  const asked = [overview, kiosks, imports, catalogue];
  // What a role may not see is not its to do.
  const failed = asked.filter(
    (one) => one.isError && one.data === undefined && faultKindOf(one.error) !== 'forbidden',
  );
  return {
    rows: rows.sort((one, other) => ORDER[one.tone] - ORDER[other.tone]),
    faults: failed.slice(0, 1).map((one) => one.error),
    isLoading: asked.some((one) => one.isLoading),
    serverTimeMs: now,
    retry: () => {
      for (const one of failed) void one.refetch();
    },
  };
}

function useTodoWords() {
  return { overview: useOverviewRows(), kiosks: useKioskRows(), ...useDataRows() };
}

function useOverviewRows() {
  const { t } = useWords();
  const since = useSince();
  return ({
    openDiscrepancies,
    quarantine,
    lastBackup,
    dueErasures,
    serverTimeMs,
  }: OverviewReply): Todo[] => {
    const isOld = lastBackup === null || serverTimeMs - lastBackup.madeAtMs > BACKUP_OLD_MS;
    const when = lastBackup === null ? '' : since(lastBackup.madeAtMs, serverTimeMs);
    const backupWords = isOld ? t('today.backupOld', { when }) : t('today.backupFine', { when });
    return [
      {
        key: 'discrepancies',
        tone: openDiscrepancies > 0 ? 'bad' : 'good',
        title: t('today.discrepancies'),
        words:
          openDiscrepancies > 0
            ? t('today.discrepanciesNext', { count: openDiscrepancies })
            : t('today.discrepanciesNone'),
        link: { to: '/discrepancies', words: t('today.go.discrepancies') },
      },
      ...(quarantine === null
        ? []
        : [
            {
              key: 'quarantine',
              tone: quarantine.entries > 0 ? ('bad' as const) : ('good' as const),
              title: t('today.quarantine'),
              words:
                quarantine.entries > 0 ? t('today.quarantineNext', quarantine) : t('today.quarantineNone'),
              link: { to: '/discrepancies', words: t('today.go.quarantine') },
            },
          ]),
      {
        key: 'backup',
        tone: lastBackup === null ? 'bad' : isOld ? 'look' : 'good',
        title: t('today.backup'),
        words: lastBackup === null ? t('today.backupNever') : backupWords,
        link: { to: '/backups', words: t('today.go.backup') },
      },
      ...(dueErasures === null
        ? []
        : [
            {
              key: 'erasures',
              tone: dueErasures.cards > 0 ? ('look' as const) : ('good' as const),
              title: t('today.erasures'),
              words:
                dueErasures.cards > 0
                  ? t(dueErasures.isCut ? 'today.erasuresMany' : 'today.erasuresNext', {
                      count: dueErasures.cards,
                    })
                  : t('today.erasuresNone'),
              link: { to: '/cards/erasures', words: t('today.go.erasures') },
            },
          ]),
    ];
  };
}

/** Troubles that have a row of their own, since somebody does something else about each. */
const OWN_ROWS = ['old-data', 'waiting'] as const;

function useKioskRows() {
  const { t, listed } = useWords();
  const namesOf = (kiosks: readonly OfficeKiosk[]) => {
    const names = kiosks.slice(0, NAMED_MAX).map((kiosk) => kiosk.name);
    return `${listed(names)}${kiosks.length > NAMED_MAX ? '…' : ''}`;
  };
  return (kiosks: readonly OfficeKiosk[], now: number): Todo[] => {
    const active = kiosks.filter((kiosk) => kiosk.revokedAtMs === null);
    const withTrouble = (isMeant: (trouble: KioskTrouble) => boolean) =>
      active.filter((kiosk) => troublesOf(kiosk, now).some(isMeant));
    const others = withTrouble((trouble) => !OWN_ROWS.some((one) => one === trouble));
    const fine = t('today.kiosksFine', { count: active.length });
    const row: Todo = {
      key: 'kiosks',
      tone: active.length === 0 || others.length > 0 ? 'look' : 'good',
      title: t('today.kiosks'),
      words:
        active.length === 0
          ? t('today.kiosksNone')
          : others.length === 0
            ? fine
            : t('today.kiosksNext', { count: others.length, names: namesOf(others) }),
      link: {
        to: '/kiosks',
        search: others.length > 0 ? { show: 'trouble' } : {},
        words: t('today.go.kiosks'),
      },
    };
    const ownRows = OWN_ROWS.flatMap((kind): Todo[] => {
      const troubled = withTrouble((trouble) => trouble === kind);
      if (troubled.length === 0) return [];
      const waiting = troubled.reduce((sum, kiosk) => sum + (kiosk.waiting ?? 0), 0);
      return [
        {
          key: kind,
          tone: 'look',
          title: t(`today.${kind}`),
          words: t(`today.${kind}-next`, { count: troubled.length, names: namesOf(troubled), waiting }),
          link: { to: '/kiosks', search: { show: kind }, words: t('today.go.kiosks') },
        },
      ];
    });
    return [row, ...ownRows];
  };
}

function useDataRows() {
  const { t } = useWords();
  return {
    calendar(catalogue: Catalogue, now: number): Todo {
      const today = wallDateOf(now);
      const missing = missingNoticeYear(catalogue, today);
      const hasNext = catalogue.calendar.notices.some(({ year }) => year === Number(today.slice(0, 4)) + 1);
      const known = hasNext ? t('today.calendarBoth') : t('today.calendarFine');
      return {
        key: 'calendar',
        tone: missing === null ? 'good' : 'look',
        title: t('today.calendar'),
        words: missing === null ? known : t('today.calendarNext', { year: missing }),
        link: { to: '/catalogue', words: t('today.go.calendar') },
      };
    },
    cards(count: number, { imports }: CardImportsReply): Todo {
      const [last] = imports.filter((one) => one.undoneAtMs === null);
      const known =
        last === undefined
          ? t('today.cardsNoImport', { count })
          : t('today.cardsFine', {
              ...{ count, added: last.added, changed: last.changed },
              ...{
                file: last.fileName === '' ? t('shell.none') : last.fileName,
                when: minuteWords(last.atMs),
              },
            });
      return {
        key: 'cards',
        tone: count === 0 ? 'look' : 'good',
        title: t('today.cards'),
        words: count === 0 ? t('today.cardsNone') : known,
        link:
          count === 0
            ? { to: '/cards/import', words: t('today.go.import') }
            : { to: '/cards', words: t('today.go.cards') },
      };
    },
  };
}
