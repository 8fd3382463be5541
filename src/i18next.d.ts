import 'i18next';
import type { officeTexts } from './office/texts.ts';
import type { closingTexts } from './renderer/closing/texts.ts';
import type { demoTexts } from './renderer/demo/texts.ts';
import type { boardTexts } from './renderer/dialogs/courts/board-texts.ts';
import type { courtTexts } from './renderer/dialogs/courts/court-texts.ts';
import type { listTexts } from './renderer/dialogs/day/list-texts.ts';
import type { matterTexts } from './renderer/dialogs/matter-texts.ts';
import type { cameraTexts } from './renderer/dialogs/scanner/camera-texts.ts';
import type { settingsTexts } from './renderer/dialogs/settings/settings-texts.ts';
import type { taskTexts } from './renderer/dialogs/tasks/task-texts.ts';
import type { zh } from './renderer/i18n/zh.ts';
import type { printerTexts } from './renderer/print/printer-texts.ts';
import type { printChinese } from './renderer/print/texts.ts';
import type { recordsTexts } from './renderer/records/texts.ts';
import type { handScannerTexts } from './renderer/scanner/keys/hand-scanner-texts.ts';
import type { scannerChinese } from './renderer/scanner/texts.ts';
import type { earlyTexts } from './renderer/screens/early/texts.ts';
import type { enrolTexts } from './renderer/screens/enrol/texts.ts';
import type { agreementTexts } from './renderer/screens/order/AgreementControl.tsx';
import type { setupTexts } from './renderer/setup/texts.ts';
import type { badgeChinese } from './renderer/staff/badge-texts.ts';
import type { staffTexts } from './renderer/staff/texts.ts';
import type { dateTexts } from './renderer/trust/date-texts.ts';
import type { namesTexts } from './renderer/trust/names-texts.ts';
import type { trustChinese } from './renderer/trust/texts.ts';

/** A key that does not exist is a type error, in the kiosk's window and in the office's console. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'desk';
    resources: {
      desk: typeof zh;
      office: typeof officeTexts.zh;
      scanner: typeof scannerChinese;
      handScanner: typeof handScannerTexts.zh;
      matter: typeof matterTexts.zh;
      agreement: typeof agreementTexts.zh;
      demo: typeof demoTexts.zh;
      trust: typeof trustChinese;
      records: typeof recordsTexts.zh;
      badge: typeof badgeChinese;
      staff: typeof staffTexts.zh;
      closing: typeof closingTexts.zh;
      list: typeof listTexts.zh;
      board: typeof boardTexts.zh;
      courts: typeof courtTexts.zh;
      settings: typeof settingsTexts.zh;
      tasks: typeof taskTexts.zh;
      setup: typeof setupTexts.zh;
      early: typeof earlyTexts.zh;
      enrol: typeof enrolTexts.zh;
      names: typeof namesTexts.zh;
      date: typeof dateTexts.zh;
      camera: typeof cameraTexts.zh;
      printer: typeof printerTexts.zh;
      print: typeof printChinese;
    };
  }
}
