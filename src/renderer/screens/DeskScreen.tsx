import { lazy, memo, Suspense, useEffect } from 'react';
import { unreachable } from '../../domain/base/unreachable.ts';
import { dateOfMinute, wallDateOf, wallMinuteOf } from '../../domain/base/wall-time.ts';
import { dayText } from '../../domain/calendar/calendar.ts';
import { deskMannerOf } from '../../domain/catalogue/green-channel.ts';
import { rulebookOf } from '../../domain/catalogue/rulebook.ts';
import { DemoTray } from '../demo/DemoTray.tsx';
import { CommandKey, useRun } from '../desk-command.tsx';
import { keepFocus, useFocusReturn } from '../desk-focus.ts';
import { useDeskKeys } from '../desk-keys.ts';
import { loadFonts } from '../fonts.ts';
import { dayWords } from '../i18n/day-words.ts';
import { LanguageNote } from '../i18n/LanguageNote.tsx';
import { loadEnglish } from '../i18n/show-language.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useDesk, useDeskName, useKiosk, useNow } from '../kiosk-context.ts';
import { PrinterNote } from '../print/PrinterNote.tsx';
import { ApprovalNote, StaffBadge } from '../staff/StaffBadge.tsx';
import { useDateQuestion } from '../trust/use-trust.ts';
import { useCatalogue, useSiteName } from '../use-catalogue.ts';
import { useIsPastFirstScan } from '../use-first-scan.ts';
import { usePictures } from '../use-pictures.ts';
import { useScanner } from '../use-scanner.ts';
import css from './desk-screen.module.css';
import { LeftBehindNotes } from './recorded/LeftBehindNotes.tsx';
import { PaperSheet } from './recorded/PaperSheet.tsx';
import { NotRecordedPane, RecordedPane, VoidedPane } from './recorded/RecordedPane.tsx';
import { SteppedPane } from './recorded/SteppedPane.tsx';
import { loadEarlyKeys } from './shell/EarlyKeys.tsx';
import { PracticeHead, PracticeMark } from './shell/PracticeMark.tsx';
import { StatusBar } from './shell/StatusBar.tsx';
import { useTaskRefresh } from './shell/TaskCount.tsx';
import { CameraPane } from './verdict/CameraPane.tsx';
import { DecidedPane } from './verdict/DecidedPane.tsx';
import { IdlePane } from './verdict/IdlePane.tsx';
import { RejectedPane } from './verdict/RejectedPane.tsx';

/** Ant Design is as large as the desk itself, and the first scan needs none of it. */
const loadOverlay = () => import('../dialogs/Dialogs.tsx');
const Overlay = lazy(async () => ({ default: (await loadOverlay()).Overlay }));

// What the scanner tells from moment to moment changes none of these.
const Answer = memo(AnswerPane);
const Status = memo(StatusBar);
const Tray = memo(DemoTray);
const Paper = memo(PaperSheet);

/** The one screen: the camera on the left, the answer on the right, the state of things below. */
export function DeskScreen({ siteId }: { readonly siteId: string }) {
  const { demoCards, demoMembers, info } = useKiosk();
  const siteName = useSiteName();
  const deskName = useDeskName()(info.enrolment?.kioskName ?? '');
  const now = useNow();
  const run = useRun();
  const refreshToday = useDesk((desk) => desk.refreshToday);
  const isScreenLocked = useDesk((desk) => desk.overlay?.kind === 'lock');
  const hasOverlay = useDesk((desk) => desk.overlay !== null);
  const isPractice = useDesk((desk) => desk.practice !== null);
  const scanner = useScanner(isScreenLocked);
  const pictures = usePictures({ isScreenLocked, scan: scanner.scanPicture });
  useDeskKeys();
  const deskRef = useFocusReturn(hasOverlay);
  useDateQuestion();
  useTaskRefresh(now);
  const isPastFirstScan = useIsPastFirstScan();
  useEffect(() => {
    if (!isPastFirstScan) return;
    loadFonts();
    void loadOverlay();
    loadEarlyKeys();
    void loadEnglish();
  }, [isPastFirstScan]);
  const today = wallDateOf(now);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new desk or a new day has another list
  useEffect(() => void refreshToday(), [refreshToday, siteId, today]);
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: nothing is done here, the focus is kept where it is */}
      <div ref={deskRef} className={`${css['screen']} screen-only`} onMouseDown={keepFocus}>
        <header className={css['top']} data-practice={isPractice || undefined}>
          {isPractice ? (
            <PracticeHead />
          ) : (
            <span>
              <span className={css['site']}>{siteName(siteId)}</span>{' '}
              <span className={css['desk']}>· {deskName}</span>
            </span>
          )}
          <span>
            <WallClock minute={wallMinuteOf(now)} />
            <StaffBadge />
            <CommandKey id="lock" className={css['screenLock']} />
          </span>
        </header>
        <main className={css['main']}>
          <CameraPane scanner={scanner} pictures={pictures} onType={() => run('type')} />
          <Answer siteId={siteId} />
        </main>
        <LeftBehindNotes />
        <PrinterNote />
        <LanguageNote />
        <ApprovalNote />
        <Status now={now} />
        <Suspense>{hasOverlay && <Overlay scanner={scanner} />}</Suspense>
        {isPastFirstScan && demoCards.length > 0 && (
          <Tray cards={demoCards} members={demoMembers} onPicture={scanner.scanPicture} />
        )}
      </div>
      {isPractice && <PracticeMark />}
      <Paper />
    </>
  );
}

function AnswerPane({ siteId }: { readonly siteId: string }) {
  const screen = useDesk((desk) => desk.screen);
  const site = useCatalogue()?.sites.find((candidate) => candidate.id === siteId);
  const manner = site === undefined ? 'service' : deskMannerOf(site);
  switch (screen.kind) {
    case 'idle':
      return <IdlePane siteId={siteId} greenChannel={manner === 'priority'} />;
    case 'rejected':
      return <RejectedPane rejection={screen.rejection} />;
    case 'decided':
      return <DecidedPane screen={screen} manner={manner} />;
    case 'recorded':
      return <RecordedPane screen={screen} manner={manner} />;
    case 'stepped':
      return <SteppedPane screen={screen} />;
    case 'voided':
      return <VoidedPane screen={screen} />;
    case 'not-recorded':
      return <NotRecordedPane screen={screen} />;
    default:
      return unreachable(screen);
  }
}

/** Day and time, and whether the price rules take it for a working day. */
function WallClock({ minute }: { readonly minute: string }) {
  const language = useLanguage();
  const catalogue = useCatalogue();
  const date = dateOfMinute(minute);
  const day = catalogue && dayText(rulebookOf(catalogue).calendar.dayFacts(date))[language];
  return (
    <time dateTime={minute}>
      {dayWords(date, language)} {day} <strong>{minute.slice(11)}</strong>
    </time>
  );
}
