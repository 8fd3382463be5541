import { useRun } from '../desk-command.tsx';
import { useDesk, useSettings } from '../kiosk-context.ts';
import { Look } from '../styles/Look.tsx';
import type { ScannerView } from '../use-scanner.ts';
import { Dialogs } from './Dialogs.tsx';
import { ScannerDialog } from './scanner/ScannerDialog.tsx';

/** Whatever lies over the desk, in Ant Design's clothes. */
export function Overlay({ scanner }: { readonly scanner: ScannerView }) {
  const { theme } = useSettings();
  const isTechnician = useDesk((desk) => desk.overlay?.kind === 'scanner');
  const run = useRun();
  return (
    <Look theme={theme}>
      <Dialogs />
      {isTechnician && <ScannerDialog scanner={scanner} onClose={() => run('back')} />}
    </Look>
  );
}
