import { Modal } from 'antd';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { commandOf } from '../../desk/commands.ts';
import { chosenItemOf } from '../../desk/desk-state.ts';
import { needsPin } from '../../desk/staff-view.ts';
import { unreachable } from '../../domain/base/unreachable.ts';
import { DayEndDialog } from '../closing/DayEndDialog.tsx';
import { useRun } from '../desk-command.tsx';
import { useLanguage } from '../i18n/use-language.ts';
import { useDesk, useKiosk, useSettings } from '../kiosk-context.ts';
import { ExportDialog } from '../records/ExportDialog.tsx';
import { SetupDialog } from '../setup/SetupDialog.tsx';
import { ApproveDialog, ChangePinDialog, HandOverDialog, LockScreen } from '../staff/StaffDialogs.tsx';
import { Look } from '../styles/Look.tsx';
import { ConfirmDateDialog } from '../trust/ConfirmDateDialog.tsx';
import type { ScannerView } from '../use-scanner.ts';
import { BoardDialog } from './courts/BoardDialog.tsx';
import { CourtsDialog } from './courts/CourtsDialog.tsx';
import { TodayDialog } from './day/TodayDialog.tsx';
import { VoidDialog } from './day/VoidDialog.tsx';
import { CloseButton, mainFirst } from './dialog-parts.tsx';
import css from './dialogs.module.css';
import { HelpDialog } from './HelpDialog.tsx';
import { MattersDialog } from './MattersDialog.tsx';
import { StepDialog } from './StepDialog.tsx';
import { HandScannerDialog } from './scanner/HandScannerDialog.tsx';
import { ScannerDialog } from './scanner/ScannerDialog.tsx';
import { EnrolDialog } from './settings/EnrolDialog.tsx';
import { SettingsDialog } from './settings/SettingsDialog.tsx';
import { TypeDialog } from './TypeDialog.tsx';
import { TasksDialog } from './tasks/TasksDialog.tsx';

/** The dialogs over the desk, made with Ant Design. A kiosk that is no desk yet has no scanner. */
export function Overlay({ scanner }: { readonly scanner: ScannerView | null }) {
  const { theme } = useSettings();
  const overlay = useDesk((desk) => desk.overlay);
  const run = useRun();
  return (
    <Look theme={theme}>
      <Dialogs />
      {overlay?.kind === 'setup' && <SetupDialog overlay={overlay} scanner={scanner} />}
      {overlay?.kind === 'scanner' && scanner !== null && (
        <ScannerDialog scanner={scanner} onClose={() => run('back')} />
      )}
    </Look>
  );
}

/** The dialog over the screen; Esc closes it. */
export function Dialogs() {
  const { syncLoop, counters } = useKiosk();
  const { acknowledgedSeq } = useSyncExternalStore(syncLoop.subscribe, syncLoop.status);
  const isUncounted = useSyncExternalStore(counters.subscribe, counters.trouble)?.kind === 'uncounted';
  const overlay = useDesk((desk) => desk.overlay);
  const today = useDesk((desk) => desk.today);
  const listed = useDesk((desk) => desk.listed);
  const run = useRun();
  const back = () => run('back');
  const unlockScreen = () => run('unlock');
  const asksForPin = useDesk((desk) => needsPin(desk.staff));
  if (overlay === null) return null;
  switch (overlay.kind) {
    case 'type':
      return <TypeDialog onNumber={(text) => run('scan', { text })} onClose={back} />;
    case 'help':
      return <HelpDialog onClose={back} />;
    case 'today':
      return (
        <TodayDialog
          uses={listed?.uses ?? today}
          date={listed?.date ?? null}
          deliveredUpToSeq={acknowledgedSeq}
          isUncounted={isUncounted}
          onVoid={(seq) => run('void', { seq })}
          onClose={back}
        />
      );
    case 'board':
      return <BoardDialog view={overlay.view} onClose={back} />;
    case 'courts':
      return <CourtsDialog onClose={back} />;
    case 'tasks':
      return <TasksDialog onClose={back} />;
    case 'day-end':
      return <DayEndDialog closing={overlay.closing} isUncounted={isUncounted} onClose={back} />;
    case 'confirm-date':
      return <ConfirmDateDialog onClose={back} />;
    case 'export':
      return <ExportDialog onClose={back} />;
    case 'enrol':
      return <EnrolDialog onClose={back} />;
    case 'hand-scanner':
      return <HandScannerDialog onClose={back} />;
    case 'settings':
      return <SettingsDialog onClose={back} />;
    case 'void':
      return <VoidDialog use={overlay.use} onReason={(reason) => run('reason', { reason })} onClose={back} />;
    case 'step':
      return <StepDialog step={overlay.step} />;
    case 'matters':
      return <MattersDialog overlay={overlay} onClose={back} />;
    case 'nothing-to-void':
      return <NothingToVoid onClose={back} />;
    case 'switch-card':
      return <SwitchCardDialog onClose={back} />;
    case 'hand-over':
      return <HandOverDialog onClose={back} />;
    case 'approve':
      return <ApproveDialog overlay={overlay} onClose={back} />;
    case 'change-pin':
      return <ChangePinDialog onClose={back} />;
    case 'lock':
      return asksForPin ? <LockScreen /> : <OpenLock onUnlock={unlockScreen} />;
    case 'setup':
    case 'scanner':
      return null; // `Overlay` shows these, since they need the scanner
    default:
      return unreachable(overlay);
  }
}

function NothingToVoid({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Modal
      open
      title={commandOf('void').words[language]}
      onCancel={onClose}
      footer={<CloseButton onClose={onClose} words={t('behind.read')} />}
    >
      {t('void.none')}
    </Modal>
  );
}

/** Another card was scanned in the middle of a sale. */
function SwitchCardDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const run = useRun();
  const chosen = useDesk((desk) => chosenItemOf(desk.screen));
  return (
    <Modal
      open
      title={t('switchCard.title')}
      okText={`${t('switchCard.yes')} ⏎`}
      cancelText={`${t('switchCard.no')} Esc`}
      okButtonProps={{ autoFocus: true }}
      footer={mainFirst}
      onOk={() => run('switch-card')}
      onCancel={onClose}
    >
      {t('switchCard.body', { item: chosen?.name[language] ?? '' })}
    </Modal>
  );
}

/** The lock of a desk where nobody signs in: it hides what is there, and anybody opens it. */
function OpenLock({ onUnlock }: { readonly onUnlock: () => void }) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      // biome-ignore lint/a11y/noAutofocus: it is all there is
      autoFocus
      className={css['screenLock']}
      onClick={onUnlock}
      data-screen="lock"
    >
      <strong>{t('screenLock.title')}</strong>
      {t('screenLock.unlock')}
      <small>{t('screenLock.open')}</small>
    </button>
  );
}
